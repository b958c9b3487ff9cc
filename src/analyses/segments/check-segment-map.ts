import type { ScoreRange, SegmentBox, SegmentMap } from './segment-map.js';

/** Scores of one cell: recency, frequency, monetary. */
export type Cell = readonly [recency: number, frequency: number, monetary: number];

/** Two cells of different segments, the first at least as good in all three scores. */
export interface Inversion {
  readonly better: Cell;
  readonly betterSegment: string;
  readonly worse: Cell;
  readonly worseSegment: string;
}

/** What is wrong with a segment map, cell by cell; all lists are empty for a sound one. */
export interface SegmentMapCheck {
  /** bins³. */
  readonly cells: number;
  /** Cells that lie in no box. */
  readonly holes: readonly Cell[];
  /** Cells that lie in the boxes of several segments. */
  readonly overlaps: ReadonlyArray<{ readonly cell: Cell; readonly segments: readonly string[] }>;
  /**
   * Why no order of the segments agrees with the scores: here one segment has the better cell, elsewhere the other has. At
   * most one for each direction of a pair of segments.
   */
  readonly inversions: readonly Inversion[];
  /** Segments that no cell reaches. */
  readonly unreachable: readonly string[];
}

/**
 * Whether a map is total (no holes), disjoint (no overlaps) and monotone (its segments can be put in order, so
 * that better scores never lead to a worse one).
 *
 * @example
 * checkSegmentMap(segmentMaps.tillbook).holes // => []
 */
export function checkSegmentMap(map: SegmentMap): SegmentMapCheck {
  const cells = cellsOf(map.bins);
  const found = cells.map((cell) => ({ cell, segments: segmentsAt(map, cell) }));
  const placed = cells.map((cell) => ({ cell, rank: rankOf(map, cell) })).filter(({ rank }) => rank >= 0);
  const reached = new Set(placed.map(({ rank }) => rank));
  return {
    cells: cells.length,
    holes: found.filter(({ segments }) => segments.length === 0).map(({ cell }) => cell),
    overlaps: found.filter(({ segments }) => segments.length > 1),
    inversions: inversionsOf(map, placed),
    unreachable: map.segments.filter((_, rank) => !reached.has(rank)).map(({ name }) => name),
  };
}

/**
 * The segment of three scores, or null where the map has none for them.
 *
 * @example
 * segmentOf(segmentMaps.published, [5, 1, 5]) // => 'Lost'
 */
export function segmentOf(map: SegmentMap, cell: Cell): string | null {
  return segmentsAt(map, cell)[0] ?? map.otherwise ?? null;
}

/** Every cell of scores from 1 to `bins`, worst first. */
export function cellsOf(bins: number): Cell[] {
  const scores = Array.from({ length: bins }, (_, i) => i + 1);
  return scores.flatMap((r) => scores.flatMap((f) => scores.map((m): Cell => [r, f, m])));
}

function segmentsAt(map: SegmentMap, cell: Cell): string[] {
  return map.segments.filter(({ boxes }) => boxes.some((box) => holds(box, cell))).map(({ name }) => name);
}

/** -1 for a hole that falls to no segment. */
function rankOf(map: SegmentMap, cell: Cell): number {
  const name = segmentOf(map, cell);
  return map.segments.findIndex((segment) => segment.name === name);
}

function inversionsOf(map: SegmentMap, placed: ReadonlyArray<{ cell: Cell; rank: number }>): Inversion[] {
  const count = map.segments.length;
  const name = (rank: number) => map.segments[rank]!.name;
  const found = new Map<number, Inversion>();
  for (const { cell: better, rank: up } of placed) {
    for (const { cell: worse, rank: down } of placed) {
      if (up === down || found.has(up * count + down) || !better.every((score, i) => score >= worse[i]!)) continue;
      found.set(up * count + down, { better, betterSegment: name(up), worse, worseSegment: name(down) });
    }
  }
  const reaches = Array.from({ length: count * count }, (_, pair) => found.has(pair));
  for (let via = 0; via < count; via++) {
    for (let from = 0; from < count; from++) {
      if (!reaches[from * count + via]) continue;
      for (let to = 0; to < count; to++) if (reaches[via * count + to]) reaches[from * count + to] = true;
    }
  }
  const isCircular = (pair: number) => reaches[(pair % count) * count + Math.floor(pair / count)];
  return [...found].filter(([pair]) => isCircular(pair)).map(([, inversion]) => inversion);
}

function holds({ recency, frequency, monetary, frequencyPlusMonetary }: SegmentBox, [r, f, m]: Cell): boolean {
  const inside = (value: number, range?: ScoreRange) => !range || (value >= range[0] && value <= range[1]);
  return inside(r, recency) && inside(f, frequency) && inside(m, monetary) && inside(f + m, frequencyPlusMonetary);
}
