import { escapeHtml } from '../../base/html.js';
import type { Heading } from './markdown.js';

/** The contents list: headings of the levels 1 to 3, nested by level; empty where there are fewer than two. */
export function renderedContents(headings: readonly Heading[]): string {
  const shown = headings.filter((heading) => heading.level <= 3);
  if (shown.length < 2) return '';
  const top = Math.min(...shown.map((heading) => heading.level));
  let html = '';
  let depth = 0;
  for (const { level, id, text } of shown) {
    const wanted = Math.min(level - top + 1, depth + 1);
    if (wanted > depth) html += '<ol>';
    else html += `</li>${'</ol></li>'.repeat(depth - wanted)}`;
    html += `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a>`;
    depth = wanted;
  }
  html += `</li>${'</ol></li>'.repeat(depth - 1)}</ol>`;
  return `<nav class="contents" aria-label="Contents"><details open><summary>Contents</summary>${html}</details></nav>`;
}
