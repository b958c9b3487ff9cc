/** From and to, both included. */
export type ScoreRange = readonly [from: number, to: number];

/** Scores that make a segment. What is left out may be anything. */
export interface SegmentBox {
  readonly recency?: ScoreRange;
  readonly frequency?: ScoreRange;
  readonly monetary?: ScoreRange;
  /** Of the sum of the frequency and the monetary score. */
  readonly frequencyPlusMonetary?: ScoreRange;
}

/** A named group of customers: those whose scores fall into one of its boxes. */
export interface Segment {
  readonly name: string;
  readonly boxes: readonly SegmentBox[];
  /** True for customers who count as lost until they come back. */
  readonly lost?: boolean;
}

/**
 * How scores become segments, as data that JSON can hold. Results list the segments in this order: put the best first.
 */
export interface SegmentMap {
  readonly name: string;
  /** The scores run from 1 to here. */
  readonly bins: number;
  /** `only` (default): no cell may lie in two segments. `first`: the first segment that holds it wins. */
  readonly match?: 'only' | 'first';
  /** The segment of cells that lie in no box; without it there must be none. */
  readonly otherwise?: string;
  readonly segments: readonly Segment[];
}
