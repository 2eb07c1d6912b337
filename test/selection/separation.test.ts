import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish, randomStream } from "../../src/core/internal";
import { separation } from "../../src/selection";
import { Separating } from "../../src/selection/internal";
import { sequencesFrom } from "../../src/sequences";
import { asRowLabels } from "../../src/sequences/internal";
import { Cases } from "../helpers/cases";
import { halvesOfMedianMargin, type LabelledPath, ownLaws, ownNearest } from "../reference/separation";

const logs = fc.array(fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 6 }), {
  minLength: 2,
  maxLength: 24,
});
const labels = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 24, maxLength: 24 });

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `size` users of each path, `paths[s]` the paths of segment s. */
async function grouped(paths: readonly (readonly string[])[], size: number) {
  const sequences = await sequencesFrom(paths.flat().flatMap((path) => Array<string>(size).fill(path)));
  const labelOf = paths.flatMap((of, label) => of.flatMap(() => Array<number>(size).fill(label)));
  return { sequences, labelOf };
}

describe("separation", () => {
  test("of any log and labels is that of the naive figures", async () => {
    const cases = new Cases(
      "nothing to look at",
      "something",
      "no law on the edge",
      "one segment",
      "no margin on the edge",
    );
    await fc.assert(
      fc.asyncProperty(logs, labels, async (lists, drawn) => {
        const sequences = await sequencesFrom(lists);
        const labelOf = lists.map((_, i) => drawn[i]!); // equal sequences may differ
        const inputs: LabelledPath[] = lists.map((actions, i) => ({ actions, label: labelOf[i]! }));
        const size = (label: number) => inputs.filter((input) => input.label === label).length;
        const looked = (input: LabelledPath) => input.label >= 0 && size(input.label) > 1;
        const lookedAt = inputs.filter(looked);
        const found = separation(sequences, labelOf);
        expect(found.inputs).toBe(lookedAt.length);
        expect(found.inSegments).toBeCloseTo(inputs.filter(({ label }) => label >= 0).length / inputs.length, 12);
        if (cases.when("nothing to look at", lookedAt.length === 0, "something")) return;
        const laws = ownLaws(inputs, looked, sequences.vocabulary.actions.length);
        const [law, near] = [mean(laws), mean(ownNearest(inputs, looked))];
        const clear = laws.every((own) => Math.abs(own - 0.5) > 1e-9);
        if (cases.when("no law on the edge", clear)) {
          expect(found.recognized).toBeCloseTo(laws.filter((own) => own > 0.5).length / laws.length, 12);
        }
        const halves = halvesOfMedianMargin(inputs, looked, sequences.vocabulary.actions.length);
        const single = new Set(lookedAt.map(({ label }) => label)).size < 2;
        const away = halves.every((margin) => Math.abs(margin - 1) > 1e-9);
        if (cases.when("one segment", single)) expect(found.atBorder).toBe(1);
        else if (cases.when("no margin on the edge", away)) {
          expect(found.atBorder).toBeCloseTo(halves.filter((margin) => margin < 1).length / halves.length, 12);
        }
        const shares = [...new Set(lookedAt.map(({ label }) => label))].map((label) => size(label) / lookedAt.length);
        const chance = shares.reduce((sum, share) => sum + share ** 2, 0);
        const beyond = (right: number) => (shares.length < 2 ? 0 : 1 - (1 - right) / (1 - chance));
        expect(found.law).toBeCloseTo(beyond(law), 9);
        expect(found.near).toBeCloseTo(beyond(near), 9);
        expect(found.value).toBeCloseTo(found.inSegments * Math.max(0, Math.min(found.law, found.near)), 12);
      }),
      { numRuns: 150 },
    );
    cases.expectAll(5);
  });

  test("does not depend on the order of inputs, nor on the names of actions and labels", async () => {
    await fc.assert(
      fc.asyncProperty(logs, labels, async (lists, drawn) => {
        const sequences = await sequencesFrom(lists);
        const labelOf = lists.map((_, i) => drawn[i]!);
        const reversed = await sequencesFrom(lists.map((list) => list.map((action) => `x${action}`)).reverse());
        const labelOfReversed = labelOf.map((label) => (label < 0 ? label : 7 - label)).reverse();
        const [a, b] = [separation(sequences, labelOf), separation(reversed, labelOfReversed)];
        for (const key of ["value", "law", "near", "inSegments", "inputs"] as const) {
          expect(b[key]).toBeCloseTo(a[key], 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is 1, nearly, of groups without a common action, of any sizes, copies or not", async () => {
    const { sequences, labelOf } = await grouped([["A -> B", "A -> B -> B", "B -> A"], ["X -> Y -> Z"]], 40);
    const found = separation(sequences, labelOf);
    expect(found.near).toBe(1);
    expect(found.value).toBeGreaterThan(0.99);
    expect(found.ofSegments.every((of) => of! > 0.98)).toBe(true);
  });

  test("sees groups that differ by their last action alone", async () => {
    const { sequences, labelOf } = await grouped([["A -> B -> C -> X"], ["A -> B -> C -> Y"]], 60);
    expect(separation(sequences, labelOf).value).toBeGreaterThan(0.9);
  });

  test("is about 0 where labels are drawn", async () => {
    const random = randomStream(3, "test");
    const paths = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 8 }, (_, j) => `a${random.integer(6, i, j)}`),
    );
    const sequences = await sequencesFrom(paths);
    const drawn = separation(
      sequences,
      paths.map((_, i) => random.integer(3, i, 99)),
    );
    expect(Math.abs(drawn.law)).toBeLessThan(0.1);
    expect(Math.abs(drawn.near)).toBeLessThan(0.1);
  });

  test("counts those in none, and leaves out a segment of one input", async () => {
    const { sequences, labelOf } = await grouped([["A -> B"], ["X -> Y"], ["Q"]], 10);
    const withNoise = labelOf.map((label) => (label === 2 ? -1 : label));
    expect(separation(sequences, withNoise).inSegments).toBeCloseTo(2 / 3, 12);
    const lone = await sequencesFrom([...Array(10).fill("A -> B"), ...Array(10).fill("X -> Y"), "Q"]);
    const found = separation(lone, [...Array(10).fill(0), ...Array(10).fill(1), 2]);
    expect(found.inputs).toBe(20);
    expect(found.ofSegments).toHaveLength(3);
    expect(found.ofSegments[2]).toBeUndefined();
  });

  test("of one segment, and of none, is 0", async () => {
    const { sequences, labelOf } = await grouped([["A -> B", "A -> C"]], 10);
    expect(separation(sequences, labelOf)).toMatchObject({ value: 0, law: 0, near: 0, inSegments: 1, ofSegments: [0] });
    const none = labelOf.map(() => -1);
    expect(separation(sequences, none)).toMatchObject({
      value: 0,
      law: 0,
      near: 0,
      inSegments: 0,
      ofSegments: [],
      inputs: 0,
    });
  });

  test("a quarter stands at the border where a crowd without a gap is cut in two, nobody between groups", async () => {
    const random = randomStream(5, "test");
    const share = (i: number) => i / 500;
    const crowd = await sequencesFrom(
      Array.from({ length: 500 }, (_, i) =>
        Array.from(
          { length: 40 },
          (_, j) => `${random.uniform(i, j) < share(i) ? "a" : "b"}${random.integer(5, i, 99 + j)}`,
        ),
      ),
    );
    const cut = Array.from(crowd.rowOf, (_, i) => Number(share(i) < 0.5));
    const { atBorder, law } = separation(crowd, cut);
    expect(law).toBeGreaterThan(0.7);
    expect(atBorder).toBeGreaterThan(0.2);
    expect(atBorder).toBeLessThan(0.3);
    const { sequences, labelOf } = await grouped(
      [
        ["A -> B", "A -> B -> B"],
        ["A -> X", "X -> A"],
      ],
      40,
    );
    expect(separation(sequences, labelOf).atBorder).toBe(0);
  });

  test("the most separate of labelings is that of the largest value", async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(labels, { minLength: 1, maxLength: 5 }), async (lists, drawn) => {
        const sequences = await sequencesFrom(lists);
        const labelings = drawn.map((of) => asRowLabels(Int32Array.from(sequences.weights, (_, row) => of[row]!)));
        const separating = finish(Separating.among(sequences));
        const all = labelings.map((of) => finish(separating.of(of)));
        const most = finish(separating.most(labelings));
        const largest = all.reduce((a, b) => (b.value > a.value ? b : a));
        expect(most.separation).toBe(largest.value);
        const as = all.filter(({ value }) => value === largest.value).map(({ atBorder }) => atBorder);
        expect(most.separation === 0 ? [1] : as).toContain(most.atBorder);
      }),
      { numRuns: 60 },
    );
  });

  test("looks at so many inputs at most, drawn by the seed without replacement", async () => {
    const { sequences, labelOf } = await grouped([["A -> B", "A -> B -> B"], ["X -> Y"]], 400);
    expect(separation(sequences, labelOf).inputs).toBe(600);
    const few = separation(sequences, labelOf, { maxInputs: 100 });
    expect(few.inputs).toBe(100);
    expect(few.value).toBeGreaterThan(0.98);
    expect(separation(sequences, labelOf, { maxInputs: 100 })).toEqual(few);
  });

  test.each([
    [{ maxInputs: 1 }, '"maxInputs" expected an integer >= 2 and <= 10000, got 1'],
    [{ seed: -1 }, '"seed" expected an integer >= 0 and <= 4294967295, got -1'],
  ])("refuses %j", async (options, message) => {
    const { sequences, labelOf } = await grouped([["A"], ["B"]], 2);
    expect(() => separation(sequences, labelOf, options)).toThrow(new RangeError(message));
  });

  test("refuses labels of another number", async () => {
    const { sequences } = await grouped([["A"], ["B"]], 2);
    expect(() => separation(sequences, [0, 1])).toThrow(
      new RangeError('"labels" expected 4 labels, one per input, got 2'),
    );
  });
});
