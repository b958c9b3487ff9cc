import { isOfType, type ParameterValue, type TypeMember, typeText } from './literal.js';

/** One line of the cell tagged `parameters`. */
export interface Parameter {
  readonly name: string;
  readonly type: readonly TypeMember[];
  readonly default: ParameterValue;
  /** The comment behind the line. */
  readonly meaning: string;
}

/** What such a line may be, for messages. */
export const parameterLine = 'const name: type = literal // meaning';

const tokens = {
  blank: /[ \t]*/y,
  name: /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy,
  number:
    /[-+]?(?:0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)(?![\w$.])/y,
  string: /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\$]|\\.|\$(?!\{))*`/y,
  comment: /\/\/.*/y,
};
const words = new Map<string, ParameterValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses one line by a grammar that knows literals only, so that reading a notebook's parameters runs nothing of it.
 * Null for a blank line and for one that holds only a comment.
 *
 * @throws SyntaxError that says what stands where something else is allowed.
 */
export function parseParameter(line: string): Parameter | null {
  let at = 0;
  const eat = (token: RegExp): string | null => {
    tokens.blank.lastIndex = at;
    tokens.blank.test(line);
    at = tokens.blank.lastIndex;
    token.lastIndex = at;
    const found = token.exec(line)?.[0] ?? null;
    if (found !== null) at = token.lastIndex;
    return found;
  };
  const rest = (): string => {
    eat(tokens.blank);
    return at < line.length ? `"${line.slice(at)}"` : 'the end of the line';
  };
  const expected = (what: string): SyntaxError => new SyntaxError(`${what} is expected before ${rest()}`);
  const mark = (character: RegExp, what: string): void => {
    if (eat(character) === null) throw expected(what);
  };
  const scalar = (): { value: ParameterValue } | null => {
    const text = eat(tokens.string);
    if (text !== null) return { value: unquote(text) };
    const number = eat(tokens.number);
    if (number !== null) return { value: toNumber(number) };
    const start = at;
    const word = eat(tokens.name);
    if (word !== null && words.has(word)) return { value: words.get(word) as ParameterValue };
    at = start;
    return null;
  };
  const member = (): TypeMember => {
    const value = scalar();
    if (value !== null) return value;
    const start = at;
    const word = eat(tokens.name);
    if (word === 'string' || word === 'number' || word === 'boolean') return word;
    at = start;
    throw expected('a type (string, number, boolean, or literals joined by |)');
  };

  if (eat(/(?:\/\/.*)?$/y) !== null) return null;
  mark(/const(?![\p{ID_Continue}$])/uy, '"const"');
  const name = eat(tokens.name);
  if (name === null) throw expected('a name');
  mark(/:/y, `the type of ${name}, as in "const ${name}: number = …",`);
  const type: TypeMember[] = [];
  eat(/\|/y);
  do type.push(member());
  while (eat(/\|/y) !== null);
  mark(/=(?!=)/y, '"="');
  const value = scalar();
  if (value === null) throw expected('a literal (text in quotes, a number, true, false or null)');
  eat(/;/y);
  const meaning = eat(tokens.comment)?.slice(2).trim() ?? '';
  eat(tokens.blank);
  if (at < line.length) throw new SyntaxError(`${rest()} follows the literal; only a comment may`);
  if (!isOfType(value.value, type)) {
    throw new SyntaxError(`the default of ${name} is not of its type, ${typeText(type)}`);
  }
  return { name, type, default: value.value, meaning };
}

function toNumber(text: string): number {
  const digits = text.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  return sign * Number(digits.replace(/^[-+]/, ''));
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' };

function unquote(text: string): string {
  const escaped = /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/gsu;
  return text.slice(1, -1).replace(escaped, (_, point, unit, byte, other) => {
    if (point !== undefined) return String.fromCodePoint(Number.parseInt(point, 16));
    const code = unit ?? byte;
    return code === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16));
  });
}
