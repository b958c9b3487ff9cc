import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TillbookError } from '../base/errors.js';
import { jsonErrorPosition } from './json-position.js';
import { type Cell, type Notebook, sourceText } from './notebook.js';

/**
 * Reads an .ipynb file. Fields that the runner does not know are kept; a cell without an id, or with one that nbformat
 * does not allow, gets one from its text, so that it is the same at every reading.
 *
 * @throws TillbookError BAD_NOTEBOOK naming the file, the place in it, and what to do.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const fields = parse(await text(path), path);
  if (fields.nbformat !== 4) {
    throw bad(
      path,
      fields.nbformat === undefined ? 'has no "nbformat"' : `is of nbformat ${fields.nbformat}; format 4 is needed`,
      `jupyter nbconvert --to notebook --nbformat 4 --inplace ${path}`,
    );
  }
  if (!Array.isArray(fields.cells))
    throw bad(path, 'has no list "cells"', 'restore it from git, or save it from Jupyter');
  if (fields.cells.length === 0) throw bad(path, 'has no cells: there is nothing to run', 'add a cell');
  const ids = new Set<string>();
  const minor = typeof fields.nbformat_minor === 'number' ? fields.nbformat_minor : 0;
  return {
    ...fields,
    nbformat: 4,
    nbformat_minor: Math.max(5, minor),
    metadata: isObject(fields.metadata) ? fields.metadata : {},
    cells: fields.cells.map((cell, index) => checkedCell(cell, index + 1, ids, path)),
  };
}

async function text(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw bad(path, what, 'name an .ipynb file that can be read', cause);
  }
}

function parse(json: string, path: string): Record<string, unknown> {
  if (json.trim() === '') throw bad(path, 'is empty', 'restore it from git, or save it from Jupyter');
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return value;
  } catch (cause) {
    const position = jsonErrorPosition(json);
    const where = position === null ? '' : ` (line ${position.line}, column ${position.column})`;
    const conflict = /^<{7} /m.test(json);
    const hint = conflict ? 'resolve the merge conflict in it' : 'mend that place, or restore the file from git';
    throw bad(path, `is not JSON${where}`, hint, cause);
  }
  throw bad(path, 'is JSON, but not an object', 'name an .ipynb file');
}

function checkedCell(value: unknown, number: number, ids: Set<string>, path: string): Cell {
  const hint = 'restore the notebook from git, or save it from Jupyter';
  if (!isObject(value)) throw bad(path, `cell ${number} is not an object`, hint);
  const { cell_type: type, source } = value;
  if (type !== 'code' && type !== 'markdown' && type !== 'raw') {
    throw bad(path, `cell ${number} has the type ${JSON.stringify(type)}; known are code, markdown and raw`, hint);
  }
  if (!isText(source)) throw bad(path, `cell ${number} has no text "source"`, hint);
  const metadata = isObject(value.metadata) ? value.metadata : {};
  const { tags } = metadata;
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'))) {
    throw bad(path, `cell ${number} has tags that are not a list of texts`, hint);
  }
  const id = uniqueId(value.id, `${type}\n${sourceText(source)}`, ids);
  const cell: Cell = { ...value, cell_type: type, id, metadata, source };
  if (type !== 'code') return cell;
  return { ...cell, outputs: Array.isArray(value.outputs) ? value.outputs : [], execution_count: null };
}

function uniqueId(id: unknown, content: string, taken: Set<string>): string {
  const stem = typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : hash(content);
  let unique = stem;
  for (let n = 2; taken.has(unique); n++) unique = `${hash(content)}-${n}`;
  taken.add(unique);
  return unique;
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

function isText(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(path: string, found: string, hint: string, cause?: unknown): TillbookError {
  return new TillbookError('BAD_NOTEBOOK', `${path} ${found}`, { hint, cause });
}
