// RegExp on paths written as one letter an action.
import { raggedRow, raggedRows } from "../../src/core/internal";
import { type PatternPaths, patternPaths } from "../data/pattern-paths";
import { serve } from "../harness/serve";

interface Input {
  readonly texts: readonly string[];
  readonly actions: number;
}

await serve<PatternPaths, Input, number>(`RegExp of Node ${process.versions.node}`, {
  async load({ kind }) {
    const paths = await patternPaths(kind);
    const letters = paths.vocabulary.actions.map((action) => String.fromCharCode(64 + Number(action)));
    const texts = Array.from({ length: raggedRows(paths) }, (_, row) =>
      Array.from(raggedRow(paths, row), (token) => letters[token]).join(""),
    );
    return { texts, actions: paths.tokens.length };
  },
  async run({ texts }, { expression }) {
    const compiled = new RegExp(expression);
    return texts.reduce((count, text) => count + (compiled.test(text) ? 1 : 0), 0);
  },
  describe: (count, { texts, actions }) => ({ n: texts.length, d: actions, result: count }),
});
