// ml-kmeans in the benchmark.
import { readFileSync } from 'node:fs';
import { kmeans } from 'ml-kmeans';
import { check, read } from './job.mjs';

const { data, jobs } = read(readFileSync(process.argv[2], 'utf8'));
for (const { k, init, inertia } of jobs) {
  const started = performance.now();
  const rows = Array.from({ length: data.length / 3 }, (_, i) => [data[3 * i], data[3 * i + 1], data[3 * i + 2]]);
  const initialization = Array.from({ length: k }, (_, j) => init.slice(3 * j, 3 * j + 3));
  const { centroids, clusters, iterations } = kmeans(rows, k, { initialization, tolerance: 0, maxIterations: 1000 });
  let sum = 0;
  clusters.forEach((label, i) => {
    for (let c = 0; c < 3; c++) sum += (data[3 * i + c] - centroids[label][c]) ** 2;
  });
  check(k, sum, inertia, iterations, started);
}
