import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNotebook } from '../../src/runner/read-notebook.js';
import { notebookText, temporaryFile, temporaryFolder } from './temporary.js';

const cell = { cell_type: 'code', id: 'a', metadata: {}, source: '1', outputs: [], execution_count: 7 };
const whole = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };

test.each([
  ['text that is not JSON', '{\n "cells": [,]\n}', /book\.ipynb is not JSON \(line 2, column 12\)/],
  ['a merge conflict', '{\n<<<<<<< HEAD\n', /line 2, column 1.*/],
  ['nothing', ' \n', /is empty/],
  ['a list', '[]', /not an object/],
  ['no format', '{}', /has no "nbformat"/],
  ['format 3', JSON.stringify({ nbformat: 3, worksheets: [] }), /is of nbformat 3/],
  ['no cells', JSON.stringify({ nbformat: 4, metadata: {} }), /no list "cells"/],
  ['an empty list of cells', JSON.stringify({ ...whole, cells: [] }), /nothing to run/],
  ['a cell that is null', JSON.stringify({ ...whole, cells: [null] }), /cell 1 is not an object/],
  [
    'a cell of another type',
    JSON.stringify({ ...whole, cells: [cell, { ...cell, cell_type: 'heading' }] }),
    /cell 2 .*"heading"/,
  ],
  ['a cell without a source', JSON.stringify({ ...whole, cells: [{ ...cell, source: 1 }] }), /cell 1 has no text/],
  [
    'tags that are no list',
    JSON.stringify({ ...whole, cells: [{ ...cell, metadata: { tags: 'x' } }] }),
    /cell 1 has tags/,
  ],
])('%s is refused, naming the file and what to do', async (_, content, message) => {
  const path = temporaryFile('book.ipynb', content);
  const refusal = { code: 'BAD_NOTEBOOK', message: expect.stringMatching(message), hint: expect.stringMatching(/./) };
  await expect(readNotebook(path)).rejects.toMatchObject(refusal);
  await expect(readNotebook(path)).rejects.toThrow(path);
});

test('a missing file and a folder are refused', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'x.ipynb'));
  await expect(readNotebook(join(folder, 'none.ipynb'))).rejects.toThrow('does not exist');
  await expect(readNotebook(join(folder, 'x.ipynb'))).rejects.toThrow('is a folder');
});

test('fields that the runner does not know survive', async () => {
  const rich = {
    ...whole,
    extra: [1],
    metadata: { colab: { x: 1 } },
    cells: [{ ...cell, attachments: { a: 1 }, metadata: { y: 2 } }],
  };
  const read = await readNotebook(temporaryFile('rich.ipynb', `\ufeff${JSON.stringify(rich)}`));
  expect(read).toEqual({ ...rich, cells: [{ ...rich.cells[0], execution_count: null }] });
});

test('a cell without a good id gets the same one at every reading, and no two cells share one', async () => {
  const cells = [{ ...cell, id: undefined }, { ...cell, id: undefined }, { ...cell, id: 'a b' }, cell, cell];
  const path = temporaryFile('ids.ipynb', JSON.stringify({ ...whole, nbformat_minor: 2, cells }));
  const [first, second] = [await readNotebook(path), await readNotebook(path)];
  const ids = first.cells.map(({ id }) => id);
  expect(second.cells.map(({ id }) => id)).toEqual(ids);
  expect(new Set(ids).size).toBe(5);
  expect(ids[3]).toBe('a');
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
  expect(first.nbformat_minor).toBe(5);
  const longer = temporaryFile('longer.ipynb', notebookText(['new', { source: '1' }]).replaceAll(/"id":"[^"]*",/g, ''));
  expect((await readNotebook(longer)).cells[1]!.id).toBe(ids[0]);
});
