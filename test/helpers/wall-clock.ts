import ts from "typescript";
import type { SourceTree } from "./import-law";
import { parseSource } from "./parse-source";

const TIMERS = new Set(["setTimeout", "setInterval"]);
const CLOCKS = new Set(["Date.now", "performance.now", "process.hrtime", "process.uptime", "AbortSignal.timeout"]);
const HINT =
  /setTimeout|setInterval|timers\/promises|new Date\b|Date\.now|performance\.now|hrtime|uptime|AbortSignal\.timeout/;

/** Every use of the wall clock: timers, the time of day, and the time that has passed. */
export function wallClockUses(tree: SourceTree): string[] {
  const found: string[] = [];
  for (const [file, text] of tree) {
    if (!HINT.test(text)) continue;
    const source = parseSource(file, text);
    const visit = (node: ts.Node): void => {
      const what = clock(node);
      if (what) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} uses ${what}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function clock(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  if (ts.isImportDeclaration(node) && /^["'](node:)?timers\/promises/.test(node.moduleSpecifier.getText())) {
    return "timers/promises";
  }
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText().replace(/^globalThis\./, "");
    return CLOCKS.has(name) ? name : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression.getText().replace(/^globalThis\./, "");
  return TIMERS.has(called) ? called : undefined;
}
