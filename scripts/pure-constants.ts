// Tells bundlers what src promises: loading a module does nothing but define names, so a constant
// that nobody uses can go, whatever its initializer calls. `const OPTIONS = { k: integer({ min: 1 }, 10), ...RUN_OPTIONS }`
// leaves the build as `const OPTIONS = /* @__PURE__ */ (() => ({ … }))()`. A spread could run a getter, so an annotation of
// the calls alone would not do. test/architecture.test.ts holds src to the promise.
import ts from "typescript";

/** Wraps the initializers of top-level variables that bundlers would have to keep; every line stays where it is. */
export function markPure(text: string): string {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
  let marked = text;
  for (const { initializer } of file.statements.flatMap(variablesOf).reverse()) {
    if (!initializer || !mayAct(initializer)) continue;
    const [start, end] = [initializer.getStart(), initializer.end];
    marked = `${marked.slice(0, start)}/* @__PURE__ */ (() => (${marked.slice(start, end)}))()${marked.slice(end)}`;
  }
  return marked;
}

function variablesOf(statement: ts.Statement): readonly ts.VariableDeclaration[] {
  return ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
}

/** Whether evaluating an expression runs code, as far as a bundler can tell; the bodies of functions are not evaluated. */
function mayAct(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  return ACTING.some((is) => is(node)) || ts.forEachChild(node, mayAct) === true;
}

const ACTING: readonly ((node: ts.Node) => boolean)[] = [
  ts.isCallExpression,
  ts.isNewExpression,
  ts.isSpreadAssignment,
  ts.isSpreadElement,
  ts.isPropertyAccessExpression,
  ts.isElementAccessExpression,
  ts.isTemplateExpression,
  ts.isTaggedTemplateExpression,
];

/**
 * The same for what esbuild itself adds to a chunk: imports of nothing, which order the chunks, and the objects that stand for
 * a module where all of it is imported by one name. Lines stay where they are.
 */
export function markPureChunk(code: string): string {
  return code
    .replace(/^import "[^"]+";$/gm, "")
    .replace(
      /^var (\w+) = \{\};\n__export\(\1, (\{[^}]*\})\);$/gm,
      "var $1 = /* @__PURE__ */ ((all) => (\n__export(all, $2), all))({});",
    );
}
