import CliTable from 'cli-table3';
import type { Rfm } from '../analyses/rfm/rfm.js';
import type { Drift } from '../analyses/rfm/rfm-model.js';
import type { Segments } from '../analyses/segments/segments.js';

/** What `rfm` and `score` print, as JSON or as text. */
export function rfmDocument(scored: Rfm, named: Segments | null, notes: readonly string[]) {
  const { customers, analysisDate, edges, scores, scoring, bins, weights, base } = scored;
  return {
    customers,
    analysisDate,
    edges,
    scores,
    segments: named?.segments ?? [],
    map: named?.map.name ?? null,
    scoring,
    bins,
    weights,
    base,
    notes,
  };
}

/** The document as text, its tables first. */
export function rfmText(document: ReturnType<typeof rfmDocument> & { readonly drift?: readonly Drift[] }): string {
  const { customers, analysisDate, edges, segments, notes, drift = [] } = document;
  const style = { head: [], border: [] };
  const cuts = new CliTable({ head: ['', 'edges'], style });
  for (const [feature, values] of Object.entries(edges)) cuts.push([feature, values.map(shown).join('  ')]);
  const table = new CliTable({
    head: ['segment', 'customers', 'share', 'monetary', 'share', 'mean recency', 'mean orders', 'mean monetary'],
    style,
    colAligns: ['left', ...Array.from({ length: 7 }, () => 'right' as const)],
  });
  for (const row of segments) {
    const { averageRecency, averageFrequency, averageMonetary } = row;
    const means = [averageRecency, averageFrequency, averageMonetary].map((mean) => (mean === null ? '' : shown(mean)));
    table.push([
      row.segment,
      row.customers,
      percent(row.share),
      shown(row.monetary),
      percent(row.monetaryShare),
      ...means,
    ]);
  }
  const moved = new CliTable({ head: ['', 'population stability index', ''], style });
  for (const { feature, populationStabilityIndex: index, verdict } of drift)
    moved.push([feature, index.toFixed(3), verdict]);
  return [
    `${customers} customers, analysis date ${analysisDate}, ${document.scoring}`,
    cuts.toString(),
    ...(segments.length > 0 ? [table.toString()] : []),
    ...(drift.length > 0 ? ['drift against the fit', moved.toString()] : []),
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

function shown(value: number): string {
  return Number(value.toFixed(2)).toLocaleString('en-GB');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
