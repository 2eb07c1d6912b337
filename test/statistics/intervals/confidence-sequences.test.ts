import { describe, expect, test } from "vitest";
import { alwaysValidInterval, empiricalBernsteinSequence, normalDistribution } from "../../../src/statistics";
import { normalSample, randomSample } from "../../helpers/random-sample";
import { size } from "../../helpers/size";

/** Streams in which the truth is missed at least once, looked at after each value. */
function missed(streams: number, misses: (seed: number) => boolean): number {
  let count = 0;
  for (let seed = 0; seed < streams; seed++) if (misses(seed)) count += 1;
  return count;
}

/** More than that many of `streams` at a rate of 5 % would be seen once in 1,000 repetitions. */
const most = (streams: number) => 0.05 * streams + 3.1 * Math.sqrt(0.05 * 0.95 * streams);

/** Running mean, looked at from the `first` value on. */
function missesMean(
  values: readonly number[],
  truth: number,
  first: number,
  ofInterval: (n: number, mean: number, se: number) => [number, number],
): boolean {
  let [sum, squares] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += value;
    squares += value * value;
    const n = i + 1;
    if (n < first) continue;
    const mean = sum / n;
    const [lower, upper] = ofInterval(n, mean, Math.sqrt((squares / n - mean * mean) / (n - 1)));
    if (truth < lower || truth > upper) return true;
  }
  return false;
}

describe("looked at after each value", () => {
  const STREAMS = size(50, 400);
  const LENGTH = 1500;
  const z = normalDistribution().inverseSurvival(0.025);
  const skewed = (seed: number) => randomSample(seed, LENGTH).map((u) => (u < 0.9 ? u : 10 * u));
  const skewedMean = 0.9 * 0.45 + 0.1 * 9.5;

  test("the always valid interval misses in at most 5 % of streams, the ordinary one in far more", () => {
    const valid = (n: number, value: number, standardError: number): [number, number] => {
      const { lower, upper } = alwaysValidInterval({ value, standardError, n }, { narrowestAt: 500 });
      return [lower, upper];
    };
    const ordinary = (_n: number, mean: number, se: number): [number, number] => [mean - z * se, mean + z * se];
    expect(missed(STREAMS, (seed) => missesMean(normalSample(seed, LENGTH), 0, 100, valid))).toBeLessThan(
      most(STREAMS),
    );
    expect(missed(STREAMS, (seed) => missesMean(skewed(seed), skewedMean, 500, valid))).toBeLessThan(most(STREAMS));
    expect(missed(STREAMS, (seed) => missesMean(normalSample(seed, LENGTH), 0, 100, ordinary))).toBeGreaterThan(
      2 * most(STREAMS),
    );
  });

  test("the empirical Bernstein sequence misses in at most 5 % of streams from the first value on", () => {
    const misses = (rate: number) => (seed: number) => {
      const sequence = empiricalBernsteinSequence();
      return randomSample(seed, LENGTH).some((u) => {
        const { lower, upper } = sequence.push(u < rate ? 1 : 0);
        return rate < lower || rate > upper;
      });
    };
    for (const rate of [0.02, 0.5]) expect(missed(STREAMS, misses(rate))).toBeLessThan(most(STREAMS));
  });
});

test("p of the always valid interval is the alpha whose interval ends at 0", () => {
  const estimate = { value: 0.31, standardError: 0.1, n: 2000 };
  const rho = 3000; // p is that of the mixture that the confidence chooses: look for the confidence that agrees with itself
  let [low, high] = [0.5, 0.9999];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (alwaysValidInterval(estimate, { confidence: middle, narrowestAt: rho }).lower > 0) low = middle;
    else high = middle;
  }
  expect(alwaysValidInterval(estimate, { confidence: low, narrowestAt: rho }).p).toBeCloseTo(1 - low, 9);
  expect(alwaysValidInterval({ value: 0, standardError: 1, n: 10 }).p).toBe(1);
  expect(alwaysValidInterval({ value: 0, standardError: 0, n: 10 })).toEqual({ lower: 0, upper: 0, p: 1 });
});

test("it is about the narrowest where it is set to be", () => {
  const width = (narrowestAt: number) => {
    const { lower, upper } = alwaysValidInterval({ value: 0, standardError: 1, n: 4000 }, { narrowestAt });
    return upper - lower;
  };
  const widths = [250, 1000, 4000, 16_000, 64_000].map(width);
  expect(Math.min(...widths)).toBe(widths[2]);
});

test("a bounded sequence scales, never widens, and narrows as roots do", () => {
  const values = randomSample(11, 4000);
  const [unit, scaled] = [empiricalBernsteinSequence(), empiricalBernsteinSequence({ lower: -10, upper: 30 })];
  let width = 1;
  for (const value of values) {
    const { lower, upper } = unit.push(value);
    expect(upper - lower).toBeLessThanOrEqual(width);
    width = upper - lower;
    const wide = scaled.push(-10 + 40 * value);
    expect(wide.lower).toBeCloseTo(-10 + 40 * lower, 10);
    expect(wide.upper).toBeCloseTo(-10 + 40 * upper, 10);
  }
  expect(unit.n).toBe(4000);
  expect(width).toBeLessThan(0.06);
});

test("where the mean moves away the interval is never empty", () => {
  const sequence = empiricalBernsteinSequence();
  for (let i = 0; i < 1000; i++) sequence.push(0);
  for (let i = 0; i < 3000; i++) sequence.push(1);
  const { lower, upper } = sequence.interval;
  expect(lower).toBeLessThanOrEqual(upper);
});

test.each<[() => unknown, string]>([
  [() => empiricalBernsteinSequence({ lower: 1 }), '"upper" expected a number > 1, the lower bound, got 1'],
  [() => empiricalBernsteinSequence().push(1.5), '"value" expected a number from 0 to 1, got 1.5'],
  [() => empiricalBernsteinSequence().push(Number.NaN), '"value" expected a number from 0 to 1, got NaN'],
  [
    () => alwaysValidInterval({ value: 1, standardError: -1, n: 2 }),
    '"estimate.standardError" expected a finite number >= 0, got -1',
  ],
  [
    () => alwaysValidInterval({ value: 1, standardError: 1 } as never),
    '"estimate.n" expected an integer >= 1, got undefined',
  ],
])("refused %#", (call, message) => {
  expect(call).toThrow(message);
});
