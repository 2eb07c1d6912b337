import { oneOf, readOptions, type Schema, wrongType } from "../../core/internal";
import type { Distribution } from "../distributions/distribution";
import { ALTERNATIVE, type AlternativeHypothesis } from "./alternative";
import { oneSampleSurvival } from "./one-sample-distance";
import { toValues, type Values } from "./sample";

/** Options of {@link kolmogorovSmirnovTest}. */
export interface KolmogorovSmirnovTestOptions {
  /**
   * Of the distribution functions: "greater" asks whether that of the sample is above, so that its values are smaller.
   * @default "two-sided"
   */
  alternative?: AlternativeHypothesis | undefined;
  /**
   * One of: "exact"; "asymptotic", the limit with corrections of order 1 / n (Vrbik 2018); "auto", exact up to 1,000 values.
   * @default "auto"
   */
  method?: "auto" | "exact" | "asymptotic" | undefined;
}

/** Result of {@link kolmogorovSmirnovTest} and {@link twoSampleKolmogorovSmirnovTest}. */
export interface KolmogorovSmirnovTest {
  /** Largest distance of the two distribution functions, in the direction asked for. */
  readonly statistic: number;
  readonly p: number;
  readonly method: "exact" | "asymptotic";
}

/** Fields of both tests. */
export const KOLMOGOROV_SMIRNOV_TEST_OPTIONS = {
  alternative: ALTERNATIVE,
  method: oneOf<"auto" | "exact" | "asymptotic", "auto">(["auto", "exact", "asymptotic"], "auto"),
} satisfies Schema<KolmogorovSmirnovTestOptions>;

/**
 * Whether a sample comes from a given continuous distribution (Kolmogorov 1933; Smirnov 1948). The distribution must not be
 * fitted to the same sample: p would be too large.
 *
 * @param sample values, one a user.
 * @param distribution any object with a `cdf`, such as a {@link Distribution} of this package.
 * @param options the alternative, and how p is found.
 * @returns the largest distance, and p.
 * @throws RangeError when the sample is empty or a value is not finite.
 * @example
 * const { statistic } = kolmogorovSmirnovTest([-1.2, -0.3, 0.4, 0.5, 2.1], normalDistribution());
 * statistic.toFixed(4); // "0.2554"
 */
export function kolmogorovSmirnovTest(
  sample: Values,
  distribution: Pick<Distribution, "cdf">,
  options: KolmogorovSmirnovTestOptions = {},
): KolmogorovSmirnovTest {
  const values = Float64Array.from(toValues("sample", sample)).sort();
  if (typeof distribution?.cdf !== "function") {
    throw wrongType("distribution", "an object with a cdf", distribution);
  }
  const { alternative, method: asked } = readOptions(options, KOLMOGOROV_SMIRNOV_TEST_OPTIONS);
  const n = values.length;
  let above = 0;
  let below = 0;
  for (const [i, value] of values.entries()) {
    const expected = distribution.cdf(value);
    above = Math.max(above, (i + 1) / n - expected);
    below = Math.max(below, expected - i / n);
  }
  const statistic = alternative === "greater" ? above : alternative === "less" ? below : Math.max(above, below);
  const method = asked === "auto" ? (n <= EXACT_UP_TO ? "exact" : "asymptotic") : asked;
  return { statistic, p: oneSampleSurvival(n, statistic, alternative, method), method };
}

const EXACT_UP_TO = 1000;
