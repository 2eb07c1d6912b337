import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSequence, type Sequences, sequencesFrom } from "../../../src/sequences";
import { expectAbortMidway } from "../../helpers/abort";
import { anyInputs, anySequenceOptions } from "../../helpers/any-sequences";
import { size } from "../../helpers/size";
import { naiveSequences } from "../../reference/sequences";

/** Everything in names, as the naive twin gives it. */
function inNames(sequences: Sequences) {
  const { vocabulary, weights, rowOf } = sequences;
  const rows = Array.from(weights, (weight, row): [string[], number] => [decodeSequence(sequences, row), weight]);
  return {
    inputs: Array.from(rowOf, (row) => (row < 0 ? undefined : rows[row]![0])),
    vocabulary: vocabulary.actions.map((action, token): [string, number] => [action, vocabulary.counts[token]!]),
    rows,
  };
}

test("equals its naive twin, whatever the options", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, anySequenceOptions, async (inputs, options) => {
      const sequences = await sequencesFrom(inputs, options);
      const naive = naiveSequences(inputs, options);
      expect(inNames(sequences)).toEqual(naive);
      const kept = naive.inputs.filter((input) => input !== undefined);
      expect(sequences.report).toMatchObject({
        inputs: inputs.length,
        distinct: naive.rows.length,
        tokens: kept.flat().length,
      });
      const { empty, tooShort } = sequences.report;
      expect(empty + tooShort).toBe(inputs.length - kept.length);
    }),
    { numRuns: size(75, 300) },
  );
});

test("does not depend on the order of inputs", async () => {
  const shuffled = anyInputs.chain((inputs) =>
    fc.tuple(fc.constant(inputs), fc.shuffledSubarray([...inputs.keys()], { minLength: inputs.length })),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, anySequenceOptions, async ([inputs, order], options) => {
      const { rowOf, ...one } = await sequencesFrom(inputs, options);
      const reordered = order.map((input) => inputs[input]!);
      const { rowOf: rowOfReordered, ...other } = await sequencesFrom(reordered, options);
      expect(other).toEqual(one);
      expect([...rowOfReordered]).toEqual(order.map((input) => rowOf[input]));
    }),
    { numRuns: size(25, 100) },
  );
});

test("arrow paths are read, and mix with arrays", async () => {
  const sequences = await sequencesFrom(["A -> B", ["A", "B"], "", []]);
  expect(inNames(sequences).inputs).toEqual([["A", "B"], ["A", "B"], undefined, undefined]);
  expect(sequences.report).toEqual({
    inputs: 4,
    distinct: 1,
    tokens: 4,
    empty: 2,
    tooShort: 0,
    truncated: { inputs: 0, tokens: 0 },
    unknown: { actions: 0, tokens: 0 },
    notes: [],
    prepared: [],
    leftOut: 0,
  });
});

test("no inputs are no sequences", async () => {
  const sequences = await sequencesFrom([]);
  expect(sequences.offsets).toEqual(Uint32Array.of(0));
  expect(sequences.vocabulary.actions).toEqual([]);
});

test("one action, one input, every input the same", async () => {
  expect(inNames(await sequencesFrom([["A"]])).rows).toEqual([[["A"], 1]]);
  expect(inNames(await sequencesFrom(Array(1000).fill(["A", "B"]))).rows).toEqual([[["A", "B"], 1000]]);
});

test("what was changed is reported", async () => {
  const inputs = ["A -> A -> A -> B -> C", "A", "D -> A -> A", ""];
  const { report } = await sequencesFrom(inputs, { minCount: 2, minLength: 2, maxLength: 3, keep: "last" });
  expect(report).toEqual({
    inputs: 4,
    distinct: 2,
    tokens: 6,
    empty: 1,
    tooShort: 1,
    truncated: { inputs: 1, tokens: 2 },
    unknown: { actions: 3, tokens: 3 },
    notes: [],
    prepared: [],
    leftOut: 0,
  });
});

test("many distinct sequences are ordered as few are", async () => {
  const inputs = Array.from({ length: 30_000 }, (_, i) => [`A${i % 173}`, `B${i % 29}`, `A${i % 7}`]);
  const sequences = await sequencesFrom(inputs);
  const naive = naiveSequences(inputs, {});
  expect(naive.rows.length).toBeGreaterThan(20_000);
  expect(inNames(sequences).rows).toEqual(naive.rows);
});

describe("renaming", () => {
  const renamed = async (rename: NonNullable<Parameters<typeof sequencesFrom>[1]>["rename"] & {}) =>
    inNames(await sequencesFrom(["A -> B -> C"], { rename })).inputs[0];

  test("takes a function, an object or a Map", async () => {
    expect(await renamed((action) => action.toLowerCase())).toEqual(["a", "b", "c"]);
    expect(await renamed({ A: "x", B: null })).toEqual(["x", "C"]);
    expect(
      await renamed(
        new Map([
          ["C", ""],
          ["toString", "x"],
        ]),
      ),
    ).toEqual(["A", "B"]);
    expect(await renamed({})).toEqual(["A", "B", "C"]);
  });

  test("asks a function once for each action, and for none that does not occur", async () => {
    const asked: string[] = [];
    const rename = (action: string) => {
      asked.push(action);
      return action;
    };
    await sequencesFrom(["A -> B -> A", "B"], { rename });
    expect(asked).toEqual(["A", "B"]);
  });

  test.each([
    [{ A: "B", B: "C" }, '"rename" turns "B" into "C", but "B" is also a new name; choose another'],
    [{ A: "B", B: null }, '"rename" turns "B" into null, but "B" is also a new name; choose another'],
    [{ A: 5 }, '"rename" expected a name or null for "A", got 5'],
    [
      (action: string) => (action === "A" ? undefined : action),
      '"rename" expected a name or null for "A", got undefined',
    ],
    ["A", '"rename" expected a function, or an object of names by action, got "A"'],
  ])("%o is refused", async (rename, message) => {
    await expect(renamed(rename as never)).rejects.toThrow(message);
  });
});

test.each([
  [{ collapseRepeats: "all" }, RangeError, '"collapseRepeats" expected true or false or "buckets", got "all"'],
  [{ minLength: 0 }, RangeError, '"minLength" expected an integer >= 1, got 0'],
  [{ keep: "middle" }, RangeError, '"keep" expected "first" or "last", got "middle"'],
  [{ sessionGap: "30m" }, TypeError, /^"sessionGap" is not an option/],
])("options %j", async (options, kind, message) => {
  const made = sequencesFrom([["A"]], options as never);
  await expect(made).rejects.toThrow(message);
  await expect(made).rejects.toBeInstanceOf(kind);
});

test.each([
  ["A -> B", '"inputs" expected an array of arrays of actions or of arrow paths, got "A -> B"'],
  [[["A"], 5], '"inputs" expected an array of actions or an arrow path, got 5 at position 1'],
  [[["A"], ["B", 5]], '"inputs" expected actions as text, got 5 at position 1'],
])("inputs %j", async (inputs, message) => {
  await expect(sequencesFrom(inputs as never)).rejects.toThrow(new TypeError(message));
});

test("a bucket must not bear the name of an action", async () => {
  await expect(sequencesFrom(["A -> A -> A×2"], { collapseRepeats: "buckets" })).rejects.toThrow(
    '"collapseRepeats" makes the token "A×2", which is also an action; rename it',
  );
});

test("an aborted run rejects with the reason of the signal", async () => {
  const inputs = Array.from({ length: 20_000 }, (_, i) => [`A${i % 1000}`, `B${i % 999}`]);
  await expectAbortMidway((follower) => sequencesFrom(inputs, follower), { past: 0.3 });
});
