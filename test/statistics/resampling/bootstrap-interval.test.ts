import { describe, expect, test } from "vitest";
import { bootstrapInterval, welchTest } from "../../../src/statistics";
import { normalSample, randomSample } from "../../helpers/random-sample";

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("bootstrap interval", () => {
  test("percentiles are those of the figures drawn", async () => {
    const figures: number[] = [];
    const sample = randomSample(1, 20);
    const statistic = (drawn: readonly number[]) => {
      figures.push(mean(drawn));
      return figures.at(-1)!;
    };
    const result = await bootstrapInterval([sample], {
      statistic,
      method: "percentile",
      resamples: 199,
      confidence: 0.9,
    });
    const [estimate, ...drawn] = figures;
    drawn.sort((a, b) => a - b);
    expect(drawn).toHaveLength(199);
    expect(result.estimate).toBe(estimate);
    const at = (p: number) =>
      drawn[Math.floor(p * 198)]! + ((p * 198) % 1) * (drawn[Math.floor(p * 198) + 1]! - drawn[Math.floor(p * 198)]!);
    expect(result.lower).toBeCloseTo(at(0.05), 12);
    expect(result.upper).toBeCloseTo(at(0.95), 12);
  });

  test("two samples: near Welch's interval of the difference of normal means", async () => {
    const [a, b] = [normalSample(3, 200), normalSample(4, 150).map((x) => x + 0.4)];
    const { estimate, standardError, lower, upper } = await bootstrapInterval([a, b], { resamples: 4000 });
    const welch = welchTest(a, b);
    expect(estimate).toBeCloseTo(welch.difference, 10);
    expect(Math.abs(standardError / welch.standardError - 1)).toBeLessThan(0.05);
    expect(Math.abs(lower - welch.interval.lower)).toBeLessThan(0.03);
    expect(Math.abs(upper - welch.interval.upper)).toBeLessThan(0.03);
  });

  test("BCa follows a skewed figure (variance of the spatial test data of Efron & Tibshirani 1993, 14.2; scipy, 100,000 resamples)", async () => {
    const spatial = [
      48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41,
    ];
    const variance = (values: readonly number[]) => {
      const center = mean(values);
      return mean(values.map((x) => (x - center) * (x - center)));
    };
    const options = { statistic: variance, confidence: 0.9, resamples: 10_000 } as const;
    const bca = await bootstrapInterval([spatial], options);
    const percentile = await bootstrapInterval([spatial], { ...options, method: "percentile" });
    expect(bca.estimate).toBeCloseTo(171.5, 1);
    expect(Math.abs(percentile.lower - 97.96)).toBeLessThan(2);
    expect(Math.abs(percentile.upper - 235.3)).toBeLessThan(3);
    expect(Math.abs(bca.lower - 115.78)).toBeLessThan(2);
    expect(Math.abs(bca.upper - 261.23)).toBeLessThan(3);
  });

  test("users come whole", async () => {
    const users = Array.from({ length: 30 }, (_, i) => ({ clicks: i % 4, views: 4 + (i % 3) }));
    const { estimate, lower, upper } = await bootstrapInterval([users], {
      statistic: (drawn) => mean(drawn.map(({ clicks }) => clicks)) / mean(drawn.map(({ views }) => views)),
      resamples: 499,
    });
    expect(estimate).toBeGreaterThan(lower);
    expect(estimate).toBeLessThan(upper);
  });

  test("same bits for a seed; more than 1,000 users in groups", async () => {
    const sample = randomSample(9, 1500);
    const by = (seed: number) => bootstrapInterval([sample], { resamples: 199, seed });
    expect(await by(1)).toEqual(await by(1));
    expect(await by(2)).not.toEqual(await by(1));
    const { lower, upper, estimate } = await by(1);
    expect(lower < estimate && estimate < upper).toBe(true);
  });

  test("a figure that never changes", async () => {
    expect(await bootstrapInterval([[2, 2, 2]], { resamples: 99 })).toEqual({
      estimate: 2,
      standardError: 0,
      lower: 2,
      upper: 2,
    });
  });

  test("can be aborted", async () => {
    const controller = new AbortController();
    const statistic = (sample: readonly number[]) => {
      controller.abort(new Error("enough"));
      return sample[0]!;
    };
    const run = bootstrapInterval([randomSample(1, 300)], {
      statistic,
      signal: controller.signal,
      resamples: 1_000_000,
    });
    await expect(run).rejects.toThrow("enough");
  });

  test.each<[() => Promise<unknown>, string]>([
    [() => bootstrapInterval([]), '"samples" expected one or more arrays, one entry a user, got an array of 0'],
    [() => bootstrapInterval([[1]]), '"samples[0]" expected at least 2 users, got 1'],
    [
      () =>
        bootstrapInterval([
          [1, 2],
          [1, 2],
          [3, 4],
        ]),
      '"statistic" expected a function of samples for 3 of them, got undefined',
    ],
    [
      () => bootstrapInterval([[1, 2]], { statistic: () => Number.NaN }),
      '"statistic" expected to give finite numbers, got NaN',
    ],
    [
      () => bootstrapInterval([[1, 2]], { resamples: 5 }),
      '"resamples" expected an integer >= 99 and <= 1000000, got 5',
    ],
  ])("refused %#", async (call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});
