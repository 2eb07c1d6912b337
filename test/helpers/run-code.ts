import { createRequire } from "node:module";
import ts from "typescript";
import { ROOT, SUBPATHS } from "./subpaths";

/** A value shown in a comment: `adjustedRandIndex(a, b); // 1`. */
export interface ShownValue {
  readonly code: string;
  readonly actual: unknown;
  readonly shown: unknown;
}

/** The modules behind `seqment` and its subpaths. */
const modules = new Map<string, Readonly<Record<string, unknown>>>();
for (const [path, file] of SUBPATHS) modules.set(path, await import(ROOT + file));

const require = createRequire(`${ROOT}package.json`);
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<void>;

/**
 * Runs TypeScript as a user would have it, with seqment and its subpaths standing for src, silently, in the current folder.
 *
 * @param watched stands in the place of each value that is imported from seqment.
 * @returns what expressions gave that are followed on their line by a comment that is itself a value.
 */
export async function runCode(
  code: string,
  watched: (name: string, value: unknown) => unknown = (_, value) => value,
): Promise<ShownValue[]> {
  const { outputText } = ts.transpileModule(tellShownValues(code), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const shownValues: ShownValue[] = [];
  const record = (actual: unknown, code: string, text: string) => {
    const shown = valueSpelled(text);
    if (shown !== undefined) shownValues.push({ code, actual: asShown(actual, shown), shown });
    return actual;
  };
  const load = (name: string) => {
    const exported = modules.get(name);
    if (exported === undefined) return require(name);
    return Object.fromEntries(Object.entries(exported).map(([key, value]) => [key, watched(key, value)]));
  };
  const silent = { log() {}, error() {}, table() {} };
  await new AsyncFunction("exports", "require", "console", "__show", outputText)({}, load, silent, record);
  return shownValues;
}

/** The imports of names of seqment that code uses as if they were in scope; an `@example` may. */
export function missingImports(code: string): string {
  const found = new Set<string>();
  let lines = "";
  for (const [path, exported] of modules) {
    const used = Object.keys(exported).filter((name) => !found.has(name) && new RegExp(`\\b${name}\\b`).test(code));
    for (const name of used) found.add(name);
    if (used.length > 0) lines += `import { ${used.join(", ")} } from "${path}";\n`;
  }
  return lines;
}

/** Wraps `EXPRESSION; // comment`, and the argument of `console.log(EXPRESSION); // comment`, so that its value is recorded. */
function tellShownValues(code: string): string {
  const file = ts.createSourceFile("code.ts", code, ts.ScriptTarget.Latest, true);
  let result = code;
  for (const statement of file.statements.toReversed()) {
    const comment = /^[ \t]*\/\/ (.+)/.exec(code.slice(statement.end))?.[1];
    if (comment === undefined || !ts.isExpressionStatement(statement)) continue;
    const expression = shownExpression(statement.expression);
    const text = code.slice(expression.getStart(), expression.end);
    const wrapped = `__show(${text}, ${JSON.stringify(text)}, ${JSON.stringify(comment)})`;
    result = result.slice(0, expression.getStart()) + wrapped + result.slice(expression.end);
  }
  return result;
}

function shownExpression(expression: ts.Expression): ts.Expression {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === "console.log";
  return isLog && expression.arguments.length === 1 ? expression.arguments[0]! : expression;
}

/** The value a comment spells; undefined when it is just words. */
function valueSpelled(text: string): unknown {
  try {
    return new Function(`"use strict"; return (${text});`)();
  } catch {
    return undefined;
  }
}

/** A value as precisely as its comment spells it: typed arrays as plain ones, numbers to as many decimals. */
function asShown(actual: unknown, shown: unknown): unknown {
  if (typeof actual === "number" && typeof shown === "number") {
    return Number(actual.toFixed(String(shown).split(".")[1]?.length ?? 0));
  }
  if (ArrayBuffer.isView(actual)) return asShown(Array.from(actual as unknown as ArrayLike<number>), shown);
  if (typeof actual !== "object" || actual === null || typeof shown !== "object" || shown === null) return actual;
  const entries = Object.entries(actual).map(([key, value]) => [
    key,
    asShown(value, (shown as typeof actual)[key as never]),
  ]);
  return Array.isArray(actual) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
