import { TillbookError } from '../base/errors.js';
import { isOfType, literal, type ParameterValue, typeText } from './literal.js';
import { nearest } from './nearest.js';
import type { Cell, Notebook } from './notebook.js';
import { hasTag, injectedTag, parametersTag } from './parameters.js';
import type { Parameter } from './parse-parameter.js';

/** What a caller asks a parameter to be: a value, or the text of a flag that is read by the parameter's type. */
export type Override = { readonly value: unknown } | { readonly text: string };

/**
 * Checks overrides against the parameters of a notebook and gives the values that they stand for.
 *
 * @param name What to call the notebook in an error.
 * @throws TillbookError BAD_PARAMETER for a name that is not there and for a value of another type.
 */
export function overrideParameters(
  parameters: readonly Parameter[],
  overrides: ReadonlyMap<string, Override>,
  name: string,
): Map<string, ParameterValue> {
  const values = new Map<string, ParameterValue>();
  for (const [key, override] of overrides) {
    const parameter = parameters.find((one) => one.name === key);
    if (parameter === undefined) throw unknown(key, parameters, name);
    const value = 'text' in override ? fromText(override.text, parameter) : override.value;
    if (!isScalar(value) || !isOfType(value, parameter.type)) {
      const given = 'text' in override ? JSON.stringify(override.text) : JSON.stringify(override.value);
      throw new TillbookError(
        'BAD_PARAMETER',
        `${name}: the parameter ${key} is ${typeText(parameter.type)}, not ${given}`,
        {
          hint: `its default is ${literal(parameter.default)}${parameter.meaning && `: ${parameter.meaning}`}`,
        },
      );
    }
    values.set(key, value);
  }
  return values;
}

/** The notebook with a cell behind the one tagged `parameters` that sets values; an injected cell of before goes. */
export function injectParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, ParameterValue>,
): Notebook {
  const cells = notebook.cells.filter((cell) => !hasTag(cell, injectedTag));
  if (values.size === 0) return { ...notebook, cells };
  const lines = parameters
    .filter((parameter) => values.has(parameter.name))
    .map(({ name, type }) => `const ${name}: ${typeText(type)} = ${literal(values.get(name) as ParameterValue)}`);
  let id = injectedTag;
  while (cells.some((cell) => cell.id === id)) id += '-';
  const injected: Cell = {
    cell_type: 'code',
    id,
    metadata: { tags: [injectedTag] },
    source: ['// the values of this run', ...lines].join('\n'),
    outputs: [],
    execution_count: null,
  };
  const after = cells.findIndex((cell) => cell.cell_type === 'code' && hasTag(cell, parametersTag)) + 1;
  return { ...notebook, cells: cells.toSpliced(after, 0, injected) };
}

function fromText(text: string, { type }: Parameter): unknown {
  const values = type.flatMap((member) => (typeof member === 'string' ? [] : [member.value]));
  const allowed = values.find((value) => String(value) === text);
  if (allowed !== undefined) return allowed;
  if (type.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (type.some((member) => member === 'number' || (typeof member === 'object' && typeof member.value === 'number'))) {
    const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (Number.isFinite(number) && isOfType(number, type)) return number;
  }
  return text;
}

function isScalar(value: unknown): value is ParameterValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function unknown(key: string, parameters: readonly Parameter[], name: string): TillbookError {
  if (parameters.length === 0) {
    return new TillbookError('BAD_PARAMETER', `${name} has no parameters, so none named "${key}"`, {
      hint: 'declare it in a code cell tagged "parameters"',
    });
  }
  const names = parameters.map((parameter) => parameter.name);
  const near = nearest(key, names);
  return new TillbookError('BAD_PARAMETER', `${name} has no parameter "${key}"`, {
    hint: `${near === null ? '' : `did you mean ${near}? `}it has ${names.join(', ')}`,
  });
}
