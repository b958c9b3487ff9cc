import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { installKernel, uninstallKernel } from '../../../src/runner/kernel/kernelspec.js';
import type { Notebook } from '../../../src/runner/notebook.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { withFolder } from './fixture.js';

test('the kernelspec is written with a logo and removed again', async () => {
  await withFolder(async (prefix) => {
    const folder = await installKernel({ prefix });
    expect(folder).toBe(join(prefix, 'share/jupyter/kernels/tillbook'));
    const spec = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'));
    expect(spec).toMatchObject({
      display_name: 'TypeScript (Tillbook)',
      language: 'typescript',
      interrupt_mode: 'signal',
    });
    expect(spec.argv.at(-1)).toBe('{connection_file}');
    expect(existsSync(spec.argv[2])).toBe(true);
    expect(readFileSync(join(folder, 'logo-svg.svg'), 'utf8')).toContain('<svg');
    await uninstallKernel({ prefix });
    expect(existsSync(folder)).toBe(false);
  });
});

test('a prefix that cannot be written is refused with what to do', async () => {
  await withFolder(async (folder) => {
    const prefix = join(folder, 'file');
    writeFileSync(prefix, '');
    await expect(installKernel({ prefix })).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
  });
});

/** Runs `jupyter nbconvert --execute` with the installed kernel on a notebook of these cells. */
async function nbconvert(folder: string, sources: string[]): Promise<{ status: number | null; stderr: string }> {
  await installKernel({ prefix: folder });
  const cells = sources.map((source, i) => ({
    cell_type: 'code',
    id: `cell-${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const kernelspec = { name: 'tillbook', display_name: 'TypeScript (Tillbook)', language: 'typescript' };
  writeFileSync(
    join(folder, 'n.ipynb'),
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }),
  );
  const jupyter = componentPath('jupyter')!;
  const { status, stderr } = spawnSync(
    jupyter,
    ['nbconvert', '--execute', '--to', 'notebook', '--output', 'out.ipynb', 'n.ipynb'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${dirname(jupyter)}:${process.env.PATH}`,
        JUPYTER_PATH: join(folder, 'share/jupyter'),
        JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
        IPYTHONDIR: join(folder, 'ipython'),
      },
    },
  );
  return { status, stderr };
}

needs('jupyter')('nbconvert runs a notebook with the installed kernel and keeps 20,000 lines', async () => {
  await withFolder(async (folder) => {
    const sources = ['const n: number = 20_000;', 'for (let i = 0; i < n; i++) console.log(i)', 'n'];
    const { status, stderr } = await nbconvert(folder, sources);
    expect(status, stderr).toBe(0);
    const { cells } = JSON.parse(readFileSync(join(folder, 'out.ipynb'), 'utf8')) as Notebook;
    const text = (cells[1]!.outputs ?? [])
      .map((output) => ('text' in output ? [output.text].flat().join('') : ''))
      .join('');
    expect(text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''));
    expect(cells[2]!.outputs![0]).toMatchObject({ output_type: 'execute_result', data: { 'text/plain': ['20000'] } });
  });
});

needs('jupyter')('nbconvert fails on a cell that throws, and shows the error', async () => {
  await withFolder(async (folder) => {
    const { status, stderr } = await nbconvert(folder, ['1', 'throw new RangeError("too far")', '2']);
    expect(status).not.toBe(0);
    expect(stderr).toContain('RangeError: too far');
  });
});
