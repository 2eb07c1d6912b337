import { describe, expect, test } from "vitest";
import { sequencesFrom } from "../../../src";
import { finish, randomStream } from "../../../src/core/internal";
import { binomialWeights, shareFor } from "../../../src/segments/survey/binomial-weights";
import { sampleInputs } from "../../../src/segments/survey/sample-inputs";
import { decodeSequence } from "../../../src/sequences";

// 3,000 distinct sequences, the first hundred of them shown by 50 inputs each
const paths = Array.from({ length: 3000 }, (_, i) => i.toString(6).split(""));
const sequences = await sequencesFrom([...paths, ...paths.slice(0, 100).flatMap((path) => Array(49).fill(path))]);
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, value) => all + value, 0);

describe("sampleInputs", () => {
  test("up to the limit the sequences themselves are the sample", () => {
    const { sequences: same, rows } = finish(sampleInputs(sequences, sequences.weights.length, 1));
    expect(same).toBe(sequences);
    expect(rows).toBeUndefined();
  });

  test.each([50, 400, 1000])("above it about %d distinct ones are drawn, each as it was", (limit) => {
    const { sequences: sample, rows } = finish(sampleInputs(sequences, limit, 1));
    expect(Math.abs(sample.weights.length - limit)).toBeLessThan(5 * Math.sqrt(limit));
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    for (const [i, row] of rows!.entries()) expect(decodeSequence(sample, i)).toEqual(decodeSequence(sequences, row));
  });

  test("inputs are drawn, not rows: a sequence stands in it as often as its users are drawn", () => {
    const { sequences: sample, rows } = finish(sampleInputs(sequences, 600, 1));
    const heavy = rows!.filter((row) => sequences.weights[row]! > 1);
    const share = sum(sample.weights) / sum(sequences.weights);
    const drawn = sum(heavy.map((row) => sample.weights[rows!.indexOf(row)]!));
    expect(heavy.length).toBeGreaterThan(95);
    expect(Math.abs(drawn - 5000 * share)).toBeLessThan(5 * Math.sqrt(5000 * share));
    expect(sample.weights.every((weight) => Number.isInteger(weight) && weight >= 1)).toBe(true);
  });

  test("no input is drawn twice", () => {
    for (const limit of [50, 600, 2900, 2999]) {
      for (const seed of [1, 2, 3]) {
        const { sequences: sample, rows } = finish(sampleInputs(sequences, limit, seed));
        expect(new Set(rows).size).toBe(rows!.length);
        for (const [i, row] of rows!.entries()) expect(sample.weights[i]).toBeLessThanOrEqual(sequences.weights[row]!);
      }
    }
  });

  test("all that hangs on inputs is of the sample: rows, counts of actions; names and times are left out", () => {
    const { sequences: sample } = finish(sampleInputs(sequences, 300, 1));
    expect(sample.rowOf).toHaveLength(sum(sample.weights));
    const counted = new Float64Array(sample.weights.length);
    for (const row of sample.rowOf) counted[row]!++;
    expect(counted).toEqual(sample.weights);
    const counts = new Float64Array(sample.vocabulary.actions.length);
    for (let row = 0; row < sample.weights.length; row++) {
      for (const token of sample.tokens.subarray(sample.offsets[row], sample.offsets[row + 1]))
        counts[token]! += sample.weights[row]!;
    }
    expect(sample.vocabulary.counts).toEqual(counts);
    expect(sample.vocabulary.actions).toBe(sequences.vocabulary.actions);
    expect([sample.ids, sample.durations, sample.clock]).toEqual([undefined, undefined, undefined]);
  });

  test("the seed alone decides", () => {
    expect(finish(sampleInputs(sequences, 300, 5))).toEqual(finish(sampleInputs(sequences, 300, 5)));
    expect(finish(sampleInputs(sequences, 300, 5)).rows).not.toEqual(finish(sampleInputs(sequences, 300, 6)).rows);
  });
});

describe("binomialWeights", () => {
  const random = randomStream(1, "test/binomial");

  test.each([
    [1, 0.3],
    [7, 0.5],
    [64, 0.1],
    [65, 0.1],
    [5000, 0.98],
  ])("of %d inputs, each drawn with %d, have that mean and variance, are whole and none too many", (weight, share) => {
    const rows = 4000;
    const drawn = binomialWeights(new Float64Array(rows).fill(weight), share, random);
    const mean = sum(drawn) / rows;
    const variance = sum(drawn.map((value) => (value - mean) * (value - mean))) / rows;
    const expected = weight * share * (1 - share);
    expect(Math.abs(mean - weight * share)).toBeLessThan(5 * Math.sqrt(expected / rows));
    expect(variance / expected).toBeGreaterThan(0.85);
    expect(variance / expected).toBeLessThan(1.2);
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value <= weight)).toBe(true);
  });

  test("all are drawn with a share of 1, none with 0, and draws of one row do not move with the others", () => {
    const weights = Float64Array.of(3, 100, 4, 1);
    expect(binomialWeights(weights, 1, random)).toEqual(weights);
    expect(binomialWeights(weights, 0, random)).toEqual(new Float64Array(4));
    expect(binomialWeights(weights.slice(0, 2), 0.4, random)).toEqual(
      binomialWeights(weights, 0.4, random).slice(0, 2),
    );
  });

  test("the share for so many rows shows so many on average", () => {
    const weights = Float64Array.from({ length: 3000 }, (_, row) => 1 + (row % 40));
    for (const limit of [100, 1500, 2700]) {
      const share = shareFor(weights, limit);
      const expected = sum(weights.map((weight) => 1 - (1 - share) ** weight));
      expect(Math.abs(expected - limit)).toBeLessThan(1e-6 * limit);
    }
  });
});
