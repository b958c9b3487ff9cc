import { TillbookError } from '../base/errors.js';
import { type Cell, type Notebook, sourceText } from './notebook.js';
import { type Parameter, parameterLine, parseParameter } from './parse-parameter.js';

export const parametersTag = 'parameters';
export const injectedTag = 'injected-parameters';

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/**
 * The parameters that a notebook declares, in its order; none if no cell is tagged `parameters`.
 *
 * @param name What to call the notebook in an error.
 * @throws TillbookError BAD_NOTEBOOK naming cell and line of what is no parameter.
 */
export function listParameters(notebook: Notebook, name: string): Parameter[] {
  const tagged = [...notebook.cells.entries()].filter(
    ([, cell]) => cell.cell_type === 'code' && hasTag(cell, parametersTag),
  );
  const [first, second] = tagged;
  if (first === undefined) return [];
  if (second !== undefined) {
    throw new TillbookError(
      'BAD_NOTEBOOK',
      `${name}: cells ${first[0] + 1} and ${second[0] + 1} are both tagged "parameters"`,
      {
        hint: 'keep the parameters in one cell',
      },
    );
  }
  const [index, cell] = first;
  const parameters = new Map<string, Parameter>();
  for (const [number, line] of sourceText(cell.source)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .entries()) {
    const place = `${name}: cell ${index + 1} (parameters), line ${number + 1}`;
    const parameter = parsed(line, place);
    if (parameter === null) continue;
    if (parameters.has(parameter.name)) {
      throw new TillbookError('BAD_NOTEBOOK', `${place}: ${parameter.name} is declared twice`, {
        hint: 'keep one of the two',
      });
    }
    parameters.set(parameter.name, parameter);
  }
  return [...parameters.values()];
}

function parsed(line: string, place: string): Parameter | null {
  try {
    return parseParameter(line);
  } catch (cause) {
    throw new TillbookError('BAD_NOTEBOOK', `${place}: ${(cause as Error).message}`, {
      hint: `each line is: ${parameterLine}; move anything else to another cell`,
      cause,
    });
  }
}
