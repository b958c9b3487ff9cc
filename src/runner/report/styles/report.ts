/** The frame of a report: contents beside the text, title and run, prose, code. */
export const reportStyles = `
.frame { max-width: 84rem; margin: 0 auto; padding: 2rem 1.5rem 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 0 3.5rem; }
.frame.no-contents { grid-template-columns: minmax(0, 1fr); max-width: 66rem; }
main { min-width: 0; max-width: 62rem; }
.contents { position: sticky; top: 5rem; align-self: start; max-height: calc(100vh - 6.5rem); overflow-y: auto; font-size: .875rem; line-height: 1.4; }
.contents summary { font-weight: 650; color: var(--soft); font-size: .78rem; letter-spacing: .06em; text-transform: uppercase; list-style: none; padding: 0 0 .5rem .8rem; }
.contents summary::-webkit-details-marker { display: none; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents ol ol { padding-left: .9rem; }
.contents a { display: block; padding: .28rem .8rem; color: var(--soft); text-decoration: none; border-left: 2px solid var(--line); overflow-wrap: anywhere; }
.contents ol ol a { border-left-color: transparent; }
.contents a:hover { color: var(--ink); border-left-color: var(--strong); }
.contents a[aria-current] { color: var(--accent); border-left-color: var(--accent); font-weight: 600; }

.title-block { margin-bottom: 2.25rem; }
.facts { display: flex; flex-wrap: wrap; gap: .9rem 2.5rem; margin: 1.2rem 0 0; padding: .9rem 0; border-block: 1px dashed var(--strong); }
.facts dt { font-size: .74rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
.facts dd { margin: 0; font-size: .95rem; font-variant-numeric: tabular-nums; }
.parameters { border-bottom: 1px dashed var(--strong); padding: .6rem 0; font-size: .9rem; }
.parameters summary { cursor: pointer; color: var(--soft); font-size: .85rem; }
.parameters table { width: auto; margin-top: .35rem; }
.parameters th, .parameters td { border: 0; padding: .14rem 1.5rem .14rem 0; text-align: left; }
.parameters thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.parameters th { font-weight: 400; white-space: nowrap; }
.parameters td { font-variant-numeric: tabular-nums; }
.parameters .meaning { color: var(--soft); }

.cell { margin: 0 0 1.5rem; scroll-margin-top: 4.5rem; }
.cell:has(> details.code:only-child) { margin-bottom: .5rem; }
.outputs > :last-child { margin-bottom: 0; }
.prose > :where(p, ul, ol, dl, blockquote, h1, h2, h3, h4, h5, h6) { max-width: 72ch; }
.prose :where(p, ul, ol, dl, blockquote) { margin: 0 0 1rem; }
.prose h1, .prose h2, .method h2 { font-size: 1.65rem; margin: 2.75rem 0 .8rem; letter-spacing: -.01em; }
.prose h3, .method h3 { font-size: 1.22rem; margin: 2rem 0 .6rem; }
.prose h4 { font-size: 1.03rem; margin: 1.5rem 0 .4rem; }
.prose > h2 + h3 { margin-top: 1.1rem; }
.prose > :last-child { margin-bottom: 0; }
.prose:first-child > :first-child { margin-top: 0; }
.prose li { margin: .2rem 0; }
.prose blockquote { border-left: 3px solid var(--accent); padding-left: 1.1rem; color: var(--soft); margin-left: 0; }
.prose pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; }
.prose :not(pre) > code { background: var(--sunken); padding: .1em .3em; border-radius: 4px; overflow-wrap: anywhere; }
.prose img, .html-output img, .picture img { max-width: 100%; height: auto; }
.prose hr { border: 0; border-top: 1px dashed var(--strong); margin: 2rem 0; }
.anchor { margin-left: .4em; color: var(--soft); text-decoration: none; font-weight: 400; opacity: 0; }
:is(h2, h3, h4, h5, h6):hover > .anchor, .anchor:focus-visible { opacity: 1; }

details.code { margin: 0 0 .5rem; }
details.code:only-child { margin: 0; }
details.code > summary { display: inline-flex; align-items: center; gap: .3rem; cursor: pointer; font-size: .78rem; color: var(--soft); list-style: none; border-radius: 4px; padding: .1rem .3rem; margin-left: -.3rem; }
details.code > summary::-webkit-details-marker { display: none; }
details.code > summary::before { content: '▸'; width: .9em; }
details.code[open] > summary::before { content: '▾'; }
details.code > summary:hover { color: var(--ink); background: var(--sunken); }
details.code > pre { margin: .35rem 0 0; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; line-height: 1.5; tab-size: 2; }
.hljs-keyword, .hljs-built_in, .hljs-literal, .hljs-meta { color: var(--code-keyword); }
.hljs-string, .hljs-regexp, .hljs-attr { color: var(--code-string); }
.hljs-number { color: var(--code-number); }
.hljs-title, .hljs-function { color: var(--code-title); }
.hljs-type, .hljs-class, .hljs-title.class_ { color: var(--code-type); }
.hljs-comment { color: var(--code-comment); font-style: italic; }

.cell.failed { border: 1px solid var(--bad); border-left-width: 6px; border-radius: 6px; padding: .8rem 1rem; }
.cell-mark { font-size: .85rem; color: var(--soft); margin: 0 0 .5rem; }
.cell-mark.bad { color: var(--bad); font-weight: 650; }
.cell.not-run { border-left: 3px dashed var(--strong); padding-left: 1rem; }
.cell.not-run .cell-mark { margin: 0; }
.method { margin-top: 3.5rem; padding-top: .5rem; border-top: 1px dashed var(--strong); font-size: .92rem; }
.method h2 { font-size: 1.3rem; margin-top: 1.25rem; }
.method h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
.versions { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }

@media (max-width: 1099px) {
  .frame { grid-template-columns: minmax(0, 1fr); padding-top: 1.25rem; max-width: 66rem; }
  .contents { position: static; max-height: none; margin-bottom: 1.5rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
  .contents summary { cursor: pointer; padding: .6rem .9rem; list-style: revert; }
  .contents details > ol { padding: 0 .9rem .8rem; }
}
@media (max-width: 699px) {
  .frame { padding-inline: 1rem; }
  .facts { gap: .7rem 1.75rem; }
  .parameters tr { display: grid; grid-template-columns: 8rem 1fr; padding: .2rem 0; }
  .parameters .meaning { grid-column: 2; }
  .parameters td:empty { display: none; }
  .prose h1, .prose h2 { font-size: 1.4rem; margin-top: 2.25rem; }
}
`;
