/** Type, links, the bar on top, banners, status: what a report and the index share. */
export const baseStyles = `
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 100%; scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6; font-size: 1rem;
  font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
}
h1, h2, h3, h4 { font-family: 'Iowan Old Style', Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, 'Liberation Serif', serif; line-height: 1.2; font-weight: 700; text-wrap: balance; overflow-wrap: anywhere; }
code, pre, kbd, samp { font-family: ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: .875em; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
[tabindex='-1']:focus-visible { outline: none; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 20; background: var(--surface); padding: .5rem 1rem; border: 1px solid var(--strong); }
.skip:focus { top: .5rem; }
.needs-js { display: none; }
.js .needs-js { display: inline-flex; }
button { font: inherit; color: inherit; cursor: pointer; }
.note { color: var(--soft); font-weight: 400; }
.unit { color: var(--soft); font-weight: 400; font-size: .85em; }

.bar { position: sticky; top: 0; z-index: 10; background: color-mix(in srgb, var(--paper) 94%, transparent); border-bottom: 1px solid var(--line); backdrop-filter: blur(8px); }
.bar-inner { display: flex; align-items: center; gap: .5rem; max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; height: 3.25rem; }
.brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 650; letter-spacing: -.01em; color: var(--accent); }
.bar-space { flex: 1; }
.tool { align-items: center; gap: .4rem; border: 1px solid var(--line); background: var(--surface); border-radius: 6px; padding: .25rem .7rem; font-size: .85rem; min-height: 2rem; white-space: nowrap; }
.tool:hover { border-color: var(--strong); }
.tool[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); color: var(--ink); }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 99px; font-size: .78rem; font-weight: 600; white-space: nowrap; background: var(--warn-soft); color: var(--warn); border: 1px solid var(--warn-line); }
.chip.bad { background: var(--bad-soft); color: var(--bad); border-color: var(--bad); }

.banner { border: 1px solid; border-left-width: 6px; border-radius: 6px; padding: .9rem 1.2rem; margin: 0 0 1.5rem; overflow-wrap: anywhere; }
.banner p { margin: .35rem 0 0; max-width: 72ch; }
.banner strong { font-size: 1.06em; }
.banner pre { white-space: pre-wrap; margin: .5rem 0; padding: .6rem .8rem; background: var(--surface); color: var(--ink); border-radius: 4px; max-height: 20rem; overflow: auto; }
.banner.synthetic { background: repeating-linear-gradient(-45deg, var(--warn-soft) 0 14px, color-mix(in srgb, var(--warn-soft) 78%, var(--paper)) 14px 28px); border-color: var(--warn-line); }
.banner.synthetic strong { color: var(--warn); }
.banner.failed { background: var(--bad-soft); border-color: var(--bad); }
.banner.failed > strong, .banner.failed a { color: var(--bad); }
.banner.failed .hint strong { font-size: 1em; }

.status { display: inline-block; font-weight: 650; white-space: nowrap; color: var(--accent); }
.status.failed, .status.interrupted { color: var(--bad); }
.title-block h1 { font-size: clamp(1.9rem, 1.3rem + 2.4vw, 2.9rem); letter-spacing: -.015em; margin: 0 0 .6rem; line-height: 1.1; }
.lede { color: var(--soft); font-size: 1.1rem; margin: 0; }
.foot { max-width: 84rem; margin: 3rem auto 0; padding: 1rem 1.5rem 2.5rem; color: var(--soft); font-size: .85rem; border-top: 1px dashed var(--strong); }
@media (max-width: 699px) {
  .bar-inner { padding: 0 1rem; }
  .foot { padding-inline: 1rem; }
}
@media (max-width: 479px) { .bar-inner:has(.chip) .brand { font-size: 0; gap: 0; } .bar-inner { gap: .35rem; } .bar .tool { padding: .25rem .55rem; } .bar .chip { font-size: .7rem; } .bar .tool-word { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; } }
`;
