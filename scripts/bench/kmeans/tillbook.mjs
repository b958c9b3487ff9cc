// Our K-Means in the benchmark: job.json in, exit 0 if every inertia is the one expected.
import { readFileSync } from 'node:fs';
import { check, read } from './job.mjs';

const { kmeans } = await import(process.env.TILLBOOK_MODULE);
const { data, jobs } = read(readFileSync(process.argv[2], 'utf8'));
for (const { k, init, inertia } of jobs) {
  const started = performance.now();
  const options = { nFeatures: 3, nClusters: k, seed: 1, init: Float64Array.from(init), tol: 0, maxIter: 1000 };
  const found = await kmeans(data, options);
  check(k, found.inertia, inertia, found.nIter, started);
}
