import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..');

/** Files of the project that are, or are about to be, in git: paths from the root, sorted. */
export function files(...patterns: string[]): string[] {
  const out = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return out
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}

export function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export interface Import {
  /** As it is written: `../base/errors.js`, `zeromq`. */
  readonly specifier: string;
  /** The project's file that it means, or null for a package. */
  readonly file: string | null;
  /** It brings types only, and leaves nothing in the compiled output. */
  readonly typeOnly: boolean;
}

/** What a file imports or re-exports, `import()` and `require()` of a literal included. */
export function imports(path: string): Import[] {
  const source = ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) =>
    found.push({ specifier, file: target(path, specifier), typeOnly });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add((node.moduleSpecifier as ts.StringLiteral).text, bringsTypesOnly(node));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add((node.moduleSpecifier as ts.StringLiteral).text, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add((node.argument.literal as ts.StringLiteral).text, true);
    } else if (ts.isCallExpression(node)) {
      const [argument] = node.arguments;
      const callee = node.expression;
      const loads =
        callee.kind === ts.SyntaxKind.ImportKeyword ||
        ['require', 'require.resolve', 'import.meta.resolve'].includes(callee.getText());
      if (loads && argument && ts.isStringLiteralLike(argument)) add(argument.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function bringsTypesOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    !!namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((one) => one.isTypeOnly)
  );
}

function target(from: string, specifier: string): string | null {
  const toSource = (path: string) => path.replace(/\.js$/, '.ts');
  if (specifier.startsWith('.')) return toSource(relative(root, resolve(root, dirname(from), specifier)));
  if (specifier.startsWith('#src/')) return toSource(specifier.slice(1));
  return null;
}
