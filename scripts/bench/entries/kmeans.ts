import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kmeans, log1p, random, standardize } from '#src/index.js';
import type { Bench, Contender } from '../bench.js';

const n = 2_500_000;
const ks = [4, 6, 10];

/** RFM-shaped: whole days, few orders for most, money with a long tail; logarithms, then standardised. */
function customers(): Float64Array {
  const { uniform, normal, poisson } = random(1);
  const points = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) {
    const frequency = 1 + poisson(Math.exp(normal()));
    points[3 * i] = Math.min(730, Math.floor((-Math.log(1 - uniform()) * 400) / Math.sqrt(frequency)));
    points[3 * i + 1] = frequency;
    points[3 * i + 2] = Math.round(100 * frequency * Math.exp(normal(3.5, 0.8))) / 100;
  }
  return standardize(log1p(points, 3, [0, 1, 2]), 3, 'population').points;
}

const bench: Bench = {
  about: `K-Means of ${n.toLocaleString('en-GB')} x 3 RFM-shaped points, k = ${ks.join(', ')}, to its end (tol 0) from the same start: whole fits`,
  requirements: ['scikit-learn==1.9.1'],
  async plan({ root, temporary, bin }) {
    const points = customers();
    const data = join(temporary, 'points.f64');
    writeFileSync(data, Buffer.from(points.buffer));
    const jobs = [];
    for (const k of ks) {
      const { integer } = random(k);
      const init = new Float64Array(3 * k);
      for (let j = 0; j < k; j++) {
        const row = integer(0, n - 1);
        init.set(points.subarray(3 * row, 3 * row + 3), 3 * j);
      }
      const { inertia, nIter } = await kmeans(points, {
        nFeatures: 3,
        nClusters: k,
        seed: 1,
        init,
        tol: 0,
        maxIter: 1000,
      });
      jobs.push({ k, init: [...init], inertia, nIter });
    }
    const job = join(temporary, 'job.json');
    writeFileSync(job, JSON.stringify({ data, jobs }));
    const scripts = join(root, 'scripts/bench/kmeans');
    const node = (name: string): Contender => ({
      name,
      command: [process.execPath, '--max-old-space-size=8000', join(scripts, `${name}.mjs`), job],
      cwd: root,
      env: { TILLBOOK_MODULE: pathToFileURL(join(root, 'dist/index.js')).href },
    });
    const scikit = (algorithm: string): Contender => ({
      name: `scikit-learn ${algorithm}`,
      command: [join(bin, 'python'), join(scripts, 'scikit_learn.py'), job, algorithm],
      cwd: root,
    });
    return {
      ours: node('tillbook'),
      peers: [scikit('lloyd'), scikit('elkan'), node('ml-kmeans')],
      notes: [
        `steps: ${jobs.map(({ k, nIter }) => `${nIter} at k = ${k}`).join(', ')}; a contender whose inertia differs by more than 1e-9 fails`,
        'processes are timed whole: starting Node or Python and reading the file count, for the peers about 1 s of imports too',
        'ml-kmeans takes rows as arrays; making them counts, since it is what its user must do',
      ],
    };
  },
};

export default bench;
