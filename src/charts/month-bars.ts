import type { SalesByMonth } from '../analyses/sales-by-month.js';
import { money } from '../base/format.js';
import { emptyFigure } from './empty-figure.js';
import type { Figure } from './figure.js';
import { baseLayout, muted, palette } from './theme.js';

/** Revenue by month; a month that the window covers only in part is grey and says so. */
export function monthBars(sales: SalesByMonth, options: { currency: string }): Figure {
  const title = 'Revenue by month';
  const { months, base } = sales;
  if (months.every((month) => month.revenue === 0)) return emptyFigure(title, base.text);
  const label = (month: string, partial: boolean) => `${month.slice(0, 7)}${partial ? ', part of the month' : ''}`;
  const partials = months.filter((month) => month.partial).map((month) => month.month.slice(0, 7));
  const note = partials.length > 0 ? `${base.text}; grey: part of a month (${partials.join(', ')})` : base.text;
  return {
    data: [
      {
        type: 'bar',
        x: months.map((month) => month.month),
        y: months.map((month) => month.revenue),
        customdata: months.map(
          (month) =>
            `${label(month.month, month.partial)}: ${money(month.revenue, options.currency)}, ${month.orders} orders, ${month.customers} customers`,
        ),
        hovertemplate: '%{customdata}<extra></extra>',
        marker: { color: months.map((month) => (month.partial ? muted : palette[0])) },
      },
    ],
    layout: {
      ...baseLayout(title, note),
      xaxis: { type: 'date', tickformat: '%b %Y', dtick: months.length > 30 ? 'M6' : 'M3' },
      yaxis: { title: { text: options.currency }, rangemode: 'tozero', automargin: true },
      bargap: 0.15,
    },
    description: `${title}; ${note}. ${months
      .map((month) => `${label(month.month, month.partial)}: ${money(month.revenue, options.currency)}`)
      .join('; ')}.`,
  };
}
