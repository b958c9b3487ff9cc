import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const basicTypes = new Set(['scatter', 'bar', 'pie']);
const fromNetwork = /^(choropleth|scattergeo|scattermap|densitymap|choroplethmap|.*mapbox$)/;

export interface PlotlyBundle {
  readonly name: 'plotly.js-basic-dist-min' | 'plotly.js-strict-dist-min';
  /** JavaScript; the page unpacks it and runs exactly this text, which its policy allows by hash. */
  readonly source: string;
  /** The same, gzip as base64: a third of the size. */
  readonly packed: string;
}

/**
 * The smallest bundle of Plotly that draws all these trace types and needs no `eval`; undefined where there is nothing to
 * draw. The complete one is the strict one: 1.6 MB packed, the basic one 0.53 MB.
 */
export function plotlyBundle(traceTypes: readonly string[]): PlotlyBundle | undefined {
  if (traceTypes.length === 0) return undefined;
  const basic = traceTypes.every((type) => basicTypes.has(type));
  return loaded(basic ? 'plotly.js-basic-dist-min' : 'plotly.js-strict-dist-min');
}

/** True for maps: Plotly would fetch their tiles and shapes, and a report asks the network for nothing. */
export function needsNetwork(traceType: string): boolean {
  return fromNetwork.test(traceType);
}

const bundles = new Map<PlotlyBundle['name'], PlotlyBundle>();

function loaded(name: PlotlyBundle['name']): PlotlyBundle {
  const known = bundles.get(name);
  if (known) return known;
  const source = readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');
  const bundle = { name, source, packed: gzipSync(source, { level: 9 }).toString('base64') };
  bundles.set(name, bundle);
  return bundle;
}
