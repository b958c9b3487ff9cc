import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startKernel } from '../../../src/runner/kernel/start.js';
import { alive, root, run, runtimeFolders, streamText, testKernel, until, withFolder, withKernel } from './fixture.js';

test('shutdown ends a kernel whose timer is open, its children and its files, and may be called twice', async () => {
  const before = runtimeFolders(process.pid).length;
  const kernel = await testKernel();
  const { outputs } = await run(
    kernel,
    `import { spawn } from 'node:child_process';
     setInterval(() => undefined, 1000);
     console.log(spawn('sleep', ['600'], { stdio: 'inherit' }).pid)`,
  );
  const child = Number(streamText(outputs));
  expect(alive(child)).toBe(true);
  await Promise.all([kernel.shutdown(), kernel.shutdown()]);
  expect(alive(kernel.pid)).toBe(false);
  await until(() => !alive(child));
  expect(runtimeFolders(process.pid)).toHaveLength(before);
  expect((await run(kernel, '1')).status).not.toBe('ok');
});

test('a child left behind by a kernel that exits by itself is gone', async () => {
  await withKernel(async (kernel) => {
    const { outputs } = await run(
      kernel,
      `import { spawn } from 'node:child_process';
       console.log(spawn('sleep', ['600'], { stdio: 'inherit' }).pid);
       process.exit(3)`,
    );
    await until(() => !alive(Number(streamText(outputs))));
  });
});

test('a kernel that dies at its start is told with its own words', async () => {
  const env = { ...process.env, NODE_OPTIONS: '--require=/no/such/file.cjs' };
  await expect(startKernel({ cwd: root, env })).rejects.toMatchObject({
    code: 'KERNEL_DIED',
    message: expect.stringMatching(/exit code 1[\s\S]*no\/such\/file/),
  });
  expect(runtimeFolders(process.pid)).toEqual([]);
});

test('a kernel that stays deaf is given up', async () => {
  await withFolder(async (folder) => {
    const loop = join(folder, 'loop.cjs');
    writeFileSync(loop, 'while (true) {}');
    const env = { ...process.env, NODE_OPTIONS: `--require=${loop}` };
    const started = startKernel({ cwd: root, env, deadline: 1000 });
    await expect(started).rejects.toMatchObject({ code: 'KERNEL_DIED', message: expect.stringContaining('1 s') });
    expect(runtimeFolders(process.pid)).toEqual([]);
  });
});

test('folders of runners that are gone are swept, those of the living stay', async () => {
  const dead = spawn(process.execPath, ['-e', '0']);
  await new Promise((done) => dead.once('exit', done));
  mkdirSync(join(tmpdir(), `tillbook-kernel-${dead.pid}-abc`));
  const mine = `tillbook-kernel-${process.pid}-abc`;
  mkdirSync(join(tmpdir(), mine));
  await withKernel(async () => {
    expect(runtimeFolders(dead.pid!)).toEqual([]);
    expect(runtimeFolders(process.pid)).toContain(mine);
  });
  await until(() => runtimeFolders(process.pid).length === 1);
  const { removeFolder } = await import('../../../src/runner/kernel/runtime-folder.js');
  removeFolder(join(tmpdir(), mine));
});

/** A process that starts a kernel, runs `code` in it and prints the kernel's pid. */
function owner(code: string) {
  const script = `
    import { startKernel } from ${JSON.stringify(join(root, 'dist/runner/kernel/start.js'))};
    const kernel = await startKernel({ cwd: ${JSON.stringify(root)} });
    await kernel.execute('', { timeout: 60000 });
    void kernel.execute(${JSON.stringify(code)}, { timeout: 600000 });
    setTimeout(() => console.log(kernel.pid), 300);
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

for (const [name, code] of [
  ['loops', 'while (true) {}'],
  ['blocks in execSync', 'import { execSync } from "node:child_process"; execSync("sleep 600")'],
]) {
  test(`SIGKILL of the runner while a cell ${name} leaves no process, socket or folder`, async () => {
    const runner = owner(code!);
    const pid = await new Promise<number>((done) => runner.stdout!.once('data', (text) => done(Number(text))));
    expect(alive(pid)).toBe(true);
    expect(runtimeFolders(runner.pid!)).toHaveLength(1);
    runner.kill('SIGKILL');
    await until(() => !alive(pid) && !alive(-pid));
    expect(runtimeFolders(runner.pid!)).toEqual([]);
  });
}

test('a runner that exits without a word takes its kernels along', async () => {
  const runner = owner('while (true) {}');
  const pid = await new Promise<number>((done) => runner.stdout!.once('data', (text) => done(Number(text))));
  runner.kill('SIGTERM');
  await until(() => !alive(pid) && runtimeFolders(runner.pid!).length === 0);
});
