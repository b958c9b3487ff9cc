import { expect, test } from 'vitest';
import { retention } from '../../../src/analyses/segments/retention.js';

const at = (estimate: number, low = estimate, high = estimate) => ({ estimate, low, high });
const assumed = { margin: 0.5, cost: 2, uplift: 0.1 };

test('by hand: 10 customers of 100 pounds, half margin, 2 pounds each, 10 % more', () => {
  expect(retention([{ segment: 'A', customers: 10, revenuePerCustomer: at(100, 80, 120) }], assumed)).toEqual([
    { segment: 'A', customers: 10, profit: 30, breakEvenUplift: 0.04, breakEvenCost: 5, verdict: 'repays' },
  ]);
});

test('an interval that holds both answers leaves it open; no customers, no line; no revenue, no break-even', () => {
  const found = retention(
    [
      { segment: 'open', customers: 1, revenuePerCustomer: at(50, 30, 60) },
      { segment: 'poor', customers: 1, revenuePerCustomer: at(10) },
      { segment: 'none', customers: 0, revenuePerCustomer: null },
      { segment: 'nothing', customers: 5, revenuePerCustomer: at(0) },
    ],
    assumed,
  );
  expect(found.map(({ segment, verdict }) => [segment, verdict])).toEqual([
    ['open', 'open'],
    ['poor', 'does not repay'],
    ['nothing', 'does not repay'],
  ]);
  expect(found[2]).toMatchObject({ breakEvenUplift: null, breakEvenCost: 0, profit: -10 });
});

test.each([
  [{ margin: 0 }, 'margin is 0'],
  [{ margin: 1.1 }, 'margin is 1.1'],
  [{ cost: -1 }, 'cost is -1'],
  [{ uplift: 0 }, 'uplift is 0'],
])('%j is refused', (wrong, message) => {
  expect(() => retention([], { ...assumed, ...wrong })).toThrow(message);
});
