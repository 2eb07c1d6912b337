import { describe, expect, test } from "vitest";
import {
  binomialDistribution,
  bootstrapInterval,
  newcombeInterval,
  ratioOfSums,
  relativeEffect,
  welchTest,
  wilsonInterval,
} from "../../../src/statistics";
import { randomSample } from "../../helpers/random-sample";

/** How often the interval of a count holds the true share. */
function coverage(trials: number, share: number, confidence: number): number {
  const { density } = binomialDistribution(trials, share);
  let covered = 0;
  for (let successes = 0; successes <= trials; successes++) {
    const { lower, upper } = wilsonInterval({ successes, trials }, { confidence });
    if (lower <= share && share <= upper) covered += density(successes);
  }
  return covered;
}

describe("Wilson", () => {
  test("covers as stated, averaged over shares", () => {
    for (const trials of [10, 50]) {
      const shares = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
      const mean = shares.reduce((sum, share) => sum + coverage(trials, share, 0.9), 0) / shares.length;
      expect(Math.abs(mean - 0.9)).toBeLessThan(0.01);
    }
  });

  test("stays within [0, 1] and holds the share itself", () => {
    expect(wilsonInterval({ successes: 0, trials: 5 }).lower).toBe(0);
    expect(wilsonInterval({ successes: 5, trials: 5 }).upper).toBe(1);
    const { lower, upper } = wilsonInterval({ successes: 1, trials: 1e9 });
    expect(lower > 0 && lower < 1e-9 && upper > 1e-9).toBe(true);
  });
});

test("Newcombe turns around with its arguments", () => {
  const [a, b] = [
    { successes: 9, trials: 31 },
    { successes: 21, trials: 40 },
  ];
  const [there, back] = [newcombeInterval(a, b), newcombeInterval(b, a)];
  expect(there.lower).toBeCloseTo(-back.upper, 14);
  expect(there.upper).toBeCloseTo(-back.lower, 14);
});

describe("delta method", () => {
  const views = randomSample(1, 400).map((u) => 1 + Math.floor(9 * u));
  const clicks = randomSample(2, 400).map((u, i) => Math.floor(views[i]! * u));

  test("a ratio of sums is near its bootstrap", async () => {
    const { ratio, standardError, interval, moments } = ratioOfSums(clicks, views);
    const pairs = clicks.map((click, i) => [click, views[i]!] as const);
    const sum = (of: readonly (readonly [number, number])[], column: 0 | 1) =>
      of.reduce((total, pair) => total + pair[column], 0);
    const drawn = await bootstrapInterval([pairs], { statistic: (users) => sum(users, 0) / sum(users, 1) });
    expect(ratio).toBeCloseTo(drawn.estimate, 12);
    expect(Math.abs(standardError / drawn.standardError - 1)).toBeLessThan(0.06);
    expect(Math.abs(interval.lower - drawn.lower)).toBeLessThan(0.01);
    expect(welchTest(moments, moments)).toMatchObject({ difference: 0, p: 1 });
    expect(Math.sqrt(moments.variance / moments.n)).toBeCloseTo(standardError, 14);
  });

  test("a relative effect is that of the negated values, turned around", () => {
    const [up, down] = [
      relativeEffect(clicks, views),
      relativeEffect(
        clicks.map((x) => -x),
        views.map((x) => -x),
      ),
    ];
    expect(down.effect).toBeCloseTo(-up.effect, 14);
    expect(down.standardError).toBeCloseTo(up.standardError, 14);
    expect(relativeEffect(views, views)).toMatchObject({ effect: 0, p: 1 });
  });
});

test.each<[() => unknown, string]>([
  [
    () => wilsonInterval({ successes: 1.5, trials: 2 }),
    '"proportion.successes" expected an integer >= 0 and <= 9007199254740991, got 1.5',
  ],
  [
    () => wilsonInterval({ successes: 1 } as never),
    '"proportion.trials" expected an integer >= 1 and <= 9007199254740991, got undefined',
  ],
  [
    () => wilsonInterval({ successes: 1, trials: 2 }, { confidence: 95 }),
    '"confidence" expected a number > 0 and < 1, got 95',
  ],
  [() => relativeEffect([1, 2], [-1, 1]), '"second" expected a mean other than 0, got 0'],
  [() => ratioOfSums([1, 2], [1, 2, 3]), '"denominators" expected 2 values, got 3'],
  [() => ratioOfSums([1, 2], [-1, 1]), '"denominators" expected a sum other than 0, got 0'],
])("refused %#", (call, message) => {
  expect(call).toThrow(message);
});
