import type { SalesByCountry } from '../analyses/sales-by-country.js';
import { money, percent } from '../base/format.js';
import type { Figure } from './figure.js';
import { horizontalBars } from './horizontal-bars.js';

/**
 * Revenue by country as bars. A country that makes more than half of it would flatten all others: it is named with its
 * share in the subtitle and not drawn.
 *
 * @param options.top how many bars, default 15.
 */
export function countryBars(sales: SalesByCountry, options: { currency: string; top?: number }): Figure {
  const { currency, top = 15 } = options;
  const home = sales.countries[0] && sales.countries[0].share > 0.5 ? sales.countries[0] : undefined;
  const drawn = (home ? sales.countries.slice(1) : sales.countries).slice(0, top);
  return horizontalBars({
    title: home ? `Revenue by country outside ${home.country}` : 'Revenue by country',
    subtitle: [
      home && `${home.country}: ${money(home.revenue, currency)}, ${percent(home.share)}, not drawn`,
      sales.base.text,
    ],
    unit: currency,
    bars: drawn.map((row) => ({ label: row.country, value: row.revenue, text: money(row.revenue, currency) })),
  });
}
