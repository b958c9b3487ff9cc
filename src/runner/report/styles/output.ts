/** What cells show: tables, tiles, charts, streams, pictures. */
export const outputStyles = `
.outputs > * { margin: 0 0 1.25rem; }
.scroll { overflow-x: auto; max-width: 100%; }
figure { margin: 0; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35; }
th, td { padding: .4rem .8rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--strong); }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.null { color: var(--soft); }
.prose table { margin: .25rem 0 1rem; }

figure.table { width: fit-content; min-width: min(100%, 22rem); max-width: 100%; }
.table-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .1rem 1.5rem; margin-bottom: .3rem; }
.table-head figcaption { font-weight: 650; line-height: 1.35; flex: 1 1 14rem; }
.caption-base { display: block; font-weight: 400; font-size: .85rem; color: var(--soft); }
.table-tools { display: inline-flex; align-items: baseline; gap: .75rem; font-size: .8rem; margin-left: auto; }
.quiet { background: none; border: 1px solid var(--line); border-radius: 4px; padding: .05rem .5rem; color: var(--soft); }
.quiet:hover { color: var(--ink); border-color: var(--strong); }
figure.table .scroll { max-height: 36rem; overflow: auto; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--line); }
figure.table tbody tr:last-child td { border-bottom: 0; }
figure.table table { width: 100%; }
figure.table td:first-child, figure.table th:first-child { padding-left: .2rem; }
figure.table td { max-width: 28rem; overflow-wrap: break-word; }
figure.table thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; box-shadow: inset 0 -1px var(--strong); border-bottom: 0; white-space: nowrap; }
figure.table tbody tr:hover td { background: var(--sunken); }
button.sort { all: unset; cursor: pointer; display: inline-block; position: relative; }
button.sort:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
th button.sort::after { content: '↕'; opacity: 0; position: absolute; left: calc(100% + .15em); bottom: 0; font-weight: 400; }
th.num button.sort::after { left: auto; right: calc(100% + .15em); }
th:hover button.sort::after, button.sort:focus-visible::after { opacity: .55; }
th[aria-sort='ascending'] button.sort::after { content: '↑'; opacity: 1; }
th[aria-sort='descending'] button.sort::after { content: '↓'; opacity: 1; }

.tiles { display: flex; flex-wrap: wrap; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.tile { background: var(--surface); padding: .9rem 1.1rem; flex: 1 1 11.5rem; min-width: min-content; max-width: 100%; display: flex; flex-direction: column; }
.tile dt { font-size: .82rem; color: var(--soft); }
.tile dd { margin: 0; }
.tile .value { font-size: 1.35rem; font-weight: 650; letter-spacing: -.025em; line-height: 1.35; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
.tile .value .unit { font-size: .58em; letter-spacing: 0; }
.tile .base { font-size: .76rem; color: var(--soft); line-height: 1.35; margin-top: .2rem; }

.outputs .tiles { margin: 0; }
.tiles-base { margin: .4rem 0 0; font-size: .8rem; color: var(--soft); }
.outputs > .tiles { margin-bottom: 1.25rem; }

figure.chart { border: 1px solid var(--line); border-radius: 8px; background: var(--surface); padding: 1rem 1.1rem .6rem; min-width: 0; }
figure.chart > figcaption { line-height: 1.35; }
.chart-title { display: block; font-weight: 650; font-size: 1.05rem; }
.chart-subtitle { display: block; color: var(--soft); font-size: .85rem; }
.chart-canvas { width: 100%; min-width: 0; position: relative; }
.chart-missing { color: var(--soft); font-style: italic; height: auto !important; }
.chart-more { display: flex; flex-wrap: wrap; gap: 0 1.5rem; font-size: .82rem; }
.chart-more > details { min-width: 0; max-width: 100%; }
.chart-more > details[open] { flex-basis: 100%; }
.chart-more > details > summary { cursor: pointer; color: var(--soft); padding: .3rem 0; }
.chart-more > details > summary:hover { color: var(--ink); }
.chart-text p { max-width: 80ch; margin: .1rem 0 .7rem; font-size: .9rem; overflow-wrap: anywhere; }
.chart-data figure.table { margin: .2rem 0 .8rem; }
.chart-data figure.table .scroll { max-height: 22rem; }
.chart-data figure.table thead th { background: var(--surface); }
.js-plotly-plot .modebar-btn:focus-visible { outline: 2px solid var(--focus); }

.stream { font-size: .85rem; }
.stream pre, pre.stream { margin: 0; max-height: 28rem; overflow: auto; padding: .65rem .9rem; border-left: 3px solid var(--line); line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.stream { font-size: .82rem; }
.stream.stderr pre { border-left-color: var(--warn-line); background: color-mix(in srgb, var(--warn-soft) 45%, var(--paper)); }
.stream-label { display: block; font-size: .72rem; color: var(--warn); font-weight: 650; letter-spacing: .04em; padding: .2rem 0; }
pre.error-output { border-left-color: var(--bad); background: var(--bad-soft); }
.ansi-bold { font-weight: 700; }
.ansi-red-fg, .ansi-bright-red-fg { color: var(--ansi-red); }
.ansi-green-fg, .ansi-bright-green-fg { color: var(--ansi-green); }
.ansi-yellow-fg, .ansi-bright-yellow-fg { color: var(--ansi-yellow); }
.ansi-blue-fg, .ansi-bright-blue-fg { color: var(--ansi-blue); }
.ansi-magenta-fg, .ansi-bright-magenta-fg { color: var(--ansi-magenta); }
.ansi-cyan-fg, .ansi-bright-cyan-fg { color: var(--ansi-cyan); }
.ansi-black-fg, .ansi-white-fg, .ansi-bright-white-fg { color: var(--ink); }
.ansi-bright-black-fg { color: var(--soft); }
.html-output table { font-variant-numeric: tabular-nums; }
.picture img { border-radius: 4px; background: #fff; }
.remote-image { font-style: italic; }
@media (max-width: 699px) {
  figure.chart { padding: .8rem .7rem .4rem; }
  .tile { flex-basis: 9rem; padding: .7rem .8rem; }
  .tile .value { font-size: 1.15rem; }
}
`;
