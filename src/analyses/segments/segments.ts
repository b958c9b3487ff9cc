import { records } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import type { Base } from '../base.js';
import type { Rfm } from '../rfm/rfm.js';
import { type Cell, cellsOf, checkSegmentMap, segmentOf } from './check-segment-map.js';
import type { SegmentMapName } from './maps.js';
import { readSegmentMap } from './read-segment-map.js';
import type { SegmentMap } from './segment-map.js';

/** What a segment's customers come to. Averages are null for a segment without customers. */
export interface SegmentTotals {
  readonly segment: string;
  readonly customers: number;
  /** Of all customers, 0..1. */
  readonly share: number;
  /** Sum of `monetary`. */
  readonly monetary: number;
  /** Of all customers' `monetary`, 0..1. */
  readonly monetaryShare: number;
  readonly averageRecency: number | null;
  readonly averageFrequency: number | null;
  readonly averageMonetary: number | null;
}

export interface Segments {
  readonly base: Base;
  readonly analysisDate: string;
  readonly map: SegmentMap;
  readonly customers: number;
  /** In the order of the map, best first; segments without customers stand, too. */
  readonly segments: readonly SegmentTotals[];
  /** The rows of `rfm` with one more column, segment. */
  readonly relation: Relation;
  readonly notes: readonly string[];
}

/**
 * Names every customer's segment by the scores, and says how many there are and what they spent.
 *
 * @param map ours unless another is named or given.
 * @throws TillbookError BAD_PARAMETER for an unknown map, or one for another number of bins; BAD_INPUT for a bad one.
 */
export async function segments(
  scored: Pick<Rfm, 'relation' | 'bins' | 'base' | 'analysisDate'>,
  map: SegmentMapName | SegmentMap = 'tillbook',
): Promise<Segments> {
  const chosen = readSegmentMap(map);
  const { relation: from, bins, base, analysisDate } = scored;
  const relation = await withSegments(from, bins, chosen);
  const found = records<Omit<SegmentTotals, 'share' | 'monetaryShare'>>(
    await relation.engine.query(
      `select segment, count(*) as customers, cast(sum(monetary) as double) as monetary,
              avg(cast(recency as double)) as average_recency, avg(cast(frequency as double)) as average_frequency,
              cast(sum(monetary) as double) / count(*) as average_monetary
         from ${relation.name} group by segment order by segment nulls last`,
    ),
  );
  const customers = found.reduce((sum, row) => sum + row.customers, 0);
  const monetary = found.reduce((sum, row) => sum + row.monetary, 0);
  return {
    base,
    analysisDate,
    map: chosen,
    customers,
    segments: chosen.segments.map(({ name }) => {
      const row = found.find(({ segment }) => segment === name) ?? emptySegment(name);
      return { ...row, share: ratio(row.customers, customers), monetaryShare: ratio(row.monetary, monetary) };
    }),
    relation,
    notes: mapNotes(chosen),
  };
}

/** The rows of a scored relation with one more column, `segment`. */
export function withSegments({ engine, name, provenance }: Relation, bins: number, map: SegmentMap): Promise<Relation> {
  if (map.bins !== bins) {
    throw new TillbookError(
      'BAD_PARAMETER',
      `the segment map ${map.name} is for ${map.bins} bins, the scores have ${bins}`,
      {
        hint: `take bins ${map.bins}, or a map for ${bins}`,
      },
    );
  }
  const params: Record<string, string> = {};
  const cases = map.segments.map((segment, i) => {
    params[`segment_${i}`] = segment.name;
    const own = cellsOf(bins).filter((cell) => segmentOf(map, cell) === segment.name);
    return own.length === 0 ? '' : `when ${code} in (${own.map(codeOf).join(', ')}) then $segment_${i}`;
  });
  const used = Object.fromEntries(Object.entries(params).filter((_, i) => cases[i] !== ''));
  return engine.materialise(
    `select scored.*, case ${cases.join(' ')} end as segment from ${name} scored order by customer_id nulls last`,
    { params: used, provenance },
  );
}

const code = '(recency_score * 10000 + frequency_score * 100 + monetary_score)';
const codeOf = ([r, f, m]: Cell) => r * 10_000 + f * 100 + m;

function emptySegment(segment: string): Omit<SegmentTotals, 'share' | 'monetaryShare'> {
  return { segment, customers: 0, monetary: 0, averageRecency: null, averageFrequency: null, averageMonetary: null };
}

/** What a map does that a sound one would not. */
function mapNotes(map: SegmentMap): string[] {
  const { cells, holes, overlaps, inversions } = checkSegmentMap(map);
  return [
    ...(holes.length > 0
      ? [`${holes.length} of the ${cells} cells of the map ${map.name} match no segment and fall to ${map.otherwise}.`]
      : []),
    ...(overlaps.length > 0
      ? [`${overlaps.length} of the ${cells} cells of the map ${map.name} match several segments; the first one wins.`]
      : []),
    ...(inversions.length > 0
      ? [
          `No order of the segments of ${map.name} agrees with the scores: ${inversions
            .slice(0, 2)
            .map(
              ({ better, betterSegment, worse, worseSegment }) =>
                `${better.join('-')} (${betterSegment}) is better than ${worse.join('-')} (${worseSegment})`,
            )
            .join(', ')}.`,
        ]
      : []),
  ];
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
