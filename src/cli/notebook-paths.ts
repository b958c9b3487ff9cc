import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TillbookError } from '../base/errors.js';
import { nearest } from '../runner/nearest.js';

const folder = 'notebooks';

/**
 * The files that NOTEBOOK arguments mean: a path, or a name in notebooks/ with or without .ipynb; all of notebooks/ if
 * there are none.
 *
 * @throws TillbookError BAD_USAGE for a name that is not there, with the nearest.
 */
export function notebookPaths(names: readonly string[]): string[] {
  const known = knownNotebooks();
  if (names.length > 0) return [...new Set(names.map((name) => notebookPath(name, known)))];
  if (known.length > 0) return known.map((name) => join(folder, `${name}.ipynb`));
  throw new TillbookError('BAD_USAGE', `no notebook is named, and there is none in ${folder}/ here`, {
    hint: 'go to the folder that holds notebooks/, or name an .ipynb file',
  });
}

function notebookPath(name: string, known: readonly string[]): string {
  const candidates = [name, join(folder, name), join(folder, `${name}.ipynb`), `${name}.ipynb`];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile());
  if (found !== undefined) return found;
  const near = nearest(name.replace(/^.*\//, '').replace(/\.ipynb$/, ''), known);
  const list = known.length === 0 ? `there is none in ${folder}/ here` : `${folder}/ has ${known.join(', ')}`;
  throw new TillbookError('BAD_USAGE', `there is no notebook "${name}"`, {
    hint: near === null ? list : `did you mean ${near}? ${list}`,
  });
}

function knownNotebooks(): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  return files.map((name) => name.slice(0, -'.ipynb'.length)).sort();
}
