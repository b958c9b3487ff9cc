import ts from 'typescript';
import { expect } from 'vitest';

/** The code of every `@example` in a file's doc comments, with the line that it starts on. */
export function examples(path: string, source: string): Array<{ code: string; line: number }> {
  const found: Array<{ code: string; line: number }> = [];
  for (const comment of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const lines = comment[0].replace(/\*\/$/, '').split('\n');
    const start = source.slice(0, comment.index).split('\n').length;
    lines.forEach((line, i) => {
      const opening = /@example\b(.*)$/.exec(line);
      if (!opening) return;
      const rest = lines.slice(i + 1).map((next) => next.replace(/^\s*\* ?/, ''));
      const end = rest.findIndex((next) => /^@[a-z]/i.test(next));
      const code = [opening[1] ?? '', ...rest.slice(0, end < 0 ? undefined : end)].join('\n').trim();
      if (code === '') throw new Error(`${path}:${start + i}: an empty @example`);
      found.push({ code, line: start + i });
    });
  }
  return found;
}

/**
 * Runs TypeScript with `scope` as its names, and holds every `expression // => value` in it against its value.
 * Imports are dropped once every name they bring is in the scope. Answers how many values were compared.
 */
export async function run(code: string, scope: Readonly<Record<string, unknown>>): Promise<number> {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const statements = source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [checked(statement, source)];
    const bindings = statement.importClause?.namedBindings;
    const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
    for (const { name, isTypeOnly } of names) if (!isTypeOnly) expect(scope).toHaveProperty(name.text);
    return [];
  });
  const javascript = ts.transpileModule(`async () => {\n${statements.join('\n')}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;
  let compared = 0;
  const names = Object.keys(scope);
  const body = new Function(...names, 'compare$', `return (${javascript.trim().replace(/;$/, '')})();`);
  await body(...names.map((name) => scope[name]), (actual: unknown, expected: unknown) => {
    expect(actual).toEqual(expected);
    compared += 1;
  });
  return compared;
}

function checked(statement: ts.Statement, source: ts.SourceFile): string {
  if (!ts.isExpressionStatement(statement)) return statement.getText();
  const rest = source.text.slice(statement.end).split('\n', 1)[0] ?? '';
  const value = /^\s*\/\/\s*=>\s*(.+)$/.exec(rest)?.[1];
  return value ? `compare$(await (${statement.expression.getText()}), (${value}));` : statement.getText();
}
