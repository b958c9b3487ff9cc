import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLab, labCommand } from '../../scripts/lab/command.js';
import { componentPath, needs } from '../helpers/needs.js';
import { root } from '../helpers/repository.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillbook-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

test('JupyterLab is taken from TILLBOOK_VENV, then .venv, then the PATH', () => {
  const env = { TILLBOOK_VENV: join(folder, 'venv'), PATH: `${join(folder, 'none')}:${join(folder, 'path')}` };
  expect(findLab(folder, env)).toBeUndefined();
  const onPath = program(join(folder, 'path/jupyter-lab'));
  expect(findLab(folder, env)).toBe(onPath);
  const local = program(join(folder, '.venv/bin/jupyter-lab'));
  expect(findLab(folder, env)).toBe(local);
  const named = program(join(folder, 'venv/bin/jupyter-lab'));
  expect(findLab(folder, env)).toBe(named);
});

test('the server opens notebooks/, with our kernel as default, and the own arguments last', () => {
  const { args, env } = labCommand({
    program: 'jupyter-lab',
    root: '/project',
    jupyterPath: '/project/.cache/jupyter/share/jupyter',
    env: { JUPYTER_PATH: '/other' },
    extra: ['--no-browser'],
  });
  expect(args).toContain('--ServerApp.root_dir=/project');
  expect(args).toContain('--LabApp.default_url=/lab/tree/notebooks');
  expect(args).toContain('--MultiKernelManager.default_kernel_name=tillbook');
  expect(args.at(-1)).toBe('--no-browser');
  expect(env.JUPYTER_PATH).toBe('/project/.cache/jupyter/share/jupyter:/other');
});

function lab(args: string[], env: Record<string, string>) {
  return spawn(process.execPath, [join(root, 'dist/scripts/lab.js'), ...args], {
    env: { ...process.env, ...env },
    cwd: root,
  });
}

const local = findLab(root, { PATH: '' });

test('without JupyterLab it says the two ways to get it, and exits 2', async ({ skip }) => {
  skip(local !== undefined, 'the project has a .venv with JupyterLab: none can be missing');
  const child = lab([], { TILLBOOK_VENV: '', PATH: '' });
  let message = '';
  child.stderr.on('data', (chunk) => {
    message += chunk;
  });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
  expect(message).toContain('conda env create -f environment.yml');
  expect(message).toContain('.venv/bin/pip install jupyterlab');
});

needs('jupyter')('the server lists our kernel as its default', { timeout: 120_000 }, async () => {
  const runtime = join(folder, 'runtime');
  const child = lab(['--no-browser', '--allow-root', '--ServerApp.port=0', '--IdentityProvider.token=secret'], {
    TILLBOOK_VENV: dirname(dirname(componentPath('jupyter')!)),
    HOME: folder,
    JUPYTER_RUNTIME_DIR: runtime,
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  try {
    const specs = await answer(runtime, () => child.exitCode !== null && log);
    expect(specs.default).toBe('tillbook');
    expect(Object.keys(specs.kernelspecs)).toContain('tillbook');
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => (child.exitCode === null ? child.once('close', resolve) : resolve(null)));
  }
});

interface Specs {
  default: string;
  kernelspecs: Record<string, unknown>;
}

async function answer(runtime: string, ended: () => string | false): Promise<Specs> {
  for (;;) {
    const log = ended();
    if (log !== false) throw new Error(`JupyterLab ended: ${log}`);
    try {
      const [file] = readdirSync(runtime).filter((name) => /^jpserver-\d+\.json$/.test(name));
      const { url } = JSON.parse(readFileSync(join(runtime, file!), 'utf8')) as { url: string };
      const response = await fetch(`${url}api/kernelspecs?token=secret`);
      if (response.ok) return (await response.json()) as Specs;
    } catch {
      // It is not up yet.
    }
    await sleep(200);
  }
}
