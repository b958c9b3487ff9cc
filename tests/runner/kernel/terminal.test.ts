import { expect, test } from 'vitest';
import { terminal } from '../../../src/runner/kernel/terminal.js';

function shown(...parts: string[]): string {
  const screen = terminal();
  for (const part of parts) screen.write(part);
  return screen.text();
}

test('text without control characters stays as it is, however it is cut', () => {
  expect(shown('a', 'b\nc', '\n', 'd')).toBe('ab\nc\nd');
});

test('a carriage return overwrites the line, and what is longer stays', () => {
  expect(shown('10 %\r', '20 %\r100 %\ndone\n')).toBe('100 %\ndone\n');
  expect(shown('abc\rx')).toBe('xbc');
});

test('a carriage return before a line feed changes nothing', () => {
  expect(shown('one\r\ntwo\r', '\nthree')).toBe('one\ntwo\nthree');
});

test('backspace goes one column back, but not beyond the start', () => {
  expect(shown('ab\bc')).toBe('ac');
  expect(shown('a\b\b\b\bz')).toBe('z');
});

test('erasing the line leaves what comes after', () => {
  expect(shown('a long line\r\u001b[Kshort')).toBe('short');
  expect(shown('a long line\u001b[2K\rnew').trimEnd()).toBe('new');
});

test('colours take no column', () => {
  expect(shown('\u001b[31mred\u001b[0m\n')).toBe('\u001b[31mred\u001b[0m\n');
  expect(shown('abc\r\u001b[31mx')).toBe('\u001b[31mxbc');
});

test('a character outside the basic plane is one column', () => {
  expect(shown('😀b\rx')).toBe('xb');
});
