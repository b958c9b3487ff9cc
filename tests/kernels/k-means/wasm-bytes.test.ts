import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { wasmBytes, wasmSource } from '../../../src/kernels/k-means/wasm-bytes.js';
import { componentPath, needs } from '../../helpers/needs.js';
import { text } from '../../helpers/repository.js';

test('the WebAssembly was compiled from k-means.as as it stands; else: npm run wasm', () => {
  const now = createHash('sha256').update(text('src/kernels/k-means/k-means.as')).digest('hex');
  expect(wasmSource).toBe(now);
});

needs('asc')('compiling k-means.as gives the embedded bytes', async () => {
  const script = new URL('../../../scripts/compile-wasm.mjs', import.meta.url).href;
  const { compile } = (await import(script)) as { compile: (asc: string) => Buffer };
  expect(compile(componentPath('asc') as string).toString('base64')).toBe(wasmBytes);
});
