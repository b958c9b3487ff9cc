import { expect, test } from 'vitest';
import { files, text } from '../helpers/repository.js';

/** Files beside src/settings.ts that may touch process.env, and why. */
const excepted: Record<string, string> = {};

test('src/settings.ts is the only reader of the environment', () => {
  const readers = files('src/*.ts').filter((file) =>
    /\bprocess\s*\.\s*env\b|\bprocess\['env'\]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/.test(text(file)),
  );
  expect(readers.filter((file) => file !== 'src/settings.ts' && !(file in excepted))).toEqual([]);
});
