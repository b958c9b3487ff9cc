import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import { type AnalysisOptions, type Base, dayBefore, selection } from '../base.js';
import { customerFeatures } from '../rfm/customer-features.js';
import { type Rfm, type RfmScoring, rfm } from '../rfm/rfm.js';
import { scoredRelation } from '../rfm/scored-relation.js';
import type { ScoringOptions } from '../rfm/scoring.js';
import { compareSegmentations, type SegmentMove } from './compare-segmentations.js';
import type { SegmentMapName } from './maps.js';
import { readSegmentMap } from './read-segment-map.js';
import type { SegmentMap } from './segment-map.js';
import { withSegments } from './segments.js';

export interface MigrationOptions extends AnalysisOptions, ScoringOptions {
  /** How many, a month apart, the last at the window's end (default 12). */
  readonly snapshots?: number;
  /** Months that a snapshot looks back (default 12). */
  readonly months?: number;
  /** Default ours. */
  readonly map?: SegmentMapName | SegmentMap;
}

/** From one snapshot to the next. */
export interface MigrationStep {
  readonly from: string;
  readonly to: string;
  /** `from` null: no order within the earlier snapshot's months; `to` null: none within the later one's. */
  readonly moves: readonly SegmentMove[];
  /** In no lost segment before, in one or out of sight now; monetary is that of the earlier snapshot. */
  readonly newlyLost: Moved;
  /** The other way; monetary is that of the later snapshot. */
  readonly wonBack: Moved;
}

/** Customers who moved, and their money. */
export interface Moved {
  readonly customers: number;
  readonly monetary: number;
}

export interface Migration {
  readonly base: Base;
  readonly map: string;
  /** How all snapshots were scored: the edges of the first, so that who moves has changed and not the scale. */
  readonly scoring: RfmScoring;
  readonly snapshots: ReadonlyArray<{ readonly analysisDate: string; readonly customers: number }>;
  readonly steps: readonly MigrationStep[];
  /** Rows and columns of `matrix`: the segments of the map, then null for out of sight. */
  readonly states: ReadonlyArray<string | null>;
  /** Share of the customers of each state who are in each state a month later, over all steps; rows sum to 1 or are 0. */
  readonly matrix: ReadonlyArray<readonly number[]>;
}

/**
 * How customers move between segments, month by month: rolling snapshots, each over the months before it, all scored by
 * the edges of the first. Who has not yet ordered or is out of sight is in the state null; first orders count as coming
 * from there, and `wonBack` counts only those who were in a lost segment.
 *
 * Cost: one aggregate of the lines a snapshot; only counts leave the engine.
 * @throws TillbookError BAD_PARAMETER for fewer than 2 snapshots or 1 month, or where the data do not reach back far enough.
 */
export async function migration(transactions: Relation, options: MigrationOptions = {}): Promise<Migration> {
  const { snapshots = 12, months = 12, map: given, ...counted } = options;
  if (!Number.isInteger(snapshots) || snapshots < 2 || !Number.isInteger(months) || months < 1) {
    throw new TillbookError('BAD_PARAMETER', `${snapshots} snapshots over ${months} months`, {
      hint: 'whole numbers: at least 2 snapshots, at least 1 month',
    });
  }
  const map = readSegmentMap(given ?? 'tillbook');
  const { base } = await selection(transactions, counted);
  const dates = Array.from({ length: snapshots }, (_, i) => monthsBefore(base.window.to, snapshots - 1 - i));
  const start = monthsBefore(dates[0]!, months);
  if (start < base.window.from) {
    throw new TillbookError(
      'BAD_PARAMETER',
      `${snapshots} snapshots over ${months} months begin on ${start}, the window on ${base.window.from}`,
      { hint: 'take fewer snapshots or months' },
    );
  }
  const { engine } = transactions;
  const windowOf = (date: string) => ({ from: monthsBefore(date, months), to: date });
  const first = await rfm(transactions, { ...counted, analysisDate: dates[0]!, window: windowOf(dates[0]!) });
  await engine.drop(first.relation);
  const found: Relation[] = [];
  try {
    for (const date of dates) {
      const scored = await scoredAt(transactions, counted, first, date, windowOf(date));
      found.push(await withSegments(scored, first.bins, map));
      await engine.drop(scored);
    }
    const steps: MigrationStep[] = [];
    for (let i = 1; i < dates.length; i++) {
      const { moves } = await compareSegmentations(found[i - 1]!, found[i]!);
      const back = await compareSegmentations(found[i]!, found[i - 1]!);
      steps.push({ from: dates[i - 1]!, to: dates[i]!, moves, ...lostAndWon(map, moves, back.moves) });
    }
    const sizes = [
      ...steps.map((step) => sum(step.moves.filter(({ from }) => from !== null))),
      sum(steps.at(-1)!.moves.filter(({ to }) => to !== null)),
    ];
    const states = [...map.segments.map(({ name }) => name), null];
    const { scoring, bins, edges, weights } = first;
    return {
      base: {
        ...base,
        window: { from: start, to: base.window.to },
        text: `${base.text}, looking back ${months} months from each of ${snapshots} months to ${dayBefore(base.window.to)}`,
      },
      map: map.name,
      scoring: { scoring, bins, edges, weights },
      snapshots: dates.map((analysisDate, i) => ({ analysisDate, customers: sizes[i]! })),
      steps,
      states,
      matrix: states.map((from) => sharesFrom(steps, from, states)),
    };
  } finally {
    for (const relation of found) await engine.drop(relation);
  }
}

async function scoredAt(
  transactions: Relation,
  counted: AnalysisOptions,
  { bins, edges, weights }: Rfm,
  date: string,
  window: { from: string; to: string },
): Promise<Relation> {
  const unscored = await customerFeatures(transactions, await selection(transactions, { ...counted, window }), date);
  try {
    return await scoredRelation(unscored, { scoring: 'edges', bins, edges, weights });
  } finally {
    await transactions.engine.drop(unscored);
  }
}

function lostAndWon(map: SegmentMap, moves: readonly SegmentMove[], back: readonly SegmentMove[]) {
  const lost = new Set(map.segments.filter((segment) => segment.lost).map(({ name }) => name));
  const isHere = (segment: string | null) => segment !== null && !lost.has(segment);
  const gone = moves.filter(({ from, to }) => isHere(from) && !isHere(to));
  // Read backwards, so that the money is that of the later snapshot.
  const won = back.filter(({ from: now, to: before }) => isHere(now) && before !== null && lost.has(before));
  const moved = (of: readonly SegmentMove[]): Moved => ({
    customers: sum(of),
    monetary: of.reduce((total, { monetary }) => total + monetary, 0),
  });
  return { newlyLost: moved(gone), wonBack: moved(won) };
}

function sharesFrom(
  steps: readonly MigrationStep[],
  from: string | null,
  states: ReadonlyArray<string | null>,
): number[] {
  const moves = steps.flatMap((step) => step.moves.filter((move) => move.from === from));
  const total = sum(moves);
  return states.map((to) => (total === 0 ? 0 : sum(moves.filter((move) => move.to === to)) / total));
}

function sum(moves: readonly SegmentMove[]): number {
  return moves.reduce((total, { customers }) => total + customers, 0);
}

/** The same day of an earlier month, or its last day where it has no such day. */
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
}
