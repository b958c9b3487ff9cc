/** Text as a terminal would show it: `\r` returns to the line's start, backspace goes one back, what follows overwrites. */
export interface Terminal {
  write(text: string): void;
  text(): string;
}

/** One column: a character and the colour codes in front of it. */
type Column = string;

const esc = '\u001b';
const control = new RegExp(`[\r\b${esc}]`);
const tokens = new RegExp(`${esc}\\[[0-9;?]*[ -/]*[@-~]|[\\s\\S]`, 'gu');

/** An empty terminal of endless width. Cost: a line without control characters is appended as it is. */
export function terminal(): Terminal {
  let done = '';
  let line: Column[] | string = '';
  let column = 0;
  let pending = '';

  function overwrite(text: string): void {
    const columns: Column[] = typeof line === 'string' ? [...line] : line;
    if (typeof line === 'string') column = columns.length;
    for (const [token] of text.matchAll(tokens)) {
      if (token === '\n') {
        done += `${columns.join('')}${pending}\n`;
        columns.length = 0;
        column = 0;
        pending = '';
      } else if (token === '\r') column = 0;
      else if (token === '\b') column = Math.max(0, column - 1);
      else if (token === `${esc}[K` || token === `${esc}[0K`) columns.length = Math.min(columns.length, column);
      else if (token === `${esc}[2K`) columns.fill(' ', 0, column).splice(column);
      else if (token.length > 1 && token.startsWith(esc)) pending += token;
      else {
        while (columns.length < column) columns.push(' ');
        columns[column++] = pending + token;
        pending = '';
      }
    }
    line = columns;
  }

  return {
    write(text) {
      if (typeof line !== 'string' || control.test(text)) {
        overwrite(text);
        if (line.length === 0 && pending === '') line = '';
        return;
      }
      const end = text.lastIndexOf('\n') + 1;
      if (end === 0) line += text;
      else {
        done += line + text.slice(0, end);
        line = text.slice(end);
      }
    },
    text: () => done + (typeof line === 'string' ? line : line.join('')) + pending,
  };
}
