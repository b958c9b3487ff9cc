const blank = /[ \t\n\r]*/y;
const plain = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const deepest = 1000;

/**
 * Line and column, from 1, of the first place where text stops being JSON; null if it is JSON. Node's own message
 * names the place in some versions only.
 */
export function jsonErrorPosition(text: string): { line: number; column: number } | null {
  let at = 0;
  let depth = 0;
  const eat = (token: RegExp): boolean => {
    token.lastIndex = at;
    const found = token.test(text);
    if (found) at = token.lastIndex;
    return found;
  };
  const mark = (character: string): boolean => {
    eat(blank);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const string = (): boolean => {
    if (!mark('"')) return false;
    do eat(plain);
    while (eat(escaped));
    if (text[at] !== '"') return false;
    at++;
    return true;
  };
  const list = (close: string, item: () => boolean): boolean => {
    if (mark(close)) return true;
    if (++depth > deepest) return false;
    do {
      if (!item()) return false;
    } while (mark(','));
    depth--;
    return mark(close);
  };
  const value = (): boolean => {
    if (mark('{')) return list('}', () => string() && mark(':') && value());
    if (mark('[')) return list(']', value);
    return text[at] === '"' ? string() : eat(scalar);
  };
  if (value() && eat(blank) && at === text.length) return null;
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
