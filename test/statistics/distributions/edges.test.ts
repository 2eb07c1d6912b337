import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  betaDistribution,
  binomialDistribution,
  chiSquareDistribution,
  type Distribution,
  fDistribution,
  gammaDistribution,
  hypergeometricDistribution,
  kolmogorovDistribution,
  normalDistribution,
  tDistribution,
} from "../../../src/statistics";

const CONTINUOUS: readonly (readonly [string, Distribution, number, number])[] = [
  [
    "normal",
    normalDistribution({ mean: -3, standardDeviation: 7 }),
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ],
  ["t", tDistribution(4.5), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ["gamma", gammaDistribution(2.5, { scale: 3 }), 0, Number.POSITIVE_INFINITY],
  ["chi-square", chiSquareDistribution(7), 0, Number.POSITIVE_INFINITY],
  ["F", fDistribution(3, 11), 0, Number.POSITIVE_INFINITY],
  ["beta", betaDistribution(2, 7), 0, 1],
  ["Kolmogorov", kolmogorovDistribution(), 0, Number.POSITIVE_INFINITY],
];

describe.each(CONTINUOUS)("%s", (_, { density, cdf, survival, quantile, inverseSurvival }, low, high) => {
  test("ends", () => {
    expect([quantile(0), quantile(1), inverseSurvival(1), inverseSurvival(0)]).toEqual([low, high, low, high]);
    expect([cdf(Number.NEGATIVE_INFINITY), survival(Number.NEGATIVE_INFINITY)]).toEqual([0, 1]);
    expect([cdf(Number.POSITIVE_INFINITY), survival(Number.POSITIVE_INFINITY)]).toEqual([1, 0]);
    expect([density(Number.NEGATIVE_INFINITY), density(Number.POSITIVE_INFINITY)]).toEqual([0, 0]);
    for (const x of [-1e300, -1e-300, 0, 1e-300, 1e300]) {
      expect(density(x)).toBeGreaterThanOrEqual(0);
      expect(cdf(x) + survival(x)).toBeCloseTo(1, 12);
    }
  });

  test("inverses lead back, and both tails add up to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(cdf(quantile(p)) / p - 1)).toBeLessThan(1e-11);
        expect(Math.abs(survival(inverseSurvival(p)) / p - 1)).toBeLessThan(1e-11);
        expect(cdf(quantile(p)) + survival(quantile(p))).toBeCloseTo(1, 14);
      }),
      { numRuns: 50 },
    );
  });

  test("the density is the slope of the cdf", () => {
    for (const p of [0.02, 0.3, 0.5, 0.8, 0.99]) {
      const x = quantile(p);
      const h = 1e-4 * (quantile(0.75) - quantile(0.25));
      expect((cdf(x + h) - cdf(x - h)) / (2 * h)).toBeCloseTo(density(x), 6);
    }
  });
});

test("what no double can hold is 0 or infinite", () => {
  expect(tDistribution(0.01).inverseSurvival(1e-10)).toBe(Number.POSITIVE_INFINITY);
  const heavy = tDistribution(0.001); // its upper quartile has hundreds of digits
  expect(heavy.survival(heavy.quantile(0.7))).toBeCloseTo(0.3, 12);
  expect(heavy.cdf(heavy.quantile(0.3))).toBeCloseTo(0.3, 12);
  expect(fDistribution(0.01, 0.01).inverseSurvival(1e-10)).toBe(Number.POSITIVE_INFINITY);
  expect(fDistribution(0.01, 0.01).quantile(1e-10)).toBe(0);
  expect(gammaDistribution(0.01).quantile(1e-10)).toBe(0);
  expect(betaDistribution(0.01, 0.01).quantile(1e-10)).toBe(0);
  expect(betaDistribution(0.01, 0.01).quantile(1 - 1e-10)).toBe(1);
});

test("counts: tails add up, probabilities too", () => {
  const counts = fc.record({
    n: fc.integer({ min: 0, max: 60 }),
    p: fc.double({ min: 0, max: 1, noNaN: true }),
    k: fc.integer({ min: -2, max: 62 }),
  });
  fc.assert(
    fc.property(counts, ({ n, p, k }) => {
      const law = binomialDistribution(n, p);
      let below = 0;
      for (let j = 0; j <= Math.min(k, n); j++) below += law.density(j);
      expect(law.cdf(k)).toBeCloseTo(below, 12);
      expect(law.cdf(k) + law.survival(k)).toBeCloseTo(1, 14);
      expect(law.cdf(k + 0.5)).toBe(law.cdf(k));
      expect(law.density(k + 0.5)).toBe(0);
    }),
  );
});

test("hypergeometric: all of its numbers", () => {
  for (let population = 0; population <= 9; population++) {
    for (let successes = 0; successes <= population; successes++) {
      for (let draws = 0; draws <= population; draws++) {
        const law = hypergeometricDistribution({ population, successes, draws });
        let below = 0;
        for (let k = 0; k <= draws; k++) {
          const ways = (choose(successes, k) * choose(population - successes, draws - k)) / choose(population, draws);
          expect(law.density(k)).toBeCloseTo(ways, 13);
          below += ways;
          expect(law.cdf(k)).toBeCloseTo(below, 13);
          expect(law.survival(k)).toBeCloseTo(1 - below, 13);
        }
        expect(law.cdf(law.quantile(0.5))).toBeGreaterThanOrEqual(0.5 - 1e-12);
      }
    }
  }
});

test.each<[() => unknown, ErrorConstructor, string]>([
  [() => tDistribution(0), RangeError, '"degreesOfFreedom" expected a finite number > 0, got 0'],
  [
    () => chiSquareDistribution("3" as never),
    TypeError,
    '"degreesOfFreedom" expected a finite number > 0 and <= 2000000000000, got "3"',
  ],
  [() => fDistribution(1, -1), RangeError, '"denominator" expected a finite number > 0, got -1'],
  [() => betaDistribution(0, 1), RangeError, '"a" expected a finite number > 0, got 0'],
  [() => gammaDistribution(1, { scale: 0 }), RangeError, '"scale" expected a finite number > 0, got 0'],
  [() => gammaDistribution(1, { rate: 2 } as never), TypeError, '"rate" is not an option; known options: scale'],
  [
    () => normalDistribution({ standardDeviation: 0 }),
    RangeError,
    '"standardDeviation" expected a finite number > 0, got 0',
  ],
  [
    () => binomialDistribution(2.5, 0.5),
    RangeError,
    '"trials" expected an integer >= 0 and <= 9007199254740991, got 2.5',
  ],
  [() => binomialDistribution(2, 1.5), RangeError, '"probability" expected a finite number >= 0 and <= 1, got 1.5'],
  [
    () => hypergeometricDistribution({ population: 5, successes: 6, draws: 2 }),
    RangeError,
    '"successes" expected an integer >= 0 and <= 5, got 6',
  ],
  [
    () => hypergeometricDistribution({ population: 5, successes: 3 } as never),
    TypeError,
    '"draws" expected an integer >= 0 and <= 9007199254740991, got undefined',
  ],
  [() => normalDistribution().cdf(Number.NaN), RangeError, '"x" expected a number, got NaN'],
  [() => normalDistribution().quantile(1.1), RangeError, '"p" expected a finite number >= 0 and <= 1, got 1.1'],
  [() => normalDistribution().inverseSurvival(-1), RangeError, '"q" expected a finite number >= 0 and <= 1, got -1'],
])("refused %#", (call, kind, message) => {
  expect(call).toThrow(new kind(message));
});

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
