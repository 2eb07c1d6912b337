import fc from "fast-check";
import { expect, test } from "vitest";
import {
  distribution,
  distributionWithout,
  sampleOf,
  sampleOfCounts,
} from "../../../src/profiles/figures/distribution";
import { wassersteinToRest } from "../../../src/profiles/figures/wasserstein-distance";

/** The least value that a share q of the list does not exceed. */
const quantile = (list: readonly number[], q: number) => list[Math.max(0, Math.ceil(list.length * q) - 1)]!;

function summary(values: readonly number[]) {
  const list = [...values].sort((a, b) => a - b);
  const mean = expect.closeTo(list.reduce((sum, value) => sum + value, 0) / list.length, 9);
  return {
    min: list[0],
    q1: quantile(list, 0.25),
    median: quantile(list, 0.5),
    q3: quantile(list, 0.75),
    max: list.at(-1),
    mean,
  };
}

const anyValues = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });

test("six numbers are those of the list, whether equal values are counted or repeated", () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      const counts = new Map<number, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      const expected = summary(values);
      expect(distribution(sampleOf(Float64Array.from(values)))).toEqual(expected);
      expect(distribution(sampleOfCounts(counts))).toEqual(expected);
    }),
  );
});

test("without a part of it, those of the others; null where nobody is left", () => {
  fc.assert(
    fc.property(anyValues, anyValues, (part, others) => {
      const [all, some] = [[...part, ...others], part].map((list) => sampleOf(Float64Array.from(list)));
      expect(distributionWithout(all!, some!)).toEqual(summary(others));
      expect(distributionWithout(all!, all!)).toBeNull();
    }),
  );
  expect(distribution(sampleOf(new Float64Array(0)))).toBeNull();
});

test("the mean of equal fractions is that fraction, however the sum is rounded", () => {
  expect(distribution(sampleOf(new Float64Array(10).fill(0.1)))!.mean).toBe(0.1);
});

test("scipy 1.17: wasserstein_distance([0, 1, 3], [5, 6, 8]) is 5; without a part or a rest there is no distance", () => {
  const [part, all, none] = [[0, 1, 3], [0, 1, 3, 5, 6, 8], []].map((list) => sampleOf(Float64Array.from(list)));
  expect(wassersteinToRest(part!, all!)).toBeCloseTo(5, 12);
  expect(wassersteinToRest(all!, all!)).toBeNull();
  expect(wassersteinToRest(none!, all!)).toBeNull();
});
