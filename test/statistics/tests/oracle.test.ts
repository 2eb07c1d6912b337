import { describe, expect, test } from "vitest";
import {
  type AlternativeHypothesis,
  andersonDarlingTest,
  chiSquareTest,
  fisherExactTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  normalDistribution,
  twoSampleKolmogorovSmirnovTest,
  welchTest,
  wilsonInterval,
} from "../../../src/statistics";
import { oneSampleSurvival } from "../../../src/statistics/tests/one-sample-distance";
import { relativeError, statisticsFixture } from "../../helpers/oracle-distributions";

const { pairs, tables, wilson, ksOneSample } = statisticsFixture.tests;
const ALTERNATIVES: readonly AlternativeHypothesis[] = ["two-sided", "less", "greater"];

const near = (actual: number, expected: number, within = 1e-11) =>
  expect(relativeError(actual, expected), `${actual} beside ${expected}`).toBeLessThan(within);

describe.each(pairs.map((pair, i) => [i, pair] as const))("pair %d, as scipy", (_, { a, b, of, anderson }) => {
  describe.each(ALTERNATIVES)("%s", (alternative) => {
    const expected = of[alternative]! as Record<string, number[]> & { mannWhitneyExact?: number; ksExact?: number };

    test("Welch", () => {
      const { statistic, degreesOfFreedom, p, interval } = welchTest(a, b, { alternative });
      const [t, df, ofP, lower, upper] = expected.welch!;
      near(statistic, t!);
      near(degreesOfFreedom, df!);
      near(p, ofP!);
      near(interval.lower, lower ?? Number.NEGATIVE_INFINITY);
      near(interval.upper, upper ?? Number.POSITIVE_INFINITY);
    });

    test("Mann-Whitney", () => {
      const normal = mannWhitneyTest(a, b, { alternative, method: "normal" });
      expect(normal.statistic).toBe(expected.mannWhitney![0]);
      near(normal.p, expected.mannWhitney![1]!);
      if (expected.mannWhitneyExact !== undefined) {
        near(mannWhitneyTest(a, b, { alternative, method: "exact" }).p, expected.mannWhitneyExact);
      }
    });

    test("Kolmogorov-Smirnov", () => {
      const asymptotic = twoSampleKolmogorovSmirnovTest(a, b, { alternative, method: "asymptotic" });
      near(asymptotic.statistic, expected.ks![0]!);
      if (alternative === "two-sided") near(asymptotic.p, expected.ks![1]!, 1e-9);
      if (expected.ksExact !== undefined)
        near(twoSampleKolmogorovSmirnovTest(a, b, { alternative }).p, expected.ksExact);
      const one = kolmogorovSmirnovTest(a, normalDistribution(), { alternative });
      near(one.statistic, expected.ksOne![0]!);
      near(one.p, expected.ksOne![1]!, 1e-9);
    });
  });

  test("Anderson-Darling", () => {
    const { statistic, p, atEndOfTable } = andersonDarlingTest([a, b]);
    near(statistic, anderson[0]);
    near(p, anderson[1], 1e-9);
    expect(atEndOfTable).toBe(anderson[1] === 0.25 || anderson[1] === 0.001);
  });
});

test.each(ksOneSample)("one sample of %d at distance %d, as scipy", (n, d, both, one) => {
  near(oneSampleSurvival(n, d, "two-sided", "exact"), both, 1e-10);
  near(oneSampleSurvival(n, d, "greater", "exact"), one, 1e-9);
});

describe.each(tables.map((entry) => [JSON.stringify(entry.table), entry] as const))(
  "table %s, as scipy",
  (_, entry) => {
    test.each(["pearson", "likelihood-ratio"] as const)("%s", (statistic) => {
      const [value, df, p] = statistic === "pearson" ? entry.pearson : entry.likelihoodRatio;
      const result = chiSquareTest(entry.table, { statistic });
      near(result.statistic, value);
      expect(result.degreesOfFreedom).toBe(df);
      near(result.p, p);
    });

    if (entry.fisher === undefined) return;

    test("Fisher", () => {
      const [first, second] = [0, 1].map((row) => {
        const [successes, failures] = entry.table[row]! as [number, number];
        return { successes, trials: successes + failures };
      }) as [{ successes: number; trials: number }, { successes: number; trials: number }];
      for (const [i, alternative] of ALTERNATIVES.entries()) {
        near(fisherExactTest(first, second, { alternative }).p, entry.fisher![i]!, 1e-10);
      }
    });
  },
);

test.each(wilson)("Wilson's interval of %d of %d, as scipy", (successes, trials, low, high) => {
  const { lower, upper } = wilsonInterval({ successes, trials });
  expect(lower).toBeCloseTo(low, 12);
  expect(upper).toBeCloseTo(high, 12);
});
