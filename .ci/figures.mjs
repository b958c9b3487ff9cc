// Holds the figures that 01-explore-retail recorded on the real data against the published and recounted ones.
// usage: node .ci/figures.mjs reports/01-explore-retail.json
import { readFileSync } from 'node:fs';

/** name: [value, tolerance]. Counts are exact; a share is stated to a hundredth of a per cent. */
const expected = {
  'rows-in': [1_067_371, 0],
  'rows-overlap': [22_523, 0],
  'rows-kept': [1_044_848, 0],
  'identified-sales-lines': [791_045, 0],
  'identified-sales-customers': [5_878, 0],
  'identified-sales-orders': [36_969, 0],
  'identified-sales-revenue': [17_431_551.178, 0.0005],
  'home-country-share': [0.8482, 0.00005],
  'top-5-share': [0.1155, 0.00005],
  'top-5-share-guests-as-one': [0.2233, 0.00005],
  'top-5-share-guests-as-one-stacked': [0.2244, 0.00005],
};

const { metrics, synthetic } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const wrong = Object.entries(expected).flatMap(([name, [value, tolerance]]) => {
  const found = metrics[name]?.value;
  return typeof found === 'number' && Math.abs(found - value) <= tolerance ? [] : [`${name}: ${found}, not ${value}`];
});
if (synthetic) wrong.unshift('the run took the synthetic sample, not the real data');
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
console.log(`${Object.keys(expected).length} figures as published or recounted`);
