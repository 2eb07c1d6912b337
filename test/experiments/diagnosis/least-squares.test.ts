import fc from "fast-check";
import { expect, test } from "vitest";
import { leastSquares } from "../../../src/experiments/diagnosis/least-squares";
import { Draws } from "../../helpers/draws";

test("finds the coefficients of an exact plane", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 4 }),
      (seed, slopes) => {
        const draws = new Draws(seed, "least squares");
        const x = Array.from({ length: 30 }, () => slopes.map(() => draws.normal()));
        const y = x.map((row) => 7 + row.reduce((sum, value, c) => sum + value * slopes[c]!, 0));
        for (const [c, slope] of leastSquares(x, y).entries()) expect(slope).toBeCloseTo(slopes[c]!, 6);
      },
    ),
  );
});

test("a column that another one determines, or that never varies, gets none", () => {
  const x = [0, 1, 2, 3, 4].map((value) => [value, 2 * value, 5]);
  const [first, second, third] = leastSquares(x, [0, 3, 6, 9, 12]);
  expect(first! + 2 * second!).toBeCloseTo(3, 9);
  expect(third).toBe(0);
  expect(leastSquares([], [])).toEqual([]);
});
