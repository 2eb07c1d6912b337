import { describe, expect, test } from "vitest";
import { decodeSequence, sequencesFrom } from "../../src";
import { sampleInputs } from "../../src/segments/sample-inputs";

// 3,000 distinct sequences, the first hundred of them shown by 50 inputs each
const paths = Array.from({ length: 3000 }, (_, i) => i.toString(6).split(""));
const sequences = await sequencesFrom([...paths, ...paths.slice(0, 100).flatMap((path) => Array(49).fill(path))]);
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, value) => all + value, 0);

describe("sampleInputs", () => {
  test("up to the limit the sequences themselves are the sample", () => {
    const { sequences: same, rows } = sampleInputs(sequences, sequences.weights.length, 1);
    expect(same).toBe(sequences);
    expect(rows).toBeUndefined();
  });

  test.each([50, 400, 1000])("above it about %d distinct ones are drawn, each as it was", (limit) => {
    const { sequences: sample, rows } = sampleInputs(sequences, limit, 1);
    expect(Math.abs(sample.weights.length - limit)).toBeLessThan(5 * Math.sqrt(limit));
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    for (const [i, row] of rows!.entries()) expect(decodeSequence(sample, i)).toEqual(decodeSequence(sequences, row));
  });

  test("inputs are drawn, not rows: a sequence stands in it as often as its users are drawn", () => {
    const { sequences: sample, rows } = sampleInputs(sequences, 600, 1);
    const heavy = rows!.filter((row) => sequences.weights[row]! > 1);
    const share = sum(sample.weights) / sum(sequences.weights);
    const drawn = sum(heavy.map((row) => sample.weights[rows!.indexOf(row)]!));
    expect(heavy.length).toBeGreaterThan(95);
    expect(Math.abs(drawn - 5000 * share)).toBeLessThan(5 * Math.sqrt(5000 * share));
    expect(sample.weights.every((weight) => Number.isInteger(weight) && weight >= 1)).toBe(true);
  });

  test("all that hangs on inputs is of the sample: rows, counts of actions; names and times are left out", () => {
    const { sequences: sample } = sampleInputs(sequences, 300, 1);
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
    expect(sampleInputs(sequences, 300, 5)).toEqual(sampleInputs(sequences, 300, 5));
    expect(sampleInputs(sequences, 300, 5).rows).not.toEqual(sampleInputs(sequences, 300, 6).rows);
  });
});
