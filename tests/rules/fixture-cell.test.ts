import { join } from 'node:path';
import kernelTs from '@tslab/typescript-for-tslab';
import { describe, expect, test } from 'vitest';
import * as tillbook from '../../src/index.js';
import { root } from '../helpers/repository.js';

const { ModuleResolutionKind, sys } = kernelTs;
const cell = join(root, 'notebooks/fixture-cell.ts');

/** What the kernel's own TypeScript says of a cell and of our declarations, with the kernel's options but no skipLibCheck. */
function complaints(source: string, moduleResolution: number): string[] {
  const options = {
    module: kernelTs.ModuleKind.ESNext,
    moduleResolution,
    esModuleInterop: true,
    target: kernelTs.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    noEmit: true,
    skipLibCheck: false,
  };
  const host = kernelTs.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, version, ...rest) =>
    name === cell ? kernelTs.createSourceFile(name, source, version) : read.call(host, name, version, ...rest);
  host.fileExists = (name) => name === cell || sys.fileExists(name);
  const program = kernelTs.createProgram([cell], options, host);
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName === cell || fileName.startsWith(join(root, 'dist')));
  expect(ours.map(({ fileName }) => fileName)).toContain(join(root, 'dist/index.d.ts'));
  return ours
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText }) => `${file?.fileName}: ${kernelTs.flattenDiagnosticMessageText(messageText, ' ')}`);
}

describe.each(['Node10', 'Bundler'] as const)(
  `TypeScript ${kernelTs.version} with module resolution %s`,
  (resolution) => {
    test('a cell that imports everything public type-checks, and so do our declarations', () => {
      const names = Object.keys(tillbook).sort();
      const source = `import { ${names.join(', ')} } from '../src';\nconst used: unknown[] = [${names.join(', ')}];\nused;\nexport {};\n`;
      expect(complaints(source, ModuleResolutionKind[resolution])).toEqual([]);
    });

    test('a name that is not public does not', () => {
      const source = `import { noSuchName } from '../src';\nnoSuchName;\n`;
      expect(complaints(source, ModuleResolutionKind[resolution]).join()).toContain('noSuchName');
    });
  },
);
