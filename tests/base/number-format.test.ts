import { expect, test } from 'vitest';
import { columnDigits, formattedNumber } from '../../src/base/number-format.js';

test('a number has thousands separators and at most two decimal places, more only below one', () => {
  expect(formattedNumber(17_431_551.178)).toBe('17,431,551.18');
  expect(formattedNumber(36_969)).toBe('36,969');
  expect(formattedNumber(-1.5)).toBe('−1.5');
  expect(formattedNumber(0.00123)).toBe('0.0012');
  expect(formattedNumber(0)).toBe('0');
  expect(formattedNumber(Number.NaN)).toBe('not a number');
  expect(formattedNumber(2, { digits: 2 })).toBe('2.00');
});

test('a percentage is a share of one', () => {
  expect(formattedNumber(0.8482, { unit: '%' })).toBe('84.82');
  expect(formattedNumber(1, { unit: '%' })).toBe('100');
});

test('a column has the decimal places that its values need', () => {
  expect(columnDigits({ name: 'a', type: 'number' }, [1, 2.5, null])).toBe(1);
  expect(columnDigits({ name: 'a', type: 'number' }, [1, 2])).toBe(0);
  expect(columnDigits({ name: 'a', type: 'number' }, [1.23456])).toBe(2);
  expect(columnDigits({ name: 'a', type: 'number', digits: 3 }, [1])).toBe(3);
  expect(columnDigits({ name: 'a', type: 'number', unit: '%' }, [0.5, 0.123])).toBe(1);
});
