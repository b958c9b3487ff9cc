import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Bench } from '../bench.js';

const bench: Bench = {
  about: 'BG/NBD fitted to a million customers, with P(alive) and the orders of 39 weeks for each',
  requirements: ['lifetimes==0.11.3', 'numpy==2.4.6', 'scipy==1.17.1', 'pandas==3.1.1', 'autograd==1.9.1'],
  async plan({ root, temporary, bin }) {
    const python = join(bin, 'python');
    const scripts = join(root, 'scripts/bench/clv');
    const data = join(temporary, 'customers.f64');
    execFileSync(python, [join(scripts, 'customers.py'), data], { stdio: 'inherit' });
    return {
      ours: { name: 'tillbook', command: [process.execPath, join(root, 'dist/scripts/bench/clv/fit.js'), data] },
      peers: [{ name: 'lifetimes', command: [python, join(scripts, 'lifetimes_fit.py'), data] }],
      notes: [
        'whole processes, reading the same 24 MB and importing included; lifetimes fails the run if its likelihood is higher than ours by 0.001',
        'ages fall on whole days, so that some 270,000 of the million (x, t_x, T) are distinct',
      ],
    };
  },
};

export default bench;
