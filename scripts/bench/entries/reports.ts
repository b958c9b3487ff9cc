import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installKernel } from '#src/runner/kernel/kernelspec.js';
import type { Bench, Contender } from '../bench.js';

const bench: Bench = {
  about: 'Every notebook run and written as HTML: npm run reports beside nbconvert and papermill, all with our kernel',
  requirements: ['nbconvert==7.17.2', 'nbclient==0.11.0', 'papermill==2.7.0', 'ipykernel==7.1.0'],
  async plan({ root, temporary, bin }) {
    await installKernel({ prefix: temporary });
    const env = { JUPYTER_PATH: join(temporary, 'share/jupyter'), TILLBOOK_DATA: undefined };
    const notebooks = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb'));
    const peer = (name: string, script: string): Contender => ({
      name,
      command: ['bash', '-euc', script, 'bash', ...notebooks],
      cwd: join(root, 'notebooks'),
      env: { ...env, bin, out: join(temporary, name) },
    });
    return {
      ours: {
        name: 'tillbook',
        command: [process.execPath, join(root, 'dist/scripts/run-notebooks.js'), '--out', join(temporary, 'tillbook')],
        cwd: root,
        env,
      },
      peers: [
        peer('nbconvert', '"$bin"/jupyter-nbconvert --to html --execute --output-dir "$out" "$@"'),
        peer(
          'papermill',
          [
            'mkdir -p "$out"',
            'for file in "$@"; do "$bin"/papermill --kernel tillbook "$file" "$out/$file"; done',
            '"$bin"/jupyter-nbconvert --to html "$out"/*.ipynb',
          ].join('; '),
        ),
      ],
      notes: [
        'the data are what dataset = "auto" finds without TILLBOOK_DATA: the sample, unless data/ holds the real files',
        "the peers' pages hold no charts (nbconvert draws no Plotly MIME by itself); papermill only executes, so nbconvert writes its HTML",
      ],
    };
  },
};

export default bench;
