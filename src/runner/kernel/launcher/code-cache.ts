import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const folder = fileURLToPath(new URL('../cache', import.meta.url));
const digestBytes = 32;

/**
 * Loads a large CommonJS file into `require`'s cache with V8's code cache from an earlier start, which saves compiling
 * it again: a fifth of a kernel's start. Node's own compile cache does not exist in Node 20. `save` keeps the cache for
 * the next start, once what is needed has run; where the folder cannot be written nothing happens.
 */
export function requireCached(require: NodeJS.Require, path: string): { exports: unknown; save(): void } {
  const { size, mtimeMs } = statSync(path);
  const name = `${process.version}-${process.arch}-${size}-${Math.trunc(mtimeMs)}.bin`;
  const file = join(folder, name);
  const cachedData = read(file);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(path, 'utf8')}\n})`,
    {
      filename: path,
      ...(cachedData === undefined ? {} : { cachedData }),
    },
  );
  const module = new Module(path);
  module.filename = path;
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, Module.createRequire(path), module, path, dirname(path));
  module.loaded = true;
  require.cache[path] = module;
  return {
    exports: module.exports,
    save() {
      const fits = cachedData !== undefined && script.cachedDataRejected !== true;
      if (!fits && writable(dirname(folder))) write(file, script.createCachedData());
    },
  };
}

/** V8 does not check the bytes it is given, so a digest stands in front of them. */
function read(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(digestBytes);
    return digest(data).equals(bytes.subarray(0, digestBytes)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function write(file: string, data: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([digest(data), data]));
    renameSync(unfinished, file);
  } catch {
    // The next start compiles again.
  }
}

function digest(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
