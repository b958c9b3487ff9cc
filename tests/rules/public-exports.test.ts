import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { text } from '../helpers/repository.js';

const parse = (path: string) => ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true);

const exported = parse('src/index.ts').statements.flatMap((statement) => {
  if (!ts.isExportDeclaration(statement)) return [];
  const { moduleSpecifier, exportClause } = statement;
  if (!moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause)) {
    throw new Error(`src/index.ts: only named re-exports, not ${statement.getText()}`);
  }
  const file = join('src', (moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, '.ts'));
  return exportClause.elements.map(({ name, propertyName }) => ({ name: (propertyName ?? name).text, file }));
});

test('the contents page holds nothing but named re-exports', () => {
  const others = parse('src/index.ts').statements.filter((statement) => !ts.isExportDeclaration(statement));
  expect(others.map((statement) => statement.getText())).toEqual([]);
  expect(exported.length).toBeGreaterThan(0);
});

test.each(exported)('$name of $file says what it is for', ({ name, file }) => {
  const declared = parse(file).statements.filter((statement) => names(statement).includes(name));
  expect(declared, `declarations of ${name} in ${file}`).not.toEqual([]);
  expect(declared.some(documented), 'a doc comment on it, or on a member of a type').toBe(true);
});

function names(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  return 'name' in statement && statement.name ? [(statement.name as ts.Identifier).text] : [];
}

function documented(statement: ts.Statement): boolean {
  if (ts.getJSDocCommentsAndTags(statement).length > 0) return true;
  if (!ts.isInterfaceDeclaration(statement)) return false;
  return statement.members.some((member) => ts.getJSDocCommentsAndTags(member).length > 0);
}
