/**
 * Plotly reads a little HTML in every string: `<b>`, `<br>`, `<a href>`. What comes from data must not speak it, so in a
 * figure's arrays every `<` but a line break's becomes an entity, which Plotly prints as it was; in the figure's own words
 * (titles, templates, annotations) only plain marks and spans stay.
 */
export function safeFigure<T>(figure: T): T {
  return walked(figure, false) as T;
}

const allowed = /^<(?:\/?(?:b|i|em|s|u|sub|sup|span|extra)|br ?\/?|span style="[-a-z0-9#:;.,%() ]*")>/i;

const lineBreak = /^<br ?\/?>/i;

function walked(value: unknown, data: boolean): unknown {
  if (typeof value === 'string') return value.includes('<') ? neutralised(value, data) : value;
  if (Array.isArray(value)) return value.map((item) => walked(item, typeof item === 'string' ? true : data));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walked(item, data)]));
}

function neutralised(text: string, data: boolean): string {
  const mark = data ? lineBreak : allowed;
  return text.replaceAll('<', (_, at: number) => (mark.test(text.slice(at, at + 200)) ? '<' : '&lt;'));
}

/** A string of a figure as plain lines: breaks kept, marks dropped. */
export function figureLines(text: string): string[] {
  return text
    .split(/<br ?\/?>/i)
    .map((line) =>
      line
        .replaceAll(/<\/?(?:b|i|em|s|u|sub|sup|extra)>|<\/?span[^<>]*>/gi, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .trim(),
    )
    .filter((line) => line !== '');
}
