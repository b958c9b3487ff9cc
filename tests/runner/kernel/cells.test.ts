import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../../src/runner/kernel/kernel.js';
import { startKernel } from '../../../src/runner/kernel/start.js';
import type { Output } from '../../../src/runner/notebook.js';
import { root, run, streamText, testKernel, withKernel } from './fixture.js';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await testKernel();
});
afterAll(() => kernel.shutdown());

const sleep = 'const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));';

describe('cells that run', () => {
  test('a cell gives its streams and its last value, and later cells see its names', async () => {
    const first = await run(kernel, 'const answer: number = 6 * 7; console.log("stars"); answer');
    expect(first.status).toBe('ok');
    expect(first.error).toBeNull();
    expect(first.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'stars\n' },
      {
        output_type: 'execute_result',
        data: { 'text/plain': '42' },
        metadata: {},
        execution_count: first.executionCount,
      },
    ]);
    expect(streamText((await run(kernel, 'console.log(answer + 1)')).outputs)).toBe('43\n');
  });

  test('a cell imports the project through ../src', async () => {
    const { outputs, error } = await run(
      kernel,
      'import { exitCode } from "../src"; console.log(exitCode(new Error()))',
    );
    expect(error).toBeNull();
    expect(streamText(outputs)).toBe('1\n');
  });

  test('types that a package names only in its exports are found', async () => {
    const { error } = await run(kernel, 'import { kmeans } from "ml-kmeans"; const f: Function = kmeans;');
    expect(error).toBeNull();
  });

  test('200,000 lines of one cell arrive complete and in order', async () => {
    const { outputs, status } = await run(kernel, "for (let i = 0; i < 200_000; i++) console.log('line ' + i)");
    expect(status).toBe('ok');
    expect(outputs).toHaveLength(1);
    expect(streamText(outputs) === Array.from({ length: 200_000 }, (_, i) => `line ${i}\n`).join('')).toBe(true);
  });

  test('both streams keep their order, bytes cut inside a character are whole, \\r is folded', async () => {
    const { outputs } = await run(
      kernel,
      `process.stdout.write('10 %\\r'); process.stdout.write('99 %\\n');
       console.error('oops');
       const pound = Buffer.from('£'); process.stdout.write(pound.subarray(0, 1)); process.stdout.write(pound.subarray(1)); undefined`,
    );
    expect(outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: '99 %\n' },
      { output_type: 'stream', name: 'stderr', text: 'oops\n' },
      { output_type: 'stream', name: 'stdout', text: '£' },
    ]);
  });

  test('outputs are handed over while the cell runs', async () => {
    const seen: string[] = [];
    const onOutput = (outputs: Output[]) => seen.push(streamText(outputs));
    await kernel.execute(`${sleep} console.log('a'); await sleep(200); console.log('b')`, {
      timeout: 30_000,
      onOutput,
    });
    expect(seen).toContain('a\n');
    expect(seen.at(-1)).toBe('a\nb\n');
  });
});

describe('displays', () => {
  const show = "const show = (globalThis as any)[Symbol.for('tillbook.display')];";

  test('the hook sends one bundle of several types; JSON is a value, typed arrays are arrays, bytes are base64', async () => {
    const { outputs } = await run(
      kernel,
      `${show} show({ 'application/json': { x: new Float64Array([1, NaN]) }, 'text/plain': 'x', 'image/png': new Uint8Array([1, 2]) }, { metadata: { a: 1 } })`,
    );
    expect(outputs).toEqual([
      {
        output_type: 'display_data',
        data: { 'application/json': { x: [1, null] }, 'text/plain': 'x', 'image/png': 'AQI=' },
        metadata: { a: 1 },
      },
    ]);
  });

  test('an update changes the display of an earlier cell and is told', async () => {
    const earlier = await run(kernel, `show({ 'text/plain': 'old' }, { displayId: 'd1' })`);
    const told: unknown[] = [];
    const onUpdate = (...update: unknown[]) => told.push(update);
    const code = `show({ 'text/plain': 'new' }, { displayId: 'd1', update: true })`;
    const later = await kernel.execute(code, { timeout: 30_000, onUpdate });
    expect(later.outputs).toEqual([]);
    expect(earlier.outputs).toEqual([{ output_type: 'display_data', data: { 'text/plain': 'new' }, metadata: {} }]);
    expect(told).toEqual([['d1', { 'text/plain': 'new' }, {}]]);
  });

  test("tslab's own display works", async () => {
    const { outputs } = await run(kernel, `import * as tslab from 'tslab'; tslab.display.html('<b>x</b>')`);
    expect(outputs).toEqual([{ output_type: 'display_data', data: { 'text/html': '<b>x</b>' }, metadata: {} }]);
  });
});

describe('cells that fail', () => {
  test('a throw is an error with its stack, without frames of the kernel, and later cells run', async () => {
    const { status, error, outputs } = await run(kernel, 'console.log("before"); throw new RangeError("too far");');
    expect(status).toBe('error');
    expect(error).toMatchObject({ ename: 'RangeError', evalue: 'too far', code: null });
    expect(outputs.map((output) => output.output_type)).toEqual(['stream', 'error']);
    expect(error?.traceback.join('\n')).not.toMatch(/tslab|node:|launcher/);
    expect((await run(kernel, '1')).status).toBe('ok');
  });

  test('anything can be thrown', async () => {
    for (const [thrown, evalue] of [
      ['"text"', 'text'],
      ['null', 'null'],
      ['undefined', 'undefined'],
      ['{ a: 1 }', '{ a: 1 }'],
    ]) {
      expect((await run(kernel, `throw ${thrown}`)).error).toMatchObject({ ename: 'Thrown', evalue });
    }
  });

  test('a TillbookError brings its code and what to do', async () => {
    const code = `import { TillbookError } from '../src'; throw new TillbookError('DATA_MISSING', 'no file', { hint: 'fetch it' })`;
    const { error } = await run(kernel, code);
    expect(error).toMatchObject({ ename: 'TillbookError', evalue: 'no file', code: 'DATA_MISSING', hint: 'fetch it' });
    expect(error?.traceback.slice(0, 2)).toEqual(['TillbookError [DATA_MISSING]: no file', 'What to do: fetch it']);
  });

  test('what does not compile does not run', async () => {
    const { error, outputs } = await run(kernel, 'console.log("ran");\nconst n: number = "text";');
    expect(error?.ename).toBe('CompileError');
    expect(error?.evalue).toBe("2:7 - Type 'string' is not assignable to type 'number'.");
    expect(outputs.map((output) => output.output_type)).toEqual(['error']);
  });

  test('a module that is not there is a compile error', async () => {
    expect((await run(kernel, 'import x from "no-such-module"; x')).error?.ename).toBe('CompileError');
  });

  test('a rejected promise that nobody awaits fails its cell', async () => {
    const { status, error } = await run(kernel, 'void Promise.reject(new TypeError("nobody"));');
    expect(status).toBe('error');
    expect(error).toMatchObject({ ename: 'TypeError', evalue: 'nobody' });
  });

  test('a throw in a timer of 0 ms fails its cell', async () => {
    const { error } = await run(kernel, 'setTimeout(() => { throw new Error("timer"); }, 0); "done"');
    expect(error?.evalue).toBe('timer');
  });

  test('a throw in a timer fails the cell that waits at that time, at once', async () => {
    await run(kernel, 'setTimeout(() => { throw new Error("late"); }, 1500)');
    const { status, error } = await run(kernel, 'await new Promise(() => undefined)');
    expect(status).toBe('error');
    expect(error?.evalue).toBe('late');
    expect((await run(kernel, '1')).status).toBe('ok');
  });

  test('a failure between two cells fails the next one, which does not run', async () => {
    expect((await run(kernel, 'setTimeout(() => { throw new Error("between"); }, 300)')).status).toBe('ok');
    await new Promise((done) => setTimeout(done, 800));
    const { status, error, outputs } = await run(kernel, 'console.log("ran")');
    expect(status).toBe('error');
    expect(error?.evalue).toMatch(/^between \(failed behind the back of an earlier cell/);
    expect(streamText(outputs)).toBe('');
  });

  test('a failure after the last cell is what drain returns, once', async () => {
    expect((await run(kernel, 'setTimeout(() => { throw new Error("after the last"); }, 300)')).status).toBe('ok');
    await new Promise((done) => setTimeout(done, 800));
    expect((await kernel.drain())?.evalue).toMatch(/^after the last/);
    expect(await kernel.drain()).toBeNull();
  });

  test('a worker thread that throws fails its cell', async () => {
    const { error } = await run(
      kernel,
      `import { Worker } from 'node:worker_threads';
       new Worker('throw new Error("in a worker")', { eval: true });
       await new Promise(() => undefined)`,
    );
    expect(error?.evalue).toBe('in a worker');
  });
});

describe('cells that end the kernel', () => {
  test('process.exit(0) is no success, and what was written before arrives', async () => {
    await withKernel(async (own) => {
      const { status, error, outputs } = await run(own, 'console.log("last words"); process.exit(0)');
      expect(status).toBe('died');
      expect(error).toMatchObject({ ename: 'KernelDied', code: 'KERNEL_DIED' });
      expect(error?.evalue).toContain('exit code 0');
      expect(streamText(outputs)).toBe('last words\n');
      expect((await run(own, '1')).status).toBe('died');
      expect((await own.drain())?.code).toBe('KERNEL_DIED');
    });
  });

  test('process.abort() is told', async () => {
    await withKernel(async (own) => {
      expect((await run(own, 'process.abort()')).error?.evalue).toContain('signal SIGABRT');
    });
  });

  test('running out of memory is told in the words of the process', async () => {
    const own = await startKernel({ cwd: root, env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=200' } });
    try {
      const code = 'const all: number[][] = []; while (true) all.push(new Array(1_000_000).fill(1.5));';
      const { status, error } = await run(own, code, 100_000);
      expect(status).toBe('died');
      expect(error?.evalue).toContain('heap');
    } finally {
      await own.shutdown();
    }
  }, 120_000);
});
