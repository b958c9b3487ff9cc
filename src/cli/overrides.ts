import { readFileSync } from 'node:fs';
import { TillbookError } from '../base/errors.js';
import { jsonErrorPosition } from '../runner/json-position.js';
import type { Override } from '../runner/override-parameters.js';

export interface OverrideFlags {
  readonly param: readonly string[];
  readonly params?: string;
  readonly dataset?: string;
}

/** What the flags ask of the parameters: `--param` goes before `--dataset`, that before the file of `--params`. */
export function readOverrides({ param, params, dataset }: OverrideFlags): Map<string, Override> {
  const overrides = new Map<string, Override>();
  for (const [name, value] of params === undefined ? [] : readFile(params)) overrides.set(name, { value });
  if (dataset !== undefined) overrides.set('dataset', { text: dataset });
  for (const pair of param) {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new TillbookError('BAD_USAGE', `--param ${pair} has no name and value`, {
        hint: 'write --param name=value',
      });
    }
    overrides.set(pair.slice(0, at).trim(), { text: pair.slice(at + 1) });
  }
  return overrides;
}

function readFile(path: string): Array<[string, unknown]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new TillbookError('BAD_USAGE', `the file of --params, ${path}, cannot be read (${code})`, {
      hint: 'name a JSON file such as {"top": 5}',
      cause,
    });
  }
  const position = jsonErrorPosition(text);
  if (position !== null) {
    throw new TillbookError('BAD_USAGE', `${path} is not JSON (line ${position.line}, column ${position.column})`, {
      hint: 'it holds an object of parameters, such as {"top": 5}',
    });
  }
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new TillbookError('BAD_USAGE', `${path} is JSON, but not an object of parameters`, {
    hint: 'write {"top": 5}',
  });
}
