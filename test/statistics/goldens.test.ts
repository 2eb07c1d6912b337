import { expect, test } from "vitest";
import {
  alwaysValidInterval,
  andersonDarlingTest,
  benjaminiHochberg,
  chiSquareTest,
  fisherExactTest,
  holm,
  mannWhitneyTest,
  newcombeInterval,
  relativeEffect,
  twoSampleKolmogorovSmirnovTest,
  welchTest,
} from "../../src/statistics";

/** Published figures: those of gbstats (GrowthBook), Evidently and frouros, each from the tests of that library. */

const moments = (n: number, sum: number, squares: number) => ({
  n,
  mean: sum / n,
  variance: (squares - (sum * sum) / n) / (n - 1),
});
const share = (successes: number, n: number) => ({
  n,
  mean: successes / n,
  variance: (successes / n) * (1 - successes / n),
});
const A = moments(3407, 1396.87, 52377.9767);
const A3000 = moments(3000, 1396.87, 52377.9767);
const B = moments(3461, 2422.7, 134698.29);
const rounded = (values: readonly number[], digits = 5) => values.map((value) => Number(value.toFixed(digits)));

test("gbstats: absolute difference", () => {
  const { difference, standardError, interval, p } = welchTest(B, A);
  expect(rounded([difference, interval.lower, interval.upper, standardError, p])).toEqual([
    0.29, 0.04538, 0.53462, 0.12478, 0.02016,
  ]);
});

test("gbstats: relative effect", () => {
  const { effect, standardError, interval, p } = relativeEffect(B, A);
  expect(rounded([effect, interval.lower, interval.upper, standardError, p])).toEqual([
    0.70732, -0.03526, 1.44989, 0.37879, 0.06191,
  ]);
});

test("gbstats: relative effect of proportions", () => {
  const { effect, standardError, interval, p } = relativeEffect(share(16, 30), share(14, 28));
  expect(rounded([effect, interval.lower, interval.upper, standardError, p])).toEqual([
    0.06667, -0.47767, 0.61101, 0.2717, 0.80707,
  ]);
});

test("gbstats: one-sided", () => {
  const relative = relativeEffect(B, A3000, { alternative: "greater" });
  const absolute = welchTest(B, A3000, { alternative: "greater" });
  expect(rounded([relative.p, absolute.p, relative.interval.lower, absolute.interval.lower], 10)).toEqual([
    0.0655826287, 0.0355427249, -0.0451366759, 0.0207914801,
  ]);
  expect(relative.interval.upper).toBe(Number.POSITIVE_INFINITY);
});

test("gbstats: sequential", () => {
  const { effect: value, standardError } = relativeEffect(B, A3000);
  const { lower, upper, p } = alwaysValidInterval({ value, standardError, n: 6461 }, { narrowestAt: 1000 });
  expect(rounded([value, lower, upper, p])).toEqual([0.50336, -0.55844, 1.56516, 1]);
  const rate = relativeEffect(share(2422, 3461), share(1396, 3000));
  const ofRate = alwaysValidInterval({ value: rate.effect, standardError: rate.standardError, n: 6461 });
  expect(rounded([rate.effect, ofRate.lower, ofRate.upper, ofRate.p])).toEqual([0.50386, 0.40098, 0.60675, 0]);
});

test("gbstats: one-sided sequential", () => {
  const { difference: value, standardError } = welchTest(B, A3000);
  const estimate = { value, standardError, n: 6461 };
  const { lower, upper, p } = alwaysValidInterval(estimate, { alternative: "greater" });
  expect(rounded([lower], 8)).toEqual([-0.12656844]);
  expect(upper).toBe(Number.POSITIVE_INFINITY);
  // gbstats finds .46316 by bisection, its mixture moving with alpha; here the mixture stays that of the interval
  expect(p).toBeCloseTo(0.46316, 3);
  const mirrored = alwaysValidInterval({ ...estimate, value: -value }, { alternative: "less" });
  expect(mirrored).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: -lower, p });
});

test("sample-ratio mismatch of 821,588 to 815,482", () => {
  expect(chiSquareTest([821588, 815482]).p).toBeCloseTo(1.8217928726e-6, 15);
});

test("frouros: chi-square of two columns", () => {
  const { statistic, p } = chiSquareTest([
    [4, 2, 0],
    [1, 1, 4],
  ]);
  expect(rounded([statistic, p], 6)).toEqual([6.133333, 0.046576]);
});

test("Evidently: chi-square, G and Fisher", () => {
  expect(chiSquareTest([16, 16, 16, 16, 16, 8], { expected: [16, 18, 16, 14, 12, 12] }).p).toBeCloseTo(0.67309, 5);
  expect(chiSquareTest([4, 6, 8], { expected: [5, 5, 8], statistic: "likelihood-ratio" }).p).toBeCloseTo(0.8176, 4);
  expect(fisherExactTest({ successes: 90, trials: 150 }, { successes: 60, trials: 150 }).p).toBeCloseTo(0.00078, 5);
  expect(fisherExactTest({ successes: 6, trials: 6 }, { successes: 0, trials: 6 }).p).toBeCloseTo(2 / 924, 12);
});

test("Evidently: Anderson-Darling, and Mann-Whitney with many ties", () => {
  const first = [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0];
  const second = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
  expect(andersonDarlingTest([first, second]).p).toBeCloseTo(0.0635, 4);
  const repeated = (counts: readonly number[]) => counts.flatMap((count, i) => Array<number>(count).fill(i + 1));
  const { p } = mannWhitneyTest(repeated([16, 18, 16, 14, 12, 12]), repeated([16, 16, 16, 16, 16, 8]), {
    alternative: "less",
  });
  expect(p).toBeCloseTo(0.481, 3);
});

test("Kolmogorov-Smirnov, exact and asymptotic (scipy)", () => {
  const first = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
  const second = [0.15, 0.25, 0.35, 0.45, 0.95, 1.05, 1.15, 1.25];
  const exact = twoSampleKolmogorovSmirnovTest(first, second);
  expect([exact.statistic, exact.method]).toEqual([0.4, "exact"]);
  expect(exact.p).toBeCloseTo(0.3917455, 7);
  expect(twoSampleKolmogorovSmirnovTest(first, second, { method: "asymptotic" }).p).toBeCloseTo(0.4374, 4);
});

test("Newcombe (1998), table II: method 10", () => {
  const rows = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ] as const;
  for (const [a, m, b, n, low, high] of rows) {
    const { lower, upper } = newcombeInterval({ successes: a, trials: m }, { successes: b, trials: n });
    expect(rounded([lower, upper], 4)).toEqual([low, high]);
  }
});

test("Benjamini-Hochberg and Holm (R)", () => {
  const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34];
  const same = Array<number>(7).fill(0.294643);
  expect(rounded(benjaminiHochberg(p), 6)).toEqual([0.015, 0.06, 0.126, 0.126, 0.126, 0.15, 0.158571, ...same, 0.34]);
  expect(rounded(holm(p).slice(0, 3), 6)).toEqual([0.015, 0.112, 0.507]);
});
