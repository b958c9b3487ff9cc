/** The part of TypeScript's API that stands here; tslab's copy has no declarations of its own version at hand. */
interface Node {
  readonly parent?: Node;
  readonly name: { readonly text: string };
  readonly objectAssignmentInitializer?: Node;
}
interface Checker {
  getSymbolAtLocation(node: Node): unknown;
  getShorthandAssignmentValueSymbol(node: Node): unknown;
}
type Visitor = (node: Node) => Node;
interface Compiler {
  readonly factory: {
    createIdentifier(text: string): Node;
    createPropertyAssignment(name: Node, value: Node): Node;
  };
  isShorthandPropertyAssignment(node: Node): boolean;
  getParseTreeNode(node: Node): Node | undefined;
  setOriginalNode(node: Node, original: unknown): Node;
  visitNode(node: Node, visitor: Visitor): Node;
  visitEachChild(node: Node, visitor: Visitor, context: unknown): Node;
}
interface Builder {
  getProgram(): { getTypeChecker(): Checker };
  emit(file: unknown, write: unknown, token: unknown, only: unknown, transformers: { before?: unknown[] }): unknown;
}

/**
 * Makes `{ dataset }` work for a variable of an earlier cell. tslab rewrites such a name to `exports.dataset`, but asks
 * for the symbol of the property instead of the variable's, so the name stays bare and is not defined when it runs.
 * Written out as `{ dataset: dataset }` before tslab's own transformation, and asked for rightly, it is rewritten.
 */
export function mendShorthand(compiler: Compiler, host: object): void {
  let created: (builder: Builder) => void = () => undefined;
  Object.defineProperty(host, 'afterProgramCreate', {
    get: () => (builder: Builder) => {
      const { emit } = builder;
      builder.emit = (file, write, token, only, transformers) => {
        mendChecker(compiler, builder.getProgram().getTypeChecker());
        const before = [...(transformers?.before ?? []), writtenOut(compiler)];
        return emit(file, write, token, only, { ...transformers, before });
      };
      created(builder);
    },
    set: (callback: typeof created) => {
      created = callback;
    },
  });
}

const mended = new WeakSet<Checker>();

function mendChecker(compiler: Compiler, checker: Checker): void {
  if (mended.has(checker)) return;
  mended.add(checker);
  const { getSymbolAtLocation } = checker;
  checker.getSymbolAtLocation = (node) => {
    const { parent } = compiler.getParseTreeNode(node) ?? {};
    return parent !== undefined && compiler.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : getSymbolAtLocation(node);
  };
}

function writtenOut(compiler: Compiler) {
  const { factory } = compiler;
  return (context: unknown) => (file: Node) => {
    const visit: Visitor = (node) => {
      if (!compiler.isShorthandPropertyAssignment(node) || node.objectAssignmentInitializer !== undefined) {
        return compiler.visitEachChild(node, visit, context);
      }
      const value = compiler.setOriginalNode(factory.createIdentifier(node.name.text), node.name);
      return factory.createPropertyAssignment(factory.createIdentifier(node.name.text), value);
    };
    return compiler.visitNode(file, visit);
  };
}
