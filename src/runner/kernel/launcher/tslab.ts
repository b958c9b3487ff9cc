import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { format } from 'node:util';
import { requireCached } from './code-cache.js';
import { compileFailure, describe, type Failure } from './failure.js';
import { mendShorthand } from './shorthand.js';

/** `null` where a cell ended well; `value` is what its last expression gave, if anything. */
export interface Ran {
  readonly failure: Failure | null;
  readonly value: unknown;
}

export interface Tslab {
  run(code: string): Promise<Ran>;
  interrupt(): void;
  complete(code: string, position: number): Record<string, unknown>;
  inspect(code: string, position: number): Record<string, unknown>;
  isComplete(code: string): Record<string, unknown>;
  /** Where tslab's own `display` sends. */
  onDisplay(send: (content: TslabDisplay, update: boolean) => void): void;
}

export interface TslabDisplay {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly transient: { readonly display_id?: string };
}

interface Executor {
  execute(code: string): Promise<boolean>;
  interrupt(): void;
}

interface Handler {
  handleComplete(request: { code: string; cursor_pos: number }): Record<string, unknown>;
  handleInspect(request: { code: string; cursor_pos: number }): Record<string, unknown>;
  handleIsComplete(request: { code: string }): Record<string, unknown>;
}

/**
 * Loads the compiler and executor of tslab. `docs` keeps the comments of the libraries' declarations for hover texts;
 * without them a headless kernel starts 0.4 s sooner.
 *
 * Cost: 1 to 2 s of CPU, most of it TypeScript reading its own library and Node's types.
 */
export function loadTslab({ docs }: { docs: boolean }): Tslab {
  const require = createRequire(createRequire(import.meta.url).resolve('tslab/dist/executor.js'));
  const { save } = patchCompiler(require, docs);
  const { createConverter } = require('./converter.js');
  const { createExecutor } = require('./executor.js');
  const jupyter = require('./jupyter.js');
  const converters = converterSet(createConverter);
  let thrown: { error: unknown } | null = null;
  let diagnostics: string[] = [];
  let value: unknown;
  const executor: Executor = createExecutor(process.cwd(), converters, {
    log: (result: unknown) => {
      value = result;
    },
    // tslab prints either one thrown thing, or a format and its arguments for each diagnostic.
    error: (...args: unknown[]) => {
      if (args.length > 1) diagnostics.push(format(...args));
      else thrown = { error: args[0] };
    },
  });
  const handler: Handler = new jupyter.JupyterHandlerImpl(executor, false);
  // What the first cell would otherwise wait for.
  converters.node.convert('', 'const warm: number = 1; warm');
  save();
  return {
    async run(code) {
      thrown = null;
      diagnostics = [];
      value = undefined;
      await executor.execute(code).catch((error: unknown) => {
        thrown = { error };
      });
      const caught = thrown as { error: unknown } | null;
      if (diagnostics.length > 0) return { failure: compileFailure(diagnostics), value: undefined };
      return { failure: caught === null ? null : describe(caught.error), value };
    },
    interrupt: () => executor.interrupt(),
    complete: (code, position) => handler.handleComplete({ code, cursor_pos: position }),
    inspect: (code, position) => handler.handleInspect({ code, cursor_pos: position }),
    isComplete: (code) => handler.handleIsComplete({ code }),
    onDisplay(send) {
      jupyter.lastWriteDisplayData = send;
    },
  };
}

interface Converters {
  readonly node: { convert(declarations: string, source: string): unknown };
  readonly browser: unknown;
  close(): void;
}

function converterSet(createConverter: (options: object) => Converters['node'] & { close(): void }): Converters {
  const node = createConverter({ isJS: false, isBrowser: false });
  let browser: (Converters['node'] & { close(): void }) | null = null;
  return {
    node,
    get browser() {
      browser ??= createConverter({ isJS: false, isBrowser: true });
      return browser;
    },
    close() {
      node.close();
      browser?.close();
    },
  };
}

type Mended = Parameters<typeof mendShorthand>[0];

interface Compiler extends Mended {
  readonly sys: {
    readFile(path: string, encoding?: string): string | undefined;
    watchFile(path: string, ...rest: unknown[]): { close(): void };
    watchDirectory(path: string, ...rest: unknown[]): { close(): void };
  };
  readonly ModuleResolutionKind: { readonly Bundler: number };
  createWatchCompilerHost(roots: string[], options: object, ...rest: unknown[]): object;
}

/**
 * Puts a compiler before tslab that resolves modules by `exports`, takes no `@types` but Node's unasked, and watches no
 * file of an installed package. Compiler functions are getters that cannot be redefined, hence the object in front.
 */
function patchCompiler(require: NodeJS.Require, docs: boolean): { save(): void } {
  const path = require.resolve('@tslab/typescript-for-tslab');
  const loaded = requireCached(require, path);
  const compiler = loaded.exports as Compiler;
  const { sys } = compiler;
  const nodeTypes = dirname(dirname(require.resolve('@types/node/package.json')));
  const installed = (file: string): boolean => file.includes('/node_modules/');
  const { readFile, watchFile, watchDirectory } = sys;
  const unwatched = { close: () => undefined };
  sys.watchFile = (file, ...rest) => (installed(file) ? unwatched : watchFile(file, ...rest));
  sys.watchDirectory = (file, ...rest) => (installed(`${file}/`) ? unwatched : watchDirectory(file, ...rest));
  if (!docs) {
    sys.readFile = (file, encoding) => {
      const text = readFile(file, encoding);
      return text !== undefined && installed(file) && file.endsWith('.d.ts') ? text.replaceAll('/**', '/*-') : text;
    };
  }
  require.cache[path]!.exports = Object.create(compiler, {
    __esModule: { value: true },
    createWatchCompilerHost: {
      enumerable: true,
      value: (roots: string[], options: { typeRoots?: string[] }, ...rest: unknown[]) => {
        const host = compiler.createWatchCompilerHost(
          roots,
          {
            ...options,
            moduleResolution: compiler.ModuleResolutionKind.Bundler,
            types: ['node'],
            typeRoots: [...(options.typeRoots ?? []), nodeTypes],
          },
          ...rest,
        );
        mendShorthand(compiler, host);
        return host;
      },
    },
  });
  return loaded;
}
