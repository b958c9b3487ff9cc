/** Paper: light, no controls, no folded code; nothing is cut in two that need not be. */
export const printStyles = `
@media print {
  @page { margin: 15mm; }
  .parameters summary { list-style: none; }
  body { background: #fff; font-size: 10.5pt; }
  .bar, .skip, .contents, .table-tools .quiet, .anchor, .modebar-container, .chart-text:not([open]), .chart-data:not([open]), details.code:not([open]), details.code > summary { display: none !important; }
  .frame, main.index { display: block; padding: 0; max-width: none; }
  main { max-width: none; }
  a { color: inherit; }
  .banner, .chip, .cell.failed, .stream.stderr pre { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1, h2, h3, h4, figcaption, .table-head { break-after: avoid; }
  figure.chart, .tile, .banner, .picture, tr, .card { break-inside: avoid; }
  thead { display: table-header-group; }
  figure.chart { border: 0; padding: 0; }
  figure.table { width: 100%; }
  figure.table .scroll, .scroll, .stream pre, pre.stream, .banner pre, pre { max-height: none !important; overflow: visible !important; white-space: pre-wrap; }
  figure.table thead th { position: static; background: none; white-space: normal; }
  table { white-space: normal; font-size: 9pt; }
  th, td { padding: .25rem .5rem; }
  .title-block h1 { font-size: 24pt; }
  p, li { orphans: 3; widows: 3; }
  .foot { padding-inline: 0; }
}
`;
