import fc from "fast-check";
import { expect, test } from "vitest";
import { finish } from "../../src/core/internal";
import { selectionScore } from "../../src/selection";
import { eachHalfByTheOther } from "../../src/selection/coding-task";
import { PredictiveCode, SavingsCode, secondHalvesByTheKnown } from "../../src/selection/internal";
import { pathHalves } from "../../src/selection/path-halves";
import { type Sequences, sequencesFrom } from "../../src/sequences";
import { asRowLabels } from "../../src/sequences/internal";
import { size } from "../helpers/size";
import { predictiveBits, scaledWeights, secondHalfBits } from "../reference/predictive-code";

const logs = fc.array(fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 14,
});

function expectClose(got: Float64Array, expected: readonly number[]) {
  expect(got.length).toBe(expected.length);
  for (const [i, bits] of expected.entries()) expect(Math.abs(got[i]! - bits)).toBeLessThan(1e-9);
}

test.each([0, 1] as const)("any labels of any log, order %d: the bits of the naive code", async (order) => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 14 }),
      fc.integer({ min: 0, max: 3 }),
      async (lists, drawn, split) => {
        const sequences = await sequencesFrom(lists, {});
        const labelings = [2, 1, 0].map((shift) =>
          Array.from(sequences.weights, (_, row) => drawn[(row + shift) % drawn.length]!),
        );
        const halves = finish(pathHalves(sequences, split));
        using code = await PredictiveCode.of(finish(eachHalfByTheOther(sequences, order, split)), { workers: 1 });
        expectClose(code.weights, scaledWeights(sequences));
        expectClose(code.baseline, predictiveBits(sequences, undefined, order, halves));
        const bits = await code.bitsGiven(labelings.map((labels) => Int32Array.from(labels)));
        for (const [l, labels] of labelings.entries()) {
          expectClose(bits[l]!, predictiveBits(sequences, labels, order, halves));
        }
      },
    ),
    { numRuns: size(15, 60) },
  );
});

test("copies of every input, of a log in any order, change no bit", async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 2, max: 4 }), async (lists, times) => {
      const once = await sequencesFrom(lists, {});
      const copied = await sequencesFrom(Array.from({ length: times }, () => lists).flat(), {});
      const reversed = await sequencesFrom([...lists].reverse(), {});
      using code = await SavingsCode.of(once, { workers: 1 });
      using ofCopies = await SavingsCode.of(copied, { workers: 1 });
      using ofReversed = await SavingsCode.of(reversed, { workers: 1 });
      const lengths = ({ offsets, weights }: Sequences) => {
        const of = Array.from(weights, (_, row) => (offsets[row + 1]! - offsets[row]!) % 3);
        const labels = [...new Set(of)].sort((a, b) => a - b);
        return asRowLabels(Int32Array.from(of, (length) => labels.indexOf(length)));
      };
      const [saved] = await code.savings([lengths(once)]);
      expect(await ofCopies.savings([lengths(copied)])).toEqual([saved]);
      const [savedReversed] = await ofReversed.savings([lengths(reversed)]);
      for (const of of ["ofTransitions", "ofActions"] as const) {
        expect(Math.abs(savedReversed![of].perAction - saved![of].perAction)).toBeLessThan(1e-9);
        expectClose(savedReversed![of].ofSegments, [...saved![of].ofSegments]);
      }
    }),
    { numRuns: size(100, 300) },
  );
});

test("one segment, whatever its label, saves nothing", async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: -1, max: 3 }), async (lists, label) => {
      const sequences = await sequencesFrom(lists, {});
      const labels = new Int32Array(lists.length).fill(label);
      expect(Math.abs(await selectionScore(sequences, labels))).toBe(0);
    }),
    { numRuns: size(15, 60) },
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
      using code = await PredictiveCode.of(secondHalvesByTheKnown(known, added), { workers: 1 });
      const rows = known.weights.length;
      expect([...code.weights]).toEqual([...new Float64Array(rows), ...added.weights]);
      const coded = Array.from(added.weights, (weight, row) => {
        const length = added.offsets[row + 1]! - added.offsets[row]!;
        return weight * (Math.floor(length / 2) + 1);
      });
      expect([...code.symbols]).toEqual([...new Float64Array(rows), ...coded]);
      expect([...code.baseline.subarray(0, rows)]).toEqual([...new Float64Array(rows)]);
      expectClose(code.baseline.subarray(rows), secondHalfBits(known, added, undefined));
      const given = {
        known: Array.from(known.weights, (_, row) => drawn[row]!),
        added: Array.from(added.weights, (_, row) => drawnOfOthers[row]!),
      };
      const [bits] = await code.bitsGiven([Int32Array.from([...given.known, ...given.added])]);
      expectClose(bits!.subarray(rows), secondHalfBits(known, added, given));
    }),
    { numRuns: size(15, 60) },
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
  const task = finish(eachHalfByTheOther(sequences, 1, 0));
  using alone = await PredictiveCode.of(task, { workers: 1 });
  const expected = [];
  for (const labels of labelings) expected.push(...(await alone.bitsGiven([labels])));
  for (const workers of [1, 2, 4]) {
    using code = await PredictiveCode.of(task, { workers });
    expect(await code.bitsGiven(labelings)).toEqual(expected);
  }
});

test("a gain asked for with a wrong number of labels, an unknown option, or aborted", async () => {
  const sequences = await sequencesFrom([["A"], ["B"], ["B"]], {});
  await expect(selectionScore(sequences, [0, 1])).rejects.toThrow('"labels" expected 3 labels, one per input, got 2');
  await expect(selectionScore(sequences, [0, 1, 1], { worker: 2 } as object)).rejects.toThrow(
    '"worker" is not an option',
  );
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(selectionScore(sequences, [0, 1, 1], { signal })).rejects.toThrow("enough");
});
