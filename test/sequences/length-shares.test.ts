import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sequencesFrom } from "../../src/sequences";
import { learnedSequences, lengthShares, relativeWeights } from "../../src/sequences/internal";
import { countedShares, scaledWeights } from "../reference/predictive-code";

/** Rows of so many actions; the action does not matter. */
function rowsOf(lengths: readonly number[], weights: readonly number[]) {
  const offsets = Uint32Array.from([
    0,
    ...lengths.map((_, row) => lengths.slice(0, row + 1).reduce((a, b) => a + b, 0)),
  ]);
  return { tokens: new Uint32Array(offsets.at(-1)!), offsets, weights: Float64Array.from(weights) };
}

const rows = fc.array(fc.record({ length: fc.integer({ min: 1, max: 60 }), weight: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 30,
});

describe("lengthShares", () => {
  test("of any rows are those of their inputs, sorted", () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const given = rowsOf(
          drawn.map(({ length }) => length),
          drawn.map(({ weight }) => weight),
        );
        expect([...lengthShares(given)]).toEqual(countedShares(given));
      }),
      { numRuns: 500 },
    );
  });

  test("nine tenths count in full, a longer row as much as one at the bound", () => {
    // the ends count too: of 3 actions that is 4 symbols
    expect([...lengthShares(rowsOf([3, 15, 4095], [90, 5, 5]))]).toEqual([1, 1 / 4, 4 / 4096]);
    expect([...lengthShares(rowsOf([3, 15, 4095], [89, 6, 5]))]).toEqual([1, 1, 16 / 4096]);
  });

  test("an input of any length counts, and where all are alike all count in full", () => {
    expect([...lengthShares(rowsOf([1, 5_000_000], [99, 1]))]).toEqual([1, 1 / 2 ** 20]);
    expect([...lengthShares(rowsOf([9, 9, 9], [1, 40, 2]))]).toEqual([1, 1, 1]);
    expect([...lengthShares(rowsOf([500], [1]))]).toEqual([1]);
  });

  test("copies of every input and the order of rows change nothing", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 2, max: 5 }), async (drawn, times) => {
        const lists = drawn.flatMap(({ length, weight }) =>
          Array.from({ length: weight }, () => Array<string>(length).fill("A")),
        );
        const shareOf = async (all: readonly string[][]) => {
          const sequences = await sequencesFrom(all);
          const shares = lengthShares(sequences);
          return new Map(
            Array.from(shares, (share, row) => [sequences.offsets[row + 1]! - sequences.offsets[row]!, share]),
          );
        };
        const once = await shareOf(lists);
        expect(await shareOf(lists.toReversed())).toEqual(once);
        expect(await shareOf(Array.from({ length: times }, () => lists).flat())).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });
});

describe("learnedSequences", () => {
  const lists = [
    ...Array.from({ length: 18 }, (_, i) => ["A", "B", "C"].slice(0, 1 + (i % 3))),
    Array<string>(400).fill("R"),
    Array<string>(2000).fill("C"),
  ];

  test("counts rows by their inputs and by what of them counts, actions the same way; rows are as they were", async () => {
    const sequences = await sequencesFrom(lists);
    const learnt = learnedSequences(sequences);
    const shares = countedShares(sequences);
    const weights = scaledWeights(sequences).map((weight, row) => weight * shares[row]!);
    for (const [row, weight] of weights.entries()) expect(learnt.weights[row]).toBeCloseTo(weight, 12);
    for (const [action, name] of sequences.vocabulary.actions.entries()) {
      const times = weights.map((weight, row) => {
        const path = sequences.tokens.subarray(sequences.offsets[row], sequences.offsets[row + 1]);
        return weight * path.filter((token) => token === action).length;
      });
      const counted = times.reduce((sum, one) => sum + one, 0);
      expect(learnt.vocabulary.counts[action], name).toBeCloseTo(counted, 9);
    }
    expect([learnt.tokens, learnt.offsets]).toEqual([sequences.tokens, sequences.offsets]);
    // 400 times R by one input is no more than what the others do
    const of = (name: string) => learnt.vocabulary.counts[learnt.vocabulary.actions.indexOf(name)]!;
    expect(of("R")).toBeLessThan(of("A"));
  });

  test("of a log that lists every user twice is that of the log", async () => {
    const [once, twice] = [await sequencesFrom(lists), await sequencesFrom([...lists, ...lists])];
    expect(learnedSequences(twice).weights).toEqual(learnedSequences(once).weights);
    expect(learnedSequences(twice).vocabulary.counts).toEqual(learnedSequences(once).vocabulary.counts);
  });

  test("relative weights have a mean of 1", () => {
    expect([...relativeWeights(Float64Array.of(1, 2, 6))]).toEqual([1 / 3, 2 / 3, 2]);
  });
});
