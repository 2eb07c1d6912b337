import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  andersonDarlingTest,
  fisherExactTest,
  hypergeometricDistribution,
  mannWhitneyTest,
  twoSampleKolmogorovSmirnovTest,
} from "../../../src/statistics";
import { shareAsLarge } from "../../reference/dealt-out";

const few = (max: number) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 6 });
const twoSamples = fc.constantFrom(2, 5, 1000).chain((max) => fc.tuple(few(max), few(max)));

/** U of the first, by its definition. */
function superior(first: readonly number[], second: readonly number[]): number {
  let u = 0;
  for (const a of first) for (const b of second) u += a > b ? 1 : a === b ? 0.5 : 0;
  return u;
}

/** The largest distance of empirical distribution functions, by its definition. */
function distance(first: readonly number[], second: readonly number[], sign: number): number {
  const at = (sample: readonly number[], x: number) => sample.filter((value) => value <= x).length / sample.length;
  return Math.max(
    0,
    ...[...first, ...second].map((x) => {
      const apart = at(first, x) - at(second, x);
      return sign === 0 ? Math.abs(apart) : sign * apart;
    }),
  );
}

describe("over all ways to deal the values out, ties included", () => {
  test("Mann-Whitney", () => {
    fc.assert(
      fc.property(twoSamples, ([first, second]) => {
        const greater = shareAsLarge(first, second, superior);
        const less = shareAsLarge(first, second, (a, b) => -superior(a, b));
        const result = mannWhitneyTest(first, second, { alternative: "greater" });
        expect(result.statistic).toBe(superior(first, second));
        expect(result.p).toBeCloseTo(greater, 12);
        expect(mannWhitneyTest(first, second, { alternative: "less" }).p).toBeCloseTo(less, 12);
        expect(mannWhitneyTest(first, second).p).toBeCloseTo(Math.min(1, 2 * Math.min(greater, less)), 12);
      }),
      { numRuns: 60 },
    );
  });

  test("Kolmogorov-Smirnov", () => {
    fc.assert(
      fc.property(twoSamples, fc.constantFrom(0, 1, -1), ([first, second], sign) => {
        const alternative = sign === 0 ? "two-sided" : sign === 1 ? "greater" : "less";
        const { statistic, p } = twoSampleKolmogorovSmirnovTest(first, second, { alternative });
        expect(statistic).toBeCloseTo(distance(first, second, sign), 12);
        expect(p).toBeCloseTo(
          shareAsLarge(first, second, (a, b) => distance(a, b, sign)),
          12,
        );
      }),
      { numRuns: 60 },
    );
  });
});

test("Fisher's p adds up what is no more probable", () => {
  const counts = fc
    .tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12))
    .filter(([a, b, c, d]) => a + b > 0 && c + d > 0);
  fc.assert(
    fc.property(counts, ([a, b, c, d]) => {
      const law = hypergeometricDistribution({ population: a + b + c + d, successes: a + c, draws: a + b });
      let expected = 0;
      for (let k = 0; k <= a + b; k++) if (law.density(k) <= law.density(a) * (1 + 1e-9)) expected += law.density(k);
      const { p } = fisherExactTest({ successes: a, trials: a + b }, { successes: c, trials: c + d });
      expect(p).toBeCloseTo(expected, 11);
    }),
  );
});

test("Fisher's p keeps its digits far out", () => {
  const { p } = fisherExactTest({ successes: 850, trials: 1000 }, { successes: 150, trials: 1000 });
  const tail = hypergeometricDistribution({ population: 2000, successes: 1000, draws: 1000 }).survival(849);
  expect(p / tail).toBeCloseTo(2, 12);
  expect(p).toBeLessThan(1e-200);
});

test("Anderson-Darling by permutation: near the table, the same bits for a seed, not capped", () => {
  const first = [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0];
  const second = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
  const by = (seed: number) =>
    andersonDarlingTest([first, second], { method: "permutation", permutations: 4999, seed }).p;
  expect(Math.abs(by(1) - 0.067)).toBeLessThan(0.012);
  expect(by(1)).toBe(by(1));
  const same = andersonDarlingTest([first, first.map((x) => x + 0.01)], { method: "permutation", permutations: 499 });
  expect(same.p).toBeGreaterThan(0.8);
  expect(andersonDarlingTest([first, first]).atEndOfTable).toBe(true);
});
