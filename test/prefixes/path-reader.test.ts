import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelFormatError } from "../../src/core";
import { finish } from "../../src/core/internal";
import { type PathReader, pathReader } from "../../src/prefixes/path-reader";
import { LEAST_USERS, prefixTree, TREE_DEPTH } from "../../src/prefixes/prefix-tree";
import { countClassTransitions, transitionLaw } from "../../src/prefixes/transition-law";
import { Cases } from "../helpers/cases";
import { type CountedPath, prefixLawsByHand } from "../reference/prefix-laws";

const ACTIONS = ["A", "B", "C", "__proto__"];
const NEVER = ["never", "nowhere"];
const CLASSES = 3;

const counted: fc.Arbitrary<CountedPath[]> = fc.array(
  fc.record({
    path: fc.oneof(
      fc.array(fc.constantFrom(...ACTIONS), { maxLength: 6 }),
      fc.integer({ min: 18, max: 23 }).map((length) => Array<string>(length).fill("A")),
    ),
    label: fc.integer({ min: 0, max: CLASSES - 1 }),
    users: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

function readerOf(paths: readonly CountedPath[]): { reader: PathReader; numbers: Map<string, number> } {
  const used = paths.filter(({ users }) => users > 0);
  const actions = [...new Set(used.flatMap(({ path }) => path))];
  const numbers = new Map(actions.map((action, i) => [action, i]));
  const offsets = Uint32Array.from([
    0,
    ...paths.map((_, i) => paths.slice(0, i + 1).flatMap(({ path }) => path).length),
  ]);
  const rows = {
    tokens: Uint32Array.from(paths.flatMap(({ path }) => path.map((action) => numbers.get(action) ?? 0))),
    offsets,
  };
  const labels = Uint32Array.from(paths, ({ label }) => label);
  const weights = Float64Array.from(paths, ({ users }) => users);
  const size = { actions: actions.length, classes: CLASSES, leastUsers: 1 };
  return {
    reader: finish(
      pathReader({
        ...size,
        transitions: finish(countClassTransitions(rows, labels, weights, size)),
        tree: finish(prefixTree(rows, labels, weights, size)),
      }),
    ),
    numbers,
  };
}

test("what each class says of a beginning is what the definitions say", () => {
  const cases = new Cases("new action", "in the tree", "beyond the tree", "deeper than the tree");
  fc.assert(
    fc.property(counted, fc.array(fc.constantFrom(...ACTIONS, ...NEVER), { maxLength: 7 }), (paths, tail) => {
      fc.pre(paths.some(({ users, path }) => users > 0 && path.length > 0));
      const { reader, numbers } = readerOf(paths);
      const starts = [[], ...paths.map(({ path }) => path), Array<string>(25).fill("A")];
      for (const start of starts) {
        const beginning = [...start, ...tail];
        const expected = prefixLawsByHand(
          paths.filter(({ users }) => users > 0),
          CLASSES,
          beginning,
        );
        reader.restart();
        for (const action of beginning) {
          cases.when("new action", !numbers.has(action));
          reader.read(numbers.get(action) ?? numbers.size + 3);
          cases.when("in the tree", reader.node > 0);
          cases.when("beyond the tree", reader.node < 0);
        }
        cases.when("deeper than the tree", beginning.length > TREE_DEPTH);
        for (let of = 0; of < CLASSES; of++) expect(reader.logs[of]).toBeCloseTo(expected.logs[of]!, 8);
        expect(reader.common).toBeCloseTo(expected.common, 8);
        const tokens = beginning.map((action) => numbers.get(action) ?? numbers.size);
        expect(reader.surpriseOfPath(tokens, 0)).toBeCloseTo(-expected.whole, 8);
        expect(reader.actions).toBe(beginning.length);
      }
    }),
    { numRuns: 60 },
  );
  cases.expectAll();
  expect(LEAST_USERS).toBe(2);
});

test("actions that were left out because nobody did them make a path more unusual, each as much", () => {
  const { reader } = readerOf([{ path: ["A", "B"], label: 0, users: 5 }]);
  const [none, one, two] = [0, 1, 2].map((unknown) => reader.surpriseOfPath([0, 1], unknown));
  expect(one! - none!).toBeCloseTo(Math.log((15 + 0.5 * 3) / 0.5), 9); // 15 symbols, ends counted, of 3 kinds
  expect(two! - one!).toBeCloseTo(one! - none!, 9);
});

test("a table that holds a transition twice, as no count gives, is refused", () => {
  const table = {
    contexts: Uint32Array.of(1, 0, 1),
    symbols: Uint32Array.of(0, 1, 0),
    counts: new Float64Array(6).fill(1),
  };
  expect(() => finish(transitionLaw(table, { actions: 1, classes: 2 }))).toThrow(
    new ModelFormatError("a transition is counted twice"),
  );
});
