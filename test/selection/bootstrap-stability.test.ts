import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finish, randomStream } from "../../src/core/internal";
import { bootstrapStability, bootstrapWeights } from "../../src/selection/internal";
import { poissonWeights } from "../../src/selection/poisson-weights";

const labelled = fc.array(
  fc.record({
    label: fc.integer({ min: -1, max: 2 }),
    other: fc.integer({ min: -1, max: 3 }),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 20 },
);

describe("bootstrapStability", () => {
  test("is the mean of the best Jaccard similarities of sets of drawn inputs", async () => {
    await fc.assert(
      fc.asyncProperty(
        labelled,
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 4 }),
        async (rows, seed, resamples) => {
          const labels = Int32Array.from(rows, ({ label }) => label);
          const others = Int32Array.from(rows, ({ other }) => other);
          const weights = Float64Array.from(rows, ({ weight }) => weight);
          const drawn = finish(bootstrapWeights(weights, { resamples, seed }));
          expect(drawn).toHaveLength(resamples);
          const found = await bootstrapStability(labels, drawn, () => others);
          expect(found).toHaveLength(Math.max(-1, ...labels) + 1);
          for (const [label, value] of found.entries()) {
            const best = drawn.map((inputs) =>
              Math.max(...[0, 1, 2, 3].map((other) => jaccardByHand(labels, label, others, other, inputs))),
            );
            expect(value).toBeCloseTo(best.reduce((sum, one) => sum + one, 0) / resamples, 12);
          }
        },
      ),
    );
  });

  test("what is always found again has 1, what is never found 0", async () => {
    const labels = Int32Array.of(0, 0, 1, 1, -1);
    const drawn = finish(bootstrapWeights(new Float64Array(5).fill(9), { resamples: 10, seed: 1 }));
    expect([...(await bootstrapStability(labels, drawn, () => labels))]).toEqual([1, 1]);
    expect([...(await bootstrapStability(labels, drawn, () => new Int32Array(5).fill(-1)))]).toEqual([0, 0]);
    expect([...(await bootstrapStability(new Int32Array(5).fill(-1), drawn, () => labels))]).toEqual([]);
  });

  test("a cluster that merges with one as large has one half, at any names of labels", async () => {
    const labels = Int32Array.of(1, 0);
    const drawn = finish(bootstrapWeights(Float64Array.of(1e6, 1e6), { resamples: 20, seed: 3 }));
    const [first, second] = await bootstrapStability(labels, drawn, () => new Int32Array(2));
    expect(first).toBeCloseTo(0.5, 2);
    expect(second).toBeCloseTo(0.5, 2);
  });

  test("clusters may take their time to be found", async () => {
    const labels = Int32Array.of(0, 1, 1);
    const drawn = finish(bootstrapWeights(new Float64Array(3).fill(8), { resamples: 4, seed: 2 }));
    const order: number[] = [];
    const slow = async (weights: Float64Array) => {
      await new Promise(setImmediate);
      order.push(drawn.indexOf(weights));
      return labels;
    };
    expect([...(await bootstrapStability(labels, drawn, slow))]).toEqual([1, 1]);
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test("a seed gives the same draws again, another one others", () => {
    const weights = Float64Array.of(3, 1, 7, 2);
    const draws = (seed: number) => finish(bootstrapWeights(weights, { resamples: 3, seed }));
    expect(draws(5)).toEqual(draws(5));
    expect(draws(5)).not.toEqual(draws(6));
    expect(new Set(draws(5).map(String)).size).toBe(3);
  });
});

function jaccardByHand(a: Int32Array, of: number, b: Int32Array, other: number, inputs: Float64Array): number {
  const copies = Array.from(inputs, (count, row) => Array.from({ length: count }, () => row)).flat();
  const both = copies.filter((row) => a[row] === of && b[row] === other).length;
  const either = copies.filter((row) => a[row] === of || b[row] === other).length;
  return either === 0 ? 0 : both / either;
}

describe("poissonWeights", () => {
  test.each([0.2, 1, 5, 30, 31, 400])("of mean %d have that mean and variance, and are whole", (mean) => {
    const rows = 4000;
    const drawn = poissonWeights(new Float64Array(rows).fill(mean * 2), 0.5, randomStream(1, "test/poisson"), 0);
    const average = drawn.reduce((sum, value) => sum + value, 0) / rows;
    const variance = drawn.reduce((sum, value) => sum + (value - average) * (value - average), 0) / rows;
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / rows));
    expect(variance / mean).toBeGreaterThan(0.85);
    expect(variance / mean).toBeLessThan(1.15);
    expect(drawn.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  });

  test("draws of one row do not move with the other rows, nor with other draws", () => {
    const random = randomStream(1, "test/poisson");
    const all = poissonWeights(Float64Array.of(4, 100, 4), 1, random, 7);
    expect(poissonWeights(Float64Array.of(4, 100), 1, random, 7)).toEqual(all.slice(0, 2));
    expect(poissonWeights(Float64Array.of(0, 0), 1, random, 7)).toEqual(new Float64Array(2));
  });
});
