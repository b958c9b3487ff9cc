import type { BestSellers } from '../analyses/best-sellers.js';
import { count, money } from '../base/format.js';
import type { Figure } from './figure.js';
import { horizontalBars } from './horizontal-bars.js';

/** The best sellers as bars, in units or in revenue as they were ranked. */
export function bestSellerBars(sellers: BestSellers, options: { currency: string }): Figure {
  const byQuantity = sellers.by === 'quantity';
  return horizontalBars({
    title: byQuantity ? 'Best sellers by quantity' : 'Best sellers by revenue',
    subtitle: [sellers.base.text],
    unit: byQuantity ? 'units' : options.currency,
    bars: sellers.products.map((product) => ({
      label: `${product.description ?? 'no description'} (${product.productId})`,
      value: byQuantity ? product.units : product.revenue,
      text: byQuantity ? count(product.units) : money(product.revenue, options.currency),
    })),
  });
}
