import { basename } from 'node:path';
import { TillbookError } from '../base/errors.js';
import type { ParameterValue } from './literal.js';
import { type Cell, type Notebook, sourceText } from './notebook.js';
import { injectParameters, type Override, overrideParameters } from './override-parameters.js';
import { hasTag, injectedTag, listParameters } from './parameters.js';
import { readNotebook } from './read-notebook.js';

/** A notebook that is ready to run: read, checked, its outputs cleared, its parameters set. */
export interface Plan {
  readonly path: string;
  readonly name: string;
  /** The first heading, or the name. */
  readonly title: string;
  /** A copy that the run may fill. */
  readonly notebook: Notebook;
  /** Every parameter with the value that this run gives it. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/**
 * Reads a notebook and checks everything that can be checked before a kernel starts.
 *
 * @param overrides By parameter name; every name must be one of the notebook's.
 * @throws TillbookError BAD_NOTEBOOK, BAD_PARAMETER.
 */
export async function planRun(path: string, overrides: ReadonlyMap<string, Override>): Promise<Plan> {
  const read = await readNotebook(path);
  checkLanguage(read, path);
  const parameters = listParameters(read, path);
  const values = overrideParameters(parameters, overrides, path);
  const notebook = injectParameters(read, parameters, values);
  for (const cell of notebook.cells) if (cell.cell_type === 'code') cell.outputs = [];
  const name = basename(path, '.ipynb');
  return {
    path,
    name,
    title: heading(notebook) ?? name,
    notebook,
    parameters: Object.fromEntries(
      parameters.map((one) => [one.name, values.has(one.name) ? values.get(one.name)! : one.default]),
    ),
  };
}

/** The cells that a run executes: code cells that hold anything. */
export function codeCells(notebook: Notebook): Cell[] {
  return notebook.cells.filter((cell) => cell.cell_type === 'code' && sourceText(cell.source).trim() !== '');
}

/** The rank of a cell, from 1, among all cells of the notebook as written; an injected cell has that of the cell before. */
export function cellNumber(notebook: Notebook, cell: Cell): number {
  const before = notebook.cells.slice(0, notebook.cells.indexOf(cell) + 1);
  return Math.max(1, before.filter((one) => !hasTag(one, injectedTag)).length);
}

function heading(notebook: Notebook): string | null {
  for (const cell of notebook.cells) {
    const found =
      cell.cell_type === 'markdown' && /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(sourceText(cell.source));
    if (found) return found[1] ?? null;
  }
  return null;
}

function checkLanguage({ metadata }: Notebook, path: string): void {
  const { kernelspec } = metadata as { kernelspec?: { language?: unknown } };
  const language = kernelspec?.language;
  if (typeof language !== 'string' || /^(typescript|javascript|tslab|jslab)$/i.test(language)) return;
  throw new TillbookError('BAD_NOTEBOOK', `${path} is written in ${language}; Tillbook runs TypeScript`, {
    hint: 'choose the kernel "tillbook" for it in Jupyter, or run it with that language\'s own tools',
  });
}
