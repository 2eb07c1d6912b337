import fc from "fast-check";
import { expect, test } from "vitest";
import { selectionScore } from "../../src";
import { PredictiveCode, secondHalvesByTheKnown } from "../../src/selection";
import { sequencesFrom } from "../../src/sequences";
import { predictiveBits, secondHalfBits } from "../reference/predictive-code";

const logs = fc.array(fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 14,
});

function expectClose(got: Float64Array, expected: readonly number[]) {
  expect(got.length).toBe(expected.length);
  for (const [i, bits] of expected.entries()) expect(Math.abs(got[i]! - bits)).toBeLessThan(1e-9);
}

test("any labels of any log: the bits of the naive code", async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 14 }), async (lists, drawn) => {
      const sequences = await sequencesFrom(lists, {});
      const labelings = [2, 1, 0].map((shift) =>
        Array.from(sequences.weights, (_, row) => drawn[(row + shift) % drawn.length]!),
      );
      using code = await PredictiveCode.of(sequences, 1);
      expectClose(code.baseline, predictiveBits(sequences, undefined));
      const bits = await code.bitsGiven(labelings.map((labels) => Int32Array.from(labels)));
      for (const [l, labels] of labelings.entries()) expectClose(bits[l]!, predictiveBits(sequences, labels));
    }),
    { numRuns: 60 },
  );
});

test("one segment, whatever its label, saves nothing", async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: -1, max: 3 }), async (lists, label) => {
      const sequences = await sequencesFrom(lists, {});
      const labels = new Int32Array(sequences.weights.length).fill(label);
      expect(Math.abs(await selectionScore(sequences, labels))).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("any new inputs, coded from their middle on by known ones: the bits of the naive code", async () => {
  const labels = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 14 });
  await fc.assert(
    fc.asyncProperty(logs, logs, labels, labels, async (lists, others, drawn, drawnOfOthers) => {
      const known = await sequencesFrom(lists);
      // all in the tokens of the known, actions that it lacks after them
      const actions = [...new Set([...known.vocabulary.actions, "A", "B", "C", "D"])];
      const built = await sequencesFrom(others);
      const tokens = built.tokens.map((token) => actions.indexOf(built.vocabulary.actions[token]!));
      const added = { ...built, tokens, vocabulary: { actions } };
      using code = await PredictiveCode.ofTask(secondHalvesByTheKnown(known, added), 1);
      const rows = known.weights.length;
      expect([...code.weights]).toEqual([...new Float64Array(rows), ...added.weights]);
      expect(code.symbols).toBe(others.reduce((all, { length }) => all + Math.floor(length / 2) + 1, 0));
      expect([...code.baseline.subarray(0, rows)]).toEqual([...new Float64Array(rows)]);
      expectClose(code.baseline.subarray(rows), secondHalfBits(known, added, undefined));
      const given = {
        known: Array.from(known.weights, (_, row) => drawn[row]!),
        added: Array.from(added.weights, (_, row) => drawnOfOthers[row]!),
      };
      const [bits] = await code.bitsGiven([Int32Array.from([...given.known, ...given.added])]);
      expectClose(bits!.subarray(rows), secondHalfBits(known, added, given));
    }),
    { numRuns: 60 },
  );
});

test("many labelings at once, by 1, 2 and 4 workers: the same bits as one at a time", async () => {
  const lists = Array.from({ length: 3000 }, (_, i) =>
    Array.from({ length: 3 + (i % 17) }, (__, j) => `a${(i * j) % 23}`),
  );
  const sequences = await sequencesFrom(lists, {});
  const labelings = Array.from({ length: 12 }, (_, l) =>
    Int32Array.from(sequences.weights, (__, row) => row % (l + 1)),
  );
  using alone = await PredictiveCode.of(sequences, 1);
  const expected = [];
  for (const labels of labelings) expected.push(...(await alone.bitsGiven([labels])));
  for (const workers of [1, 2, 4]) {
    using code = await PredictiveCode.of(sequences, workers);
    expect(await code.bitsGiven(labelings)).toEqual(expected);
  }
});

test("a gain asked for with a wrong number of labels, an unknown option, or aborted", async () => {
  const sequences = await sequencesFrom([["A"], ["B"]], {});
  await expect(selectionScore(sequences, [0])).rejects.toThrow('"labels" expected 2 labels, got 1');
  await expect(selectionScore(sequences, [0, 1], { worker: 2 } as object)).rejects.toThrow('"worker" is not an option');
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(selectionScore(sequences, [0, 1], { signal })).rejects.toThrow("enough");
});
