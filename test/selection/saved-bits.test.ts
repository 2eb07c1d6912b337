import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish } from "../../src/core/internal";
import { selectionScore } from "../../src/selection";
import { SavingsCode } from "../../src/selection/internal";
import { pathHalves } from "../../src/selection/path-halves";
import { labelsOfInputs, type Sequences, sequencesFrom } from "../../src/sequences";
import { asRowLabels, labelledRows } from "../../src/sequences/internal";
import { Cases } from "../helpers/cases";
import { size } from "../helpers/size";
import { countedShares, predictiveBits, scaledWeights } from "../reference/predictive-code";

const logs = fc.array(fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 8 }), {
  minLength: 2,
  maxLength: 14,
});

/** Bits on each action of the rows taken, by the naive code. */
function naive(sequences: Sequences, labels: readonly number[], order: 0 | 1, split: number) {
  const halves = finish(pathHalves(sequences, split));
  const without = predictiveBits(sequences, undefined, order, halves);
  const given = predictiveBits(sequences, labels, order, halves);
  const weights = scaledWeights(sequences);
  const shares = countedShares(sequences);
  return (takes: (row: number) => boolean) => {
    const rows = [...labels.keys()].filter(takes);
    const sum = (of: (row: number) => number) => rows.reduce((all, row) => all + weights[row]! * of(row), 0);
    const symbols = sum((row) => shares[row]! * (sequences.offsets[row + 1]! - sequences.offsets[row]! + 1));
    return sum((row) => without[row]! - given[row]!) / symbols;
  };
}

describe("savings", () => {
  test("are those of the naive code on each action: of all, and of the members of each segment", async () => {
    const cases = new Cases("members", "no members");
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 14 }), async (lists, drawn) => {
        const sequences = await sequencesFrom(lists);
        const labels = Array.from(sequences.weights, (_, row) => drawn[row]!);
        using code = await SavingsCode.of(sequences, { workers: 1 });
        const [saved] = await code.savings([asRowLabels(Int32Array.from(labels))]);
        const transitions = [0, 1].map((split) => naive(sequences, labels, 1, split));
        const actions = [naive(sequences, labels, 0, 0)];
        for (const [found, expected] of [
          [saved!.ofTransitions, transitions],
          [saved!.ofActions, actions],
        ] as const) {
          const mean = (takes: (row: number) => boolean) =>
            expected.reduce((sum, of) => sum + of(takes), 0) / expected.length;
          expect(found.perAction).toBeCloseTo(
            mean(() => true),
            9,
          );
          for (const [segment, bits] of found.ofSegments.entries()) {
            if (!cases.when("members", labels.includes(segment), "no members")) continue;
            expect(bits).toBeCloseTo(
              mean((row) => labels[row] === segment),
              9,
            );
          }
        }
        expect(await selectionScore(sequences, labelsOfInputs(sequences, labels))).toBe(saved!.ofTransitions.perAction);
      }),
      { numRuns: size(80, 300) },
    );
    cases.expectAll(20);
  });

  test("are reported for labels of inputs, also where equal sequences bear different ones", async () => {
    let split = 0;
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 14 }), async (lists, drawn) => {
        const sequences = await sequencesFrom([...lists, ...lists]);
        const labels = [...lists, ...lists].map((_, i) => drawn[i % drawn.length]!);
        const rows = labelledRows(sequences, labels);
        if (rows.labels.length > sequences.weights.length) split++;
        const all = { ...sequences, ...rows.sequences, vocabulary: sequences.vocabulary };
        const bits = [0, 1].map((half) => naive(all, [...rows.labels], 1, half)(() => true));
        expect(await selectionScore(sequences, labels)).toBeCloseTo((bits[0]! + bits[1]!) / 2, 9);
      }),
      { numRuns: size(40, 100) },
    );
    expect(split).toBeGreaterThan(20);
  });

  test("of one division only, and of actions only where asked for", async () => {
    const sequences = await sequencesFrom(["A -> B", "A -> B -> B", "X -> Y", "X -> X -> Y", "A", "Y"]);
    const labels = Array.from(sequences.weights, (_, row) => row % 2);
    using code = await SavingsCode.of(sequences, { workers: 1 }, { transitions: 1, actions: 0 });
    const [saved] = await code.savings([asRowLabels(Int32Array.from(labels))]);
    expect(saved!.ofTransitions.perAction).toBeCloseTo(
      naive(sequences, labels, 1, 0)(() => true),
      9,
    );
    expect(saved!.ofActions.perAction).toBe(0);
  });

  test("groups without a common action save bits of which actions occur; copies alone save none", async () => {
    const paths = ["a b c", "a a b c", "a b b c", "b c", "x y z", "x x y z", "x y y z", "y z"];
    const labelOf = (path: string) => Number(/[xyz]/.test(path));
    const score = async (of: readonly string[], times: number) => {
      const sequences = await sequencesFrom(of.flatMap((path) => Array<string[]>(times).fill(path.split(" "))));
      const labels = asRowLabels(
        Int32Array.from(sequences.weights, (_, row) => labelOf(of[Math.floor(sequences.rowOf.indexOf(row) / times)]!)),
      );
      using code = await SavingsCode.of(sequences, { workers: 1 });
      const [saved] = await code.savings([labels]);
      return saved!.ofActions.perAction;
    };
    expect(await score(paths, 1)).toBeGreaterThan(0.1);
    expect(await score(paths, 50)).toBe(await score(paths, 1));
    expect(await score(["a b c", "x y z"], 200)).toBeLessThanOrEqual(0);
  });
});
