import { rows } from '../../base/columns.js';
import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';

/** Customers who are in one segment by the first method and in another (or the same) by the second. */
export interface SegmentMove {
  /** Null for customers whom the method does not know, as is `to`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  /** Their `monetary` by the first method, or by the second where the first does not know them. */
  readonly monetary: number;
}

export interface SegmentComparison {
  /** Largest first. */
  readonly moves: readonly SegmentMove[];
  readonly customers: number;
  /** Share of customers, and of their monetary, in a segment of the same name by both; 0..1. */
  readonly same: number;
  readonly sameMonetary: number;
}

/**
 * Who stands where by two methods: relations with customer_id, monetary and segment, such as those of `segments`.
 *
 * @throws TillbookError BAD_PARAMETER for relations of two engines; BAD_INPUT where neither has a row.
 */
export async function compareSegmentations(first: Relation, second: Relation): Promise<SegmentComparison> {
  if (first.engine !== second.engine) {
    throw new TillbookError('BAD_PARAMETER', 'the two segmentations live in different engines', {
      hint: 'make both from one dataset',
    });
  }
  const moves = rows<SegmentMove & { from_segment: string | null; to_segment: string | null }>(
    await first.engine.query(
      `select a.segment as from_segment, b.segment as to_segment, count(*) as customers,
              cast(sum(coalesce(a.monetary, b.monetary)) as double) as monetary
         from ${first.name} a full outer join ${second.name} b on a.customer_id = b.customer_id
        group by a.segment, b.segment order by customers desc nulls last, from_segment nulls last, to_segment nulls last`,
    ),
  ).map(({ from_segment: from, to_segment: to, customers, monetary }) => ({ from, to, customers, monetary }));
  if (moves.length === 0) throw new TillbookError('BAD_INPUT', 'neither segmentation has a customer');
  const same = moves.filter(({ from, to }) => from === to);
  const sum = (of: readonly SegmentMove[], key: 'customers' | 'monetary') => of.reduce((n, row) => n + row[key], 0);
  const monetary = sum(moves, 'monetary');
  const customers = sum(moves, 'customers');
  return {
    moves,
    customers,
    same: sum(same, 'customers') / customers,
    sameMonetary: monetary === 0 ? 0 : sum(same, 'monetary') / monetary,
  };
}
