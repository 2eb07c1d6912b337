import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Durations, kaplanMeier, logRankTest } from "../../../src/statistics";

// Freireich et al. 1963, remission of leukemia in weeks: 6-MP (0 = censored) and placebo. Figures by scipy 1.17.1:
// stats.ecdf(...).sf with the log-log interval, stats.logrank; R's survdiff gives 16.8 on 1 degree of freedom.
const TREATED: Durations = {
  times: [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
  ended: [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map((flag) => flag === 1),
};
const PLACEBO: Durations = {
  times: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  ended: new Uint8Array(21).fill(1),
};

test("remission under 6-MP: the curve and its intervals of scipy", () => {
  const { points, median, n } = kaplanMeier(TREATED);
  expect([n, median]).toEqual([21, 23]);
  expect(points.map(({ time }) => time)).toEqual([6, 7, 10, 13, 16, 22, 23]);
  const shares = [0.85714286, 0.80672269, 0.75294118, 0.69019608, 0.62745098, 0.53781513, 0.44817927];
  const lower = [0.61971796, 0.56314656, 0.50319951, 0.43161022, 0.36751086, 0.26777894, 0.18805201];
  const upper = [0.95155175, 0.92280902, 0.88936184, 0.84906596, 0.80491219, 0.74679072, 0.68014263];
  for (const [i, { survival, interval }] of points.entries()) {
    expect(survival).toBeCloseTo(shares[i]!, 8);
    expect(interval.lower).toBeCloseTo(lower[i]!, 8);
    expect(interval.upper).toBeCloseTo(upper[i]!, 8);
  }
});

test("6-MP against placebo: the log-rank test of scipy", () => {
  const { statistic, degreesOfFreedom, p, groups } = logRankTest([TREATED, PLACEBO]);
  expect(statistic).toBeCloseTo(16.792940989216536, 10);
  expect(p).toBeCloseTo(4.168809109334529e-5, 12);
  expect(degreesOfFreedom).toBe(1);
  expect(groups.map(({ n, observed }) => [n, observed])).toEqual([
    [21, 9],
    [21, 21],
  ]);
  expect(groups[0]!.expected + groups[1]!.expected).toBeCloseTo(30, 10);
});

const anyDurations = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 20 })
  .map((pairs): Durations => ({ times: pairs.map(([time]) => time), ended: pairs.map(([, ended]) => ended) }));

test("without censoring the curve is the share of longer times", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (times) => {
      for (const { time, survival } of kaplanMeier({ times, ended: times.map(() => true) }).points) {
        expect(survival).toBeCloseTo(times.filter((other) => other > time).length / times.length, 12);
      }
    }),
  );
});

test("groups that are alike have no difference, and the order of groups does not matter", () => {
  fc.assert(
    fc.property(anyDurations, anyDurations, anyDurations, (a, b, c) => {
      fc.pre([a, b, c].some(({ ended }) => ended.some(Boolean)));
      const one = logRankTest([a, b, c]);
      expect(logRankTest([c, a, b]).statistic).toBeCloseTo(one.statistic, 8);
      expect(one.p).toBeGreaterThanOrEqual(0);
      expect(one.p).toBeLessThanOrEqual(1);
    }),
  );
  const { statistic, p } = logRankTest([TREATED, TREATED, TREATED]);
  expect(statistic).toBeCloseTo(0, 12);
  expect(p).toBeCloseTo(1, 12);
});

describe("wrong calls", () => {
  test.each([
    [null, '"durations" expected durations { times, ended }, got null'],
    [{ times: [], ended: [] }, '"durations.times" expected at least 1 value, got 0'],
    [{ times: [-1], ended: [true] }, '"durations.times" expected times >= 0, got -1 at position 0'],
    [{ times: [1, 2], ended: [true] }, '"durations.ended" expected 2 values, got 1'],
    [{ times: [Number.NaN], ended: [true] }, '"durations.times" expected finite numbers, got NaN at position 0'],
  ])("%j", (durations, message) => {
    expect(() => kaplanMeier(durations as never)).toThrow(message);
  });

  test("groups", () => {
    expect(() => logRankTest([TREATED])).toThrow('"groups" expected two or more durations, got 1');
    const nothing = { times: [1], ended: [false] };
    expect(() => logRankTest([nothing, nothing])).toThrow('"groups" expected an end in one of them, got none');
  });
});
