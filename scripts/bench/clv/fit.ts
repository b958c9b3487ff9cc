// Ours of the benchmark "clv": fits BG/NBD to the customers in a file, forecasts, and writes what it found beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { conditionalExpectedOrders, fitBtyd, probabilityAlive } from '#src/index.js';

const file = process.argv[2]!;
const bytes = readFileSync(file);
const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
const n = all.length / 3;
const customers = {
  repeatFrequency: all.subarray(0, n),
  ageAtLastOrder: all.subarray(n, 2 * n),
  T: all.subarray(2 * n),
};
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const start = performance.now();
const { covariance: _, ...fit } = fitBtyd('bg-nbd', customers);
const orders = conditionalExpectedOrders(fit, customers, 39);
const alive = probabilityAlive(fit, customers);
const seconds = (performance.now() - start) / 1000;
const result = { ...fit, seconds, orders: sum(orders), alive: sum(alive) };
writeFileSync(file.replace(/\.f64$/, '.tillbook.json'), JSON.stringify(result));
