import { AnsiUp } from 'ansi_up';

/** Terminal text as escaped HTML, its colours as classes `ansi-red-fg` and so on; a link in it stays text. */
export function ansiHtml(text: string): string {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.escape_html = true;
  ansi.url_allowlist = {};
  return ansi.ansi_to_html(text);
}
