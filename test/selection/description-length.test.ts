import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logGamma, randomStream } from "../../src/core/internal";
import { descriptionLength, selectionScore } from "../../src/selection";
import { sequencesFrom } from "../../src/sequences";

test("logGamma of whole numbers is the logarithm of a factorial, and Gamma(1/2) the root of pi", () => {
  let factorial = 1;
  for (let n = 1; n < 20; n++) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 11);
    factorial *= n;
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
  expect(logGamma(1e6) / 12815504.569147613).toBeCloseTo(1, 13);
});

const logs = fc.array(fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 12,
});

describe("descriptionLength", () => {
  test("is the product of one prediction after the other", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.constantFrom(0, 1, 2),
        fc.constantFrom(0.5, 4, 32),
        async (lists, order, priorStrength) => {
          const sequences = await sequencesFrom(lists, {});
          const labels = Int32Array.from(lists, (_, i) => (i % 3) - 1); // equal sequences may differ
          const { bits, baseline } = descriptionLength(sequences, labels, { order: order as 0, priorStrength });
          expect(bits).toBeCloseTo(naiveBits(lists, labels, order, priorStrength), 6);
          const none = new Int32Array(labels.length);
          expect(baseline).toBeCloseTo(naiveBits(lists, none, order, priorStrength), 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a weight means so many equal rows, and learning the strength never costs more than naming it", async () => {
    const lists = [...Array(5).fill(["A", "B"]), ["A", "A"], ["C"], ["C", "A", "B"]];
    const sequences = await sequencesFrom(lists, {});
    const labels = lists.map((_, i) => i % 2);
    const learnt = descriptionLength(sequences, labels);
    for (const priorStrength of [1, 8, 64]) {
      expect(learnt.bits).toBeLessThanOrEqual(
        descriptionLength(sequences, labels, { priorStrength }).bits + Math.log2(10) + 1e-9,
      );
    }
  });

  test("planted labels save more bits than mixed ones, for users not seen too", async () => {
    const random = randomStream(1, "test/planted");
    const lists = Array.from({ length: 80 }, (_, i) =>
      Array.from({ length: 12 }, (_, j) => (i % 2 ? "ABBX" : "CDDX")[random.integer(4, i, j)]!),
    );
    const sequences = await sequencesFrom(lists, {});
    const planted = lists.map((list) => (list.includes("B") ? 1 : 0));
    const mixed = planted.map((_, row) => random.integer(2, 1000, row));
    const saved = (labels: readonly number[]) => descriptionLength(sequences, labels).savedPerAction;
    expect(saved(planted)).toBeGreaterThan(0.03);
    expect(saved(mixed)).toBeLessThan(0);
    expect(await selectionScore(sequences, mixed)).toBeLessThan(await selectionScore(sequences, planted));
  });

  test("labels of a wrong length are refused", async () => {
    const sequences = await sequencesFrom([["A"], ["B"], ["A"]], {});
    const wrongLength = (got: number) => new RangeError(`"labels" expected 3 labels, one per input, got ${got}`);
    expect(() => descriptionLength(sequences, [0, 1])).toThrow(wrongLength(2));
    await expect(selectionScore(sequences, [0, 1, 2, 0])).rejects.toThrow(wrongLength(4));
  });
});

/** One symbol after the other, each by what its group did before in the same context and the law of all. */
function naiveBits(lists: readonly (readonly string[])[], labels: Int32Array, order: number, strength: number): number {
  const steps = lists.flatMap((list, i) =>
    [...list, "END"].map((symbol, at) => {
      const before = ["^", "^", ...list].slice(at + 2 - order, at + 2).join(">");
      return { label: labels[i]!, before, symbol };
    }),
  );
  const count = (test: (step: (typeof steps)[number]) => boolean, upTo = steps.length) =>
    steps.slice(0, upTo).filter(test).length;
  let bits = 0;
  for (const [i, { label, before, symbol }] of steps.entries()) {
    const prior = count((s) => s.before === before && s.symbol === symbol) / count((s) => s.before === before);
    const seen = count((s) => s.label === label && s.before === before && s.symbol === symbol, i);
    const around = count((s) => s.label === label && s.before === before, i);
    bits -= Math.log2((seen + strength * prior) / (around + strength));
  }
  const groups = new Set(labels).size;
  lists.forEach((_, i) => {
    const before = labels.subarray(0, i).filter((label) => label === labels[i]).length;
    bits -= Math.log2((before + 1) / (i + groups));
  });
  return bits;
}
