import { expect, test } from 'vitest';
import { records, rows } from '../../src/base/columns.js';
import { exitCode, exitCodes, TillbookError } from '../../src/base/errors.js';

const columns = (name: string, value: unknown) => ({
  numRows: 1,
  numCols: 1,
  schema: { fields: [{ name, type: 'x' }] },
  getChild: () => ({ length: 1, get: () => value, toArray: () => [value] }),
});

test('64-bit integers become numbers, and are refused where a number cannot hold them', () => {
  expect(rows(columns('n', 5n))).toEqual([{ n: 5 }]);
  expect(() => rows(columns('n', 2n ** 60n))).toThrow(/beyond 2\^53/);
  expect(() => rows(columns('n', [1]))).toThrow(/not plain/);
});

test('records spell their names in camel case', () => {
  expect(records(columns('customer_id_2', 'a'))).toEqual([{ customerId2: 'a' }]);
});

test('exit codes are those of the contract; anything unknown is 1', () => {
  expect(exitCode(new TillbookError('BAD_INPUT', 'x'))).toBe(3);
  expect(exitCode(new Error('x'))).toBe(1);
  expect(new Set(Object.values(exitCodes))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 130]));
});
