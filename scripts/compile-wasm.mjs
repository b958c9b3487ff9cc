// Compiles src/kernels/k-means/k-means.as to WebAssembly and writes the bytes into wasm-bytes.ts beside it.
// The compiler (AssemblyScript, 100 MB with its optimiser) is no dependency: npx brings it when the source changes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('../src/kernels/k-means/', import.meta.url));
export const compiler = 'assemblyscript@0.28.20';
const options = `--optimizeLevel 3 --shrinkLevel 0 --noAssert --runtime stub --importMemory --noExportMemory
 --sharedMemory --initialMemory 1 --maximumMemory 65536 --enable simd --enable threads`.split(/\s+/);

/** The bytes that the source compiles to, by `asc`: a path to the compiler's program, else npx. */
export function compile(asc) {
  const scratch = mkdtempSync(join(tmpdir(), 'tillbook-wasm-'));
  try {
    copyFileSync(join(folder, 'k-means.as'), join(scratch, 'k-means.ts'));
    const command = asc ? [process.execPath, asc] : ['npx', '--yes', '--package', compiler, 'asc'];
    const [program, ...before] = command;
    const files = ['k-means.ts', '--outFile', 'k-means.wasm'];
    execFileSync(program, [...before, ...files, ...options], { cwd: scratch, stdio: ['ignore', 2, 2] });
    return readFileSync(join(scratch, 'k-means.wasm'));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

export const sourceHash = () =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'k-means.as')))
    .digest('hex');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const base64 = compile(process.argv[2])
    .toString('base64')
    .match(/.{1,110}/g);
  const text = `// Made by \`npm run wasm\` from k-means.as with ${compiler}: change that file, not this one.

/** SHA-256 of the k-means.as that was compiled. */
export const wasmSource = '${sourceHash()}';

/** The WebAssembly module, in base64. */
export const wasmBytes = [
${base64.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
  writeFileSync(join(folder, 'wasm-bytes.ts'), text);
}
