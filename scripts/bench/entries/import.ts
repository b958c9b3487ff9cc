import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const rows = '1067371';

/** In the shape of `Bench` (../bench.ts). pandas with openpyxl joins in with TILLBOOK_BENCH_SLOW=1: it takes minutes. */
const bench = {
  about: 'An xlsx of 1,067,371 rows in two sheets (49 MB, 426 MB of XML) read whole',
  requirements: [
    'polars==2.1.0',
    'fastexcel==0.21.0',
    'python-calamine==0.9.1',
    'pandas==3.1.1',
    'openpyxl==3.1.5',
    'pyarrow==26.0.1',
    'xlsxwriter==3.3.1',
  ],
  async plan({ root, temporary, bin }: { root: string; temporary: string; bin: string }) {
    const python = join(bin, 'python');
    const scripts = join(root, 'scripts/bench/import');
    const folders = [process.env.TILLBOOK_DATA, join(root, '../shared/data'), join(root, 'data')];
    const data = folders.find((folder) => folder && existsSync(join(folder, 'online-retail-ii-2009-2010.parquet')));
    if (!data)
      throw new Error('the Parquet files of Online Retail II are not here: name their folder in TILLBOOK_DATA');
    const file = join(temporary, 'retail.xlsx');
    execFileSync(python, [join(scripts, 'write_workbook.py'), file, data], { stdio: 'inherit' });
    const peer = (name: string, key: string) => ({
      name,
      command: [python, join(scripts, 'read_workbook.py'), key, file, rows] as const,
    });
    return {
      ours: {
        name: 'tillbook',
        command: [process.execPath, join(root, 'dist/scripts/bench/import/xlsx.js'), file, rows],
      },
      peers: [
        peer('Polars with fastexcel', 'polars'),
        peer('Polars, written to Parquet', 'polars-parquet'),
        peer('python-calamine', 'calamine'),
        ...(process.env.TILLBOOK_BENCH_SLOW ? [peer('pandas with openpyxl', 'openpyxl')] : []),
      ],
      notes: [
        'ours writes Parquet, with notes of what was lost; Polars and python-calamine stop at their tables in memory unless it is said',
        'whole processes; each fails unless it has every row',
      ],
    };
  },
};

export default bench;
