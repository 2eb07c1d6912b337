import { expect, test } from "vitest";
import { sequencesFrom } from "../../../../src";
import { strangePaths } from "../../../../src/segments/internal";
import type { TokenizedSequences } from "../../../../src/sequences";

const sequences = (await sequencesFrom([
  ["A", "B", "C", "A"],
  ["A", "B", "D"],
  ["__proto__", "C", "D"],
])) as TokenizedSequences;

test.each<[string, string[], boolean]>([
  ["one that was fitted", ["A", "B", "C", "A"], false],
  ["known steps put together anew", ["A", "B", "C", "D"], false],
  ["known actions in another order", ["C", "B", "A", "D"], true],
  ["half of the steps new", ["A", "B", "C", "B", "A"], false],
  ["more than half of them", ["A", "B", "A", "D", "A"], true],
  ["a short one in another order", ["C", "B", "A"], false],
  ["half of the actions unknown", ["A", "B", "X", "Y"], true],
  ["half of few actions unknown", ["A", "X"], false],
  ["most actions unknown", ["X", "Y", "A"], true],
  ["a name that objects have", ["__proto__", "C", "D"], false],
  ["nothing", [], false],
])("%s", (_, path, isStrange) => {
  expect(strangePaths(sequences)(path)).toBe(isStrange);
});

test("of a model that hides paths, actions alone count", () => {
  const { tokens, offsets, weights, vocabulary } = sequences;
  const hidden = {
    tokens,
    offsets: Uint32Array.of(...offsets, tokens.length),
    weights: Float64Array.of(...weights, 1),
    vocabulary,
  };
  expect(strangePaths(hidden)(["C", "B", "A", "D"])).toBe(false);
  expect(strangePaths(hidden)(["X", "Y", "A"])).toBe(true);
});
