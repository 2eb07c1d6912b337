import fc from "fast-check";
import { expect, test } from "vitest";
import { maximumWeightMatching } from "../../../src/segments/previous/maximum-weight-matching";
import { size } from "../../helpers/size";
import { naiveMaximumWeightMatching } from "../../reference/maximum-weight-matching";

const match = (weights: readonly (readonly number[])[]) => [
  ...maximumWeightMatching(Float64Array.from(weights.flat()), weights.length, weights[0]?.length ?? 0),
];

test("the greatest sum wins, not the greatest pair", () => {
  expect(
    match([
      [9, 8],
      [8, 1],
    ]),
  ).toEqual([1, 0]);
});

test("ties go to the smaller column of the smaller row; pairs of weight 0 are none", () => {
  expect(
    match([
      [5, 5],
      [5, 5],
    ]),
  ).toEqual([0, 1]);
  expect(match([[0, 0]])).toEqual([-1]);
  expect(match([[2], [2], [2]])).toEqual([0, -1, -1]);
  expect(match([])).toEqual([]);
});

test("it finds what trying every way finds, ties and all", () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
    .chain(([rows, cols, most]) => {
      const row = fc.array(fc.nat(most), { minLength: cols, maxLength: cols });
      return fc.array(row, { minLength: rows, maxLength: rows });
    });
  fc.assert(
    fc.property(matrices, (weights) => {
      expect(match(weights)).toEqual(naiveMaximumWeightMatching(weights));
    }),
    { numRuns: size(300, 2000) },
  );
});

test("a matching of 300 segments is found, and weighs no less than the diagonal", () => {
  const n = 300;
  const weights = Float64Array.from({ length: n * n }, (_, e) => ((e * 7919) % 1009) + (e % (n + 1) === 0 ? 500 : 0));
  const found = maximumWeightMatching(weights, n, n);
  const weightOf = (columns: Iterable<number>) => {
    return [...columns].reduce((sum, j, i) => sum + (j < 0 ? 0 : weights[i * n + j]!), 0);
  };
  expect(new Set(found).size).toBe(n);
  expect(weightOf(found)).toBeGreaterThanOrEqual(weightOf(Array.from({ length: n }, (_, i) => i)));
});
