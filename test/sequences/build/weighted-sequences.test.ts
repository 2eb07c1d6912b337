import fc from "fast-check";
import { expect, test } from "vitest";
import { sequencesFrom, weightedSequences } from "../../../src/sequences";
import { anyInputs, anySequenceOptions } from "../../helpers/any-sequences";

test("equals sequencesFrom of each path repeated as often as its weight says, whatever the options", async () => {
  const weighted = anyInputs.chain((paths) =>
    fc.tuple(
      fc.constant(paths),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: paths.length, maxLength: paths.length }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(weighted, anySequenceOptions, async ([paths, weights], options) => {
      const repeated = paths.flatMap((path, i) => Array<string[]>(weights[i]!).fill(path));
      expect(await weightedSequences(paths, weights, options)).toEqual(await sequencesFrom(repeated, options));
    }),
    { numRuns: 300 },
  );
});

test("a million users are as much work as one", async () => {
  const sequences = await weightedSequences(["A -> B", ["C"], "A -> B"], Float64Array.of(700_000, 1, 299_999));
  expect([...sequences.weights]).toEqual([999_999, 1]);
  expect(sequences.rowOf).toHaveLength(1_000_000);
  expect([...sequences.rowOf.subarray(699_999, 700_002)]).toEqual([0, 1, 0]);
  expect(sequences.vocabulary.actions).toEqual(["A", "B", "C"]);
  expect([...sequences.vocabulary.counts]).toEqual([999_999, 999_999, 1]);
  expect(sequences.report).toMatchObject({ inputs: 1_000_000, distinct: 2, tokens: 1_999_999, empty: 0 });
});

test("nothing is a valid input", async () => {
  const { report, vocabulary } = await weightedSequences([], []);
  expect(report).toMatchObject({ inputs: 0, distinct: 0, tokens: 0 });
  expect(vocabulary.actions).toEqual([]);
});

test.each([
  [[["A"]], [1, 2], '"weights" expected as many numbers as paths, got 2 for 1 paths'],
  [[["A"]], [0], '"weights" expected whole numbers >= 1, got 0 at position 0'],
  [[["A"], ["B"]], [1, 1.5], '"weights" expected whole numbers >= 1, got 1.5 at position 1'],
  [[["A"]], [Number.NaN], '"weights" expected whole numbers >= 1, got NaN at position 0'],
  [[["A"], ["B"]], [2 ** 30, 2 ** 30], '"weights" expected a sum <= 2147483647, got 2147483648'],
])("wrong weights are refused: %j %j", async (paths, weights, message) => {
  await expect(weightedSequences(paths, weights)).rejects.toThrow(new RangeError(message));
});

test("weights of another kind are refused", async () => {
  const wrong = (weights: unknown) => weightedSequences([["A"]], weights as number[]);
  await expect(wrong(["1"])).rejects.toThrow(
    new TypeError('"weights" expected whole numbers >= 1, got "1" at position 0'),
  );
  await expect(wrong(1)).rejects.toThrow(new TypeError('"weights" expected an array of numbers, got 1'));
  await expect(wrong([1n])).rejects.toThrow(
    new TypeError('"weights" expected whole numbers >= 1, got 1n at position 0'),
  );
  await expect(weightedSequences([[""]], [1])).rejects.toThrow(TypeError);
  await expect(weightedSequences([["A"]], [1], { prepare: [] })).rejects.toThrow(
    new TypeError('"prepare" is for sequences one by one, not for paths with weights: give it to sequencesFrom'),
  );
});
