import type { Distribution } from "../../src/statistics";
import * as statistics from "../../src/statistics";
import { fixture } from "./fixture";

/** x, density, P(X <= x), P(X > x), the quantile of the third, the inverse survival of the fourth; null below 1e-300 or where not given. */
export type OracleRow = readonly [x: number, ...(number | null)[]];

export interface OracleDistribution {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly rows: readonly OracleRow[];
}

export interface StatisticsFixture {
  readonly library: string;
  readonly continuous: readonly OracleDistribution[];
  readonly discrete: readonly OracleDistribution[];
  readonly tests: OracleTests;
}

/** What scipy.stats says. */
export interface OracleTests {
  readonly pairs: readonly {
    readonly a: number[];
    readonly b: number[];
    readonly of: Readonly<Record<string, Readonly<Record<string, number | number[]>>>>;
    readonly anderson: readonly [number, number];
  }[];
  readonly tables: readonly {
    readonly table: number[][];
    readonly pearson: readonly [number, number, number];
    readonly likelihoodRatio: readonly [number, number, number];
    readonly fisher?: readonly number[];
  }[];
  readonly wilson: readonly (readonly [number, number, number, number])[];
  readonly falseDiscovery: readonly [number[], number[]];
  readonly ksOneSample: readonly (readonly [n: number, d: number, both: number, one: number])[];
}

export const statisticsFixture = fixture<StatisticsFixture>("statistics");

export function distributionOf({ name, parameters }: Pick<OracleDistribution, "name" | "parameters">): Distribution {
  const [a, b, c] = parameters as [number, number, number];
  switch (name) {
    case "normal":
      return statistics.normalDistribution();
    case "gamma":
      return statistics.gammaDistribution(a);
    case "chiSquare":
      return statistics.chiSquareDistribution(a);
    case "beta":
      return statistics.betaDistribution(a, b);
    case "t":
      return statistics.tDistribution(a);
    case "f":
      return statistics.fDistribution(a, b);
    case "kolmogorov":
      return statistics.kolmogorovDistribution();
    case "binomial":
      return statistics.binomialDistribution(a, b);
    case "hypergeometric":
      return statistics.hypergeometricDistribution({ population: a, successes: b, draws: c });
    default:
      throw new Error(`no distribution ${name}`);
  }
}

/** How far two numbers are apart, as a share of the second. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
}

/** Largest relative errors of a distribution over its rows, by figure. */
export function largestErrors(oracle: OracleDistribution): Record<string, number> {
  const { density, cdf, survival, quantile, inverseSurvival } = distributionOf(oracle);
  const errors: Record<string, number> = {};
  const note = (figure: string, actual: number, expected: number | null | undefined) => {
    if (expected == null) return;
    errors[figure] = Math.max(errors[figure] ?? 0, relativeError(actual, expected));
  };
  for (const [x, ofDensity, lower, upper, ofLower, ofUpper] of oracle.rows) {
    note("density", density(x), ofDensity);
    note("cdf", cdf(x), lower);
    note("survival", survival(x), upper);
    if (ofLower != null) note("quantile", quantile(lower!), ofLower);
    if (ofUpper != null) note("inverseSurvival", inverseSurvival(upper!), ofUpper);
  }
  return errors;
}
