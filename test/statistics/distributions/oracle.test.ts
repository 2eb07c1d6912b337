import { describe, expect, test } from "vitest";
import {
  distributionOf,
  largestErrors,
  type OracleDistribution,
  statisticsFixture,
} from "../../helpers/oracle-distributions";

const { continuous, discrete } = statisticsFixture;
const titled = (all: readonly OracleDistribution[]) =>
  all.map((oracle) => [`${oracle.name}(${oracle.parameters.join(", ")})`, oracle] as const);

test("the fixture goes down to 1e-300 on both sides", () => {
  const rows = [...continuous, ...discrete].flatMap((oracle) => oracle.rows);
  expect(rows.length).toBeGreaterThan(700);
  expect(Math.min(...rows.map((row) => row[2] ?? 1))).toBeLessThan(1e-299);
  expect(Math.min(...rows.map((row) => row[3] ?? 1))).toBeLessThan(1e-299);
});

describe.each(titled([...continuous, ...discrete]))("%s", (_, oracle) => {
  test.each(Object.entries(largestErrors(oracle)))("%s is within 1e-12 of mpmath (%d)", (_figure, error) => {
    expect(error).toBeLessThan(1e-12);
  });
});

describe.each(titled(discrete))("%s", (_, oracle) => {
  const { cdf, survival, quantile, inverseSurvival } = distributionOf(oracle);
  test.each(oracle.rows.map(([k]) => k))("quantiles around %d", (k) => {
    const quantileOf = quantile(cdf(k));
    expect(quantileOf <= k && cdf(quantileOf) === cdf(k)).toBe(true);
    const inverse = inverseSurvival(survival(k));
    expect(inverse <= k && survival(inverse) === survival(k)).toBe(true);
  });
});
