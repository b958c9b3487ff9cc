import { TillbookError } from '../../base/errors.js';
import type { Interval } from '../../kernels/bootstrap.js';

/** What is assumed of a campaign; all three are the reader's to state. */
export interface RetentionAssumptions {
  /** What is left of a pound of revenue, above 0 and at most 1. */
  readonly margin: number;
  /** Of reaching one customer, in the dataset's currency. */
  readonly cost: number;
  /** By what share the campaign raises the next period's revenue of those it reaches, 0.1 for 10 %. */
  readonly uplift: number;
}

/** A segment as `validity` gives it. */
export interface RetentionInput {
  readonly segment: string;
  readonly customers: number;
  readonly revenuePerCustomer: Interval | null;
}

export interface SegmentRetention {
  readonly segment: string;
  readonly customers: number;
  /** Of reaching all customers of the segment once: uplift x margin x revenue, less the cost. */
  readonly profit: number;
  /** The uplift at which the campaign pays for itself; null where the segment brings no revenue. */
  readonly breakEvenUplift: number | null;
  /** The highest cost a customer at which it pays for itself. */
  readonly breakEvenCost: number;
  /** `open` where the interval of the revenue holds both answers. */
  readonly verdict: 'repays' | 'open' | 'does not repay';
}

/**
 * Which segments repay a campaign under stated assumptions, and where the break-even lies. Segments without customers are
 * left out.
 *
 * @throws TillbookError BAD_PARAMETER for a margin outside 0..1, a cost below 0 or an uplift not above 0.
 * @example
 * retention([{ segment: 'A', customers: 10, revenuePerCustomer: { estimate: 100, low: 80, high: 120 } }],
 *   { margin: 0.5, cost: 2, uplift: 0.1 })[0]!.profit // => 30
 */
export function retention(
  segments: readonly RetentionInput[],
  { margin, cost, uplift }: RetentionAssumptions,
): SegmentRetention[] {
  check('margin', margin, margin > 0 && margin <= 1, 'above 0, at most 1');
  check('cost', cost, cost >= 0 && cost < Infinity, '0 or more');
  check('uplift', uplift, uplift > 0 && uplift < Infinity, 'above 0: 0.1 for 10 %');
  return segments.flatMap(({ segment, customers, revenuePerCustomer }): SegmentRetention[] => {
    if (revenuePerCustomer === null) return [];
    const { estimate, low, high } = revenuePerCustomer;
    const profit = (revenue: number) => uplift * margin * revenue - cost;
    return [
      {
        segment,
        customers,
        profit: customers * profit(estimate),
        breakEvenUplift: estimate > 0 ? cost / (margin * estimate) : null,
        breakEvenCost: Math.max(0, uplift * margin * estimate),
        verdict: profit(low) > 0 ? 'repays' : profit(high) <= 0 ? 'does not repay' : 'open',
      },
    ];
  });
}

function check(name: string, value: number, isRight: boolean, hint: string): void {
  if (!isRight) throw new TillbookError('BAD_PARAMETER', `${name} is ${value}`, { hint });
}
