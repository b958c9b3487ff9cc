import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connect } from '../../../src/runner/kernel/client.js';
import { launcherPath } from '../../../src/runner/kernel/launcher-path.js';
import { type KernelProcess, spawnKernel } from '../../../src/runner/kernel/processes.js';
import { newRuntimeFolder } from '../../../src/runner/kernel/runtime-folder.js';
import type { Message } from '../../../src/runner/kernel/wire.js';
import { root, until } from './fixture.js';

const messages: Array<Message & { channel: string }> = [];
let kernel: KernelProcess;
let client: Client;

beforeAll(async () => {
  const folder = newRuntimeFolder('key');
  kernel = spawnKernel([launcherPath(), folder.connectionFile], { cwd: root, env: undefined, folder: folder.path });
  client = connect(folder.connection, (message, channel) => messages.push({ ...message, channel }));
  while (!messages.some(({ channel }) => channel === 'iopub')) await ask('kernel_info_request', {});
});
afterAll(() => {
  kernel.destroy();
  client.close();
});

function replyTo(id: string): Message | undefined {
  return messages.find(({ channel, parent }) => channel !== 'iopub' && parent.msg_id === id);
}

async function ask(type: string, content: Record<string, unknown>, channel: 'shell' | 'control' = 'shell') {
  const id = client.send(channel, type, content);
  await until(() => replyTo(id) !== undefined);
  return replyTo(id)!.content;
}

const cell = (code: string, more = {}) => ({ code, silent: false, store_history: true, stop_on_error: true, ...more });

test('kernel_info names this kernel and its language, on shell and control', async () => {
  const info = {
    status: 'ok',
    implementation: 'tillbook',
    language_info: { name: 'typescript', file_extension: '.ts' },
  };
  expect(await ask('kernel_info_request', {})).toMatchObject(info);
  expect(await ask('kernel_info_request', {}, 'control')).toMatchObject(info);
});

test('after a failing cell the cells that wait are aborted, and a later one runs', async () => {
  const slow = 'const end = Date.now() + 500; while (Date.now() < end) {} throw new Error("x")';
  const ids = [slow, '1', '2', '3'].map((code) => client.send('shell', 'execute_request', cell(code)));
  await until(() => ids.every((id) => replyTo(id) !== undefined));
  expect(ids.map((id) => replyTo(id)!.content.status)).toEqual(['error', 'aborted', 'aborted', 'aborted']);
  expect(await ask('execute_request', cell('4'))).toMatchObject({ status: 'ok' });
});

test('without stop_on_error the cells that wait run', async () => {
  const ids = ['throw 1', '2'].map((code) =>
    client.send('shell', 'execute_request', cell(code, { stop_on_error: false })),
  );
  await until(() => ids.every((id) => replyTo(id) !== undefined));
  expect(ids.map((id) => replyTo(id)!.content.status)).toEqual(['error', 'ok']);
});

test('a failing cell sends an error between busy and idle, and the same in its reply', async () => {
  const id = client.send('shell', 'execute_request', cell('throw new RangeError("too far")'));
  const sent = () => messages.filter(({ channel, parent }) => channel === 'iopub' && parent.msg_id === id);
  await until(() => replyTo(id) !== undefined && sent().at(-1)?.content.execution_state === 'idle');
  const { content } = replyTo(id)!;
  expect(content).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'too far' });
  expect(sent().map(({ header }) => header.msg_type)).toEqual(['status', 'execute_input', 'error', 'status']);
  expect(sent()[2]!.content).toMatchObject({ ename: 'RangeError', evalue: 'too far', traceback: content.traceback });
});

test('completion, inspection and completeness are answered, also for nonsense', async () => {
  await ask('execute_request', cell('const basket = { apples: 1 };'));
  expect(await ask('complete_request', { code: 'basket.', cursor_pos: 7 })).toMatchObject({ matches: ['apples'] });
  expect(await ask('inspect_request', { code: 'basket', cursor_pos: 2 })).toMatchObject({ found: true });
  expect(await ask('inspect_request', { code: ')(', cursor_pos: 99 })).toMatchObject({ status: 'ok', found: false });
  expect(await ask('is_complete_request', { code: 'if (1) {' })).toMatchObject({ status: 'incomplete' });
  expect(await ask('comm_info_request', {})).toEqual({ status: 'ok', comms: {} });
});

test('an interrupt of an idle kernel changes nothing', async () => {
  kernel.signal('SIGINT');
  expect(await ask('execute_request', cell('1'))).toMatchObject({ status: 'ok' });
});

test('an interrupt_request ends a pending await', async () => {
  const id = client.send('shell', 'execute_request', cell('await new Promise(() => undefined)'));
  await until(() => messages.some(({ header, parent }) => header.msg_type === 'execute_input' && parent.msg_id === id));
  await new Promise((done) => setTimeout(done, 300));
  await ask('interrupt_request', {}, 'control');
  await until(() => replyTo(id) !== undefined);
  expect(replyTo(id)!.content).toMatchObject({ status: 'error', ename: 'Interrupted' });
});

test('many short lines travel in few messages', async () => {
  const before = messages.length;
  await ask('execute_request', cell('for (let i = 0; i < 20_000; i++) console.log(i)'));
  expect(messages.slice(before).filter(({ header }) => header.msg_type === 'stream').length).toBeLessThan(500);
});

test('shutdown ends the process while a timer is open', async () => {
  await ask('execute_request', cell('setInterval(() => undefined, 1000); undefined'));
  expect(await ask('shutdown_request', { restart: false }, 'control')).toMatchObject({ status: 'ok' });
  await kernel.ended;
  expect(kernel.end()).toBe('exit code 0');
});
