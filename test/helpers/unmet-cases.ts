import ts from "typescript";
import type { SourceTree } from "./import-law";
import { parseSource } from "./parse-source";

/**
 * Every expectation of a loop, or of a property that is tried on many examples, that holds in some case alone, unless the case is
 * counted by `cases.when`: it is checked nowhere when the case never comes. Conditions outside loops choose by the row of a table.
 */
export function unmetCases(tree: SourceTree): string[] {
  const found: string[] = [];
  for (const [file, text] of tree) {
    if (!text.includes("expect(")) continue;
    const source = parseSource(file, text);
    const visit = (node: ts.Node, repeated: boolean): void => {
      if (repeated && ts.isIfStatement(node) && !isCounted(node.expression) && decidesExpectations(node)) {
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      }
      const inside = repeats(node) ?? repeated;
      ts.forEachChild(node, (child) => visit(child, inside));
    };
    visit(source, false);
  }
  return found;
}

/** Whether what stands inside runs many times; undefined where it runs as often as what stands outside. */
function repeats(node: ts.Node): boolean | undefined {
  if (ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isWhileStatement(node)) return true;
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression.getText();
  if (/^(test|describe)\b/.test(called)) return false;
  return /\.(property|asyncProperty|forEach|map|flatMap)$/.test(called) ? true : undefined;
}

/** An expectation under the condition, or after it where it ends the round. */
function decidesExpectations(node: ts.IfStatement): boolean {
  if (node.getText().includes("expect(")) return true;
  if (!/^\{?\s*(continue|return)\b/.test(node.thenStatement.getText())) return false;
  const { statements } = node.parent as ts.Block;
  return statements.slice(statements.indexOf(node) + 1).some((next) => next.getText().includes("expect("));
}

function isCounted(condition: ts.Expression): boolean {
  return /\b\w+\.when\(/.test(condition.getText());
}
