import { expect, test } from 'vitest';
import { bestSellers } from '../../src/analyses/best-sellers.js';
import { concentration } from '../../src/analyses/concentration.js';
import { salesByCountry } from '../../src/analyses/sales-by-country.js';
import { salesByMonth } from '../../src/analyses/sales-by-month.js';
import { bestSellerBars } from '../../src/charts/best-seller-bars.js';
import { countryBars } from '../../src/charts/country-bars.js';
import type { Figure } from '../../src/charts/figure.js';
import { monthBars } from '../../src/charts/month-bars.js';
import { paretoChart } from '../../src/charts/pareto-chart.js';
import { muted, palette } from '../../src/charts/theme.js';
import { shop } from '../helpers/shop.js';

const lines = [
  {
    customer: 'ann',
    order: '1',
    price: 90,
    country: 'United Kingdom',
    at: '2011-01-03',
    description: '<script>alert(1)</script>',
  },
  { customer: 'bob', order: '2', price: 9, country: 'France', at: '2011-02-01', product: 'P2' },
  { customer: 'cat', order: '3', price: 1, country: 'Spain', at: '2011-03-31', product: 'P3' },
];
const gbp = { currency: 'GBP' };
const later = { window: { from: '2020-01-01', to: '2020-02-01' } };

async function figures(options = {}): Promise<Record<string, Figure>> {
  const relation = await shop(lines);
  return {
    countryBars: countryBars(await salesByCountry(relation, options), gbp),
    bestSellerBars: bestSellerBars(await bestSellers(relation, options), gbp),
    monthBars: monthBars(await salesByMonth(relation, options), gbp),
    paretoChart: paretoChart(await concentration(relation, options)),
  };
}

test('every figure is plain data with base and unit, and says in words what it shows', async () => {
  const all = await figures();
  expect(all).toMatchSnapshot();
  for (const [name, figure] of Object.entries(all)) {
    expect(JSON.parse(JSON.stringify(figure)), name).toEqual(figure);
    expect(figure.description, name).toMatch(/identified sales/);
    expect(JSON.stringify(figure.layout), name).toContain('identified sales');
  }
});

test('a chart of nothing says so', async () => {
  for (const [name, figure] of Object.entries(await figures(later))) {
    expect(figure.description, name).toContain('Nothing to draw');
    expect(figure.data, name).toEqual([]);
  }
});

test('a country above one half is named, not drawn', async () => {
  const { countryBars: figure } = await figures();
  expect(figure.data[0].y).toEqual(['France', 'Spain']);
  expect(figure.description).toContain('United Kingdom: £90, 90.00 %, not drawn');
});

test('a month cut by the data is grey', async () => {
  const { monthBars: figure } = await figures();
  expect((figure.data[0].marker as { color: string[] }).color).toEqual([muted, palette[0], palette[0]]);
});

test('WCAG 1.4.11: every colour stands out from the light and the dark page by 3:1', () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  for (const colour of [...palette, muted]) {
    for (const page of ['#ffffff', '#15181d'])
      expect(contrast(colour, page), `${colour} on ${page}`).toBeGreaterThanOrEqual(3);
  }
});
