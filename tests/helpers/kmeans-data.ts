import { random } from '../../src/base/random.js';
import { openEngine } from '../../src/engine/open-engine.js';
import { log1p, standardize } from '../../src/kernels/scaling.js';

/** 1,797 x 64 whole numbers from 0 to 16 around ten patterns of strokes: like scikit-learn's digits, of our own making. */
export function digitsLike(): Float64Array {
  const { integer, normal } = random(64);
  const patterns = Array.from({ length: 10 }, () => {
    const pattern = new Float64Array(64);
    for (let stroke = 0; stroke < 5; stroke++) {
      let [x, y] = [integer(1, 6), integer(0, 7)];
      for (let step = 0; step < 6; step++) {
        pattern[8 * y + x] = 14;
        x = Math.min(7, Math.max(0, x + integer(-1, 1)));
        y = Math.min(7, Math.max(0, y + integer(-1, 1)));
      }
    }
    return pattern;
  });
  const points = new Float64Array(1797 * 64);
  for (let i = 0; i < 1797; i++) {
    const pattern = patterns[i % 10];
    const strength = 1 + normal(0, 0.15);
    for (let c = 0; c < 64; c++) {
      points[i * 64 + c] = Math.min(16, Math.max(0, Math.round(strength * pattern[c] + normal(0, 3))));
    }
  }
  return points;
}

/**
 * Recency, ln(1 + frequency), ln(1 + monetary) per identified customer of both sheets as they are (overlap not removed),
 * ordered by customer, standardised by the population deviation: 5,878 x 3.
 */
export async function retailFeatures(folder: string): Promise<Float64Array> {
  const engine = await openEngine();
  try {
    const sheets = ['2009-2010', '2010-2011'].map(
      (years) => `select * from read_parquet('${folder}/online-retail-ii-${years}.parquet')`,
    );
    const table = await engine.query(`
      select cast(min(date_diff('day', cast("InvoiceDate" as date), date '2011-12-10')) as double) r,
        cast(count(distinct "Invoice") as double) f, cast(sum("Quantity" * "Price") as double) m
      from (${sheets.join(' union all ')})
      where "Customer ID" is not null and not starts_with(cast("Invoice" as varchar), 'C') and "Quantity" > 0 and "Price" > 0
      group by "Customer ID" order by "Customer ID"`);
    const columns = ['r', 'f', 'm'].map((name) => table.getChild(name)?.toArray() as Float64Array);
    const n = columns[0].length;
    const points = Float64Array.from({ length: 3 * n }, (_, i) => columns[i % 3][Math.floor(i / 3)]);
    return standardize(log1p(points, 3, [1, 2]), 3, 'population').points;
  } finally {
    await engine.close();
  }
}
