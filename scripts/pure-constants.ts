// Shows bundlers what src promises: loading a module does nothing but define names, so a constant
// that nobody uses can go, whatever its initializer calls. `const OPTIONS = { k: integer({ min: 1 }, 10), ...RUN_OPTIONS }`
// leaves the build as `const OPTIONS = /* @__PURE__ */ (() => ({ … }))()`. A spread could run a getter, so an annotation of
// the calls alone would not do. test/architecture.test.ts holds src to the promise.
import ts from "typescript";

/** Wraps what bundlers would have to keep, initializers of top-level variables and classes; every line stays where it is. */
export function markPure(text: string): string {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
  let marked = text;
  for (const { start, end, text: replaced } of file.statements.flatMap(replacementsOf).reverse()) {
    marked = marked.slice(0, start) + replaced + marked.slice(end);
  }
  return marked;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function replacementsOf(statement: ts.Statement): Replacement[] {
  if (ts.isClassDeclaration(statement)) return hasActingName(statement) ? [pureClass(statement)] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((declaration) => {
    const { name, initializer } = declaration;
    if (!initializer) return [];
    if (!ts.isIdentifier(name)) return [pureNames(declaration, name, initializer)];
    const [start, end] = [initializer.getStart(), initializer.end];
    return mayAct(initializer) ? [{ start, end, text: pure(`(${initializer.getText()})`) }] : [];
  });
}

function pure(value: string): string {
  return `/* @__PURE__ */ (() => ${value})()`;
}

/** Whether the name of a member is computed: evaluating it could run code. */
function hasActingName({ members }: ts.ClassDeclaration): boolean {
  return members.some(({ name }) => name && ts.isComputedPropertyName(name) && ts.isCallExpression(name.expression));
}

/** `class A { … }` as a constant. */
function pureClass(statement: ts.ClassDeclaration): Replacement {
  const { text } = statement.getSourceFile();
  const isAbstract = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);
  const exported = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const start = exported ? exported.end : statement.getStart();
  const body = text.slice(isAbstract ? isAbstract.end : start, statement.end);
  return {
    start,
    end: statement.end,
    text: `${exported ? " " : ""}const ${statement.name!.text} = ${pure(body.trim())};`,
  };
}

/** `{ a, ...b } = c` as a constant for each name, for a getter of c could run code. */
function pureNames(declaration: ts.VariableDeclaration, name: ts.BindingPattern, from: ts.Expression): Replacement {
  const pattern = name.getText();
  const elements = name.elements.map((element) => element.getText()).join(", ");
  const onOneLine = ts.isObjectBindingPattern(name) ? `{ ${elements} }` : `[${elements}]`;
  const [first, ...others] = namesIn(name);
  const constant = (bound: string, pattern: string) =>
    `${bound} = ${pure(`{ const ${pattern} = ${from.getText()}; return ${bound}; }`)}`;
  const text = [constant(first!, pattern), ...others.map((bound) => constant(bound, onOneLine))].join(", ");
  return { start: declaration.getStart(), end: declaration.end, text };
}

function namesIn(pattern: ts.BindingPattern): string[] {
  return pattern.elements.flatMap((element) => {
    if (ts.isOmittedExpression(element)) return [];
    return ts.isIdentifier(element.name) ? [element.name.text] : namesIn(element.name);
  });
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
  ts.isBinaryExpression, // of names, it could call a valueOf
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
