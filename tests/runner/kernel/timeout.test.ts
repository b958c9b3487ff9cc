import { expect, test } from 'vitest';
import { alive, run, streamText, until, withKernel } from './fixture.js';

test('a loop, a promise that never settles and a blocking execSync end by an interrupt; the kernel goes on', async () => {
  await withKernel(async (kernel) => {
    for (const code of [
      'console.log("begun"); while (true) {}',
      'console.log("begun"); await new Promise(() => undefined)',
      'import { execSync } from "node:child_process"; console.log("begun"); execSync("sleep 600")',
    ]) {
      const { status, error, outputs } = await run(kernel, code, 3000);
      expect(status).toBe('timeout');
      expect(error).toMatchObject({ ename: 'CellTimeout', code: 'CELL_TIMEOUT' });
      expect(streamText(outputs)).toBe('begun\n');
      expect(outputs.map((output) => output.output_type)).toEqual(['stream', 'error']);
      expect((await run(kernel, '1')).status).toBe('ok');
    }
  });
});

test('a loop after an await, which hears no interrupt, ends with its kernel', async () => {
  await withKernel(async (kernel) => {
    const code = 'await new Promise((done) => setTimeout(done, 1)); console.log("last words"); while (true) {}';
    const { status, outputs } = await run(kernel, code, 3000);
    expect(status).toBe('timeout');
    expect(streamText(outputs)).toBe('last words\n');
    expect((await run(kernel, '1')).status).toBe('died');
  });
});

test('a process that ignores SIGINT and SIGTERM ends too', async () => {
  await withKernel(async (kernel) => {
    const code = `process.on('SIGTERM', () => undefined); await new Promise((done) => setTimeout(done, 1)); while (true) {}`;
    expect((await run(kernel, code, 1000)).status).toBe('timeout');
    await until(() => !alive(kernel.pid));
  });
});

test('shutdown during a cell gives "interrupted"', async () => {
  await withKernel(async (kernel) => {
    const running = run(kernel, 'while (true) {}');
    await new Promise((done) => setTimeout(done, 300));
    await kernel.shutdown();
    expect(await running).toMatchObject({ status: 'interrupted', error: { code: 'INTERRUPTED' } });
    expect(alive(kernel.pid)).toBe(false);
  });
});
