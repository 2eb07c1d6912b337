import ts from "typescript";
import type { SourceTree } from "./import-law";
import { parseSource } from "./parse-source";

/** What `Math` gives with the same bits on every engine; the rest is left to the engine by the language. */
const EXACT_MATH = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);
const LOCALE_DEPENDENT = /^(localeCompare|toLocale\w*)$/;
/** What a date gives in the time zone of the machine. */
const LOCAL_TIME = /^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/;
const POWERS = [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken];

/**
 * Every use of what may differ between machines, runs, locales or time zones: inexact `Math` (by whatever way it is asked for),
 * `Math.random`, powers that are not constants, the clock of the calendar, its local time, and the user's locale.
 */
export function inexactUses(tree: SourceTree): string[] {
  const found: string[] = [];
  for (const [file, text] of tree) {
    const source = parseSource(file, text);
    const visit = (node: ts.Node): void => {
      const what = inexact(node);
      if (what) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} uses ${what}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function inexact(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const { expression, name } = node;
    if (LOCALE_DEPENDENT.test(name.text) || LOCAL_TIME.test(name.text)) return name.text;
    if (expression.getText() === "Math" && !EXACT_MATH.has(name.text)) return `Math.${name.text}`;
    if (expression.getText() === "Date" && name.text === "now") return "Date.now";
  }
  if (ts.isIdentifier(node) && node.text === "Math" && !ts.isPropertyAccessExpression(node.parent)) return "Math";
  if (ts.isCallExpression(node) && node.expression.getText() === "Date") return "Date()";
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  if (ts.isIdentifier(node) && node.text === "Intl") return "Intl";
  if (ts.isBinaryExpression(node) && POWERS.includes(node.operatorToken.kind)) {
    return [node.left, node.right].every(ts.isNumericLiteral) ? undefined : "**";
  }
  return undefined;
}
