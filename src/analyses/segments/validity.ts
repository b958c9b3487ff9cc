import { TillbookError } from '../../base/errors.js';
import type { Relation } from '../../engine/engine.js';
import type { Interval } from '../../kernels/bootstrap.js';
import { groupLift } from '../../kernels/lift.js';
import { type Base, bases, selection } from '../base.js';
import { type RfmOptions, rfm } from '../rfm/rfm.js';
import { ordersSql } from '../totals.js';
import { cellsOf, segmentOf } from './check-segment-map.js';
import type { SegmentMapName } from './maps.js';
import { readSegmentMap } from './read-segment-map.js';
import type { SegmentMap } from './segment-map.js';

export interface ValidityOptions extends RfmOptions {
  /** Segments are made of what happened before this day; the next period begins with it. */
  readonly freezeAt: string;
  /** The first day after the next period (default: the window's end). */
  readonly until?: string;
  /** Default ours. */
  readonly map?: SegmentMapName | SegmentMap;
  readonly seed: number;
  /** Of the bootstrap, default 1000. */
  readonly resamples?: number;
  /** Confidence of the intervals, default 0.95. */
  readonly level?: number;
}

/** A segment of the past in the period after it. */
export interface SegmentValidity {
  readonly segment: string;
  readonly customers: number;
  /** Share of the customers who ordered again, 0..1; null for a segment without customers, as all that follow. */
  readonly repeatRate: Interval | null;
  /** Revenue of the next period. */
  readonly revenue: number;
  readonly revenuePerCustomer: Interval | null;
  /** Revenue per customer over that of all customers. */
  readonly lift: Interval | null;
}

export interface Validity {
  /** Of the next period. */
  readonly base: Base;
  readonly freezeAt: string;
  readonly map: string;
  readonly customers: number;
  readonly repeatRate: number;
  readonly revenue: number;
  readonly segments: readonly SegmentValidity[];
  /** How well the segments sort next-period revenue: 0 not at all; see `groupLift`. Null without revenue. */
  readonly capture: Interval | null;
}

/**
 * What segments foresee: they are made of what happened before a day, then held against what their customers did after
 * it. Who came new after that day is in no segment and is not counted.
 *
 * @throws TillbookError BAD_PARAMETER for a day outside the data, what `rfm` refuses, or a bad map.
 */
export async function validity(transactions: Relation, options: ValidityOptions): Promise<Validity> {
  const { freezeAt, until, map: given = 'tillbook', seed, resamples, level, window, ...scoring } = options;
  const map = readSegmentMap(given);
  const after = await selection(transactions, {
    ...scoring,
    window: { from: freezeAt, ...((until ?? window?.to) && { to: until ?? window!.to! }) },
  });
  const past = await rfm(transactions, { ...scoring, analysisDate: freezeAt, window: { ...window, to: freezeAt } });
  try {
    if (map.bins !== past.bins) {
      throw new TillbookError(
        'BAD_PARAMETER',
        `the map ${map.name} is for ${map.bins} bins, the scores have ${past.bins}`,
      );
    }
    const columns = await transactions.engine.query(
      `with after as (
         select customer_id, ${ordersSql} as orders, sum(amount) as amount
           from ${transactions.name} where ${after.where} and customer_id is not null group by customer_id
       )
       select cast(past.recency_score * 10000 + past.frequency_score * 100 + past.monetary_score as double) as cell,
              case when coalesce(after.orders, 0) > 0 then 1e0 else 0e0 end as again,
              cast(coalesce(after.amount, 0) as double) as revenue
         from ${past.relation.name} past left join after on after.customer_id = past.customer_id
        order by past.customer_id nulls last`,
      after.params,
    );
    const numbers = (name: string) => Float64Array.from(columns.getChild(name)!.toArray() as ArrayLike<number>);
    const places = new Map(
      cellsOf(map.bins).map((cell) => {
        const name = segmentOf(map, cell);
        return [
          cell[0] * 10_000 + cell[1] * 100 + cell[2],
          map.segments.findIndex((one) => one.name === name),
        ] as const;
      }),
    );
    const labels = Int32Array.from(numbers('cell'), (cell) => places.get(cell)!);
    const again = numbers('again');
    const revenue = numbers('revenue');
    const draw = { seed, resamples, level };
    const rates = groupLift(again, labels, map.segments.length, draw);
    const money = groupLift(revenue, labels, map.segments.length, draw);
    return {
      base: { ...after.base, text: `${bases[after.base.basis].text}, ${freezeAt} to before ${after.base.window.to}` },
      freezeAt,
      map: map.name,
      customers: labels.length,
      repeatRate: sum(again) / labels.length,
      revenue: sum(revenue),
      segments: map.segments.map(({ name }, i) => ({
        segment: name,
        customers: money.groups[i]!.count,
        repeatRate: rates.groups[i]!.mean,
        revenue: sum(revenue.filter((_, row) => labels[row] === i)),
        revenuePerCustomer: money.groups[i]!.mean,
        lift: money.groups[i]!.lift,
      })),
      capture: money.capture,
    };
  } finally {
    await transactions.engine.drop(past.relation);
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
