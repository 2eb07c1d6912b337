import { boolean, readOptions, type Schema } from "../../core/internal";
import { normalTails } from "../distributions/normal";
import { ALTERNATIVE, type AlternativeHypothesis, pOf } from "./alternative";
import { type Proportion, toProportion } from "./proportion";

/** Options of {@link twoProportionsTest}. */
export interface TwoProportionsTestOptions {
  /** @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
  /** Whether the standard error is that of one common proportion, as it is when nothing differs. @default true */
  pooled?: boolean | undefined;
}

/** Result of {@link twoProportionsTest}. */
export interface TwoProportionsTest {
  /** First proportion less the second. */
  readonly difference: number;
  readonly standardError: number;
  /** z, the difference in standard errors. */
  readonly statistic: number;
  readonly p: number;
}

const TWO_PROPORTIONS_TEST_OPTIONS = {
  alternative: ALTERNATIVE,
  pooled: boolean(true),
} satisfies Schema<TwoProportionsTestOptions>;

/**
 * Whether two proportions differ, by the normal law (Agresti 2013, "Categorical data analysis", 3.2). With few successes
 * use {@link fisherExactTest}; the interval of the difference is {@link newcombeInterval}.
 *
 * @param first successes and trials.
 * @param second likewise.
 * @param options the alternative, and whether the standard error is pooled.
 * @returns the difference, z and p; p is 1 where the standard error is 0 and nothing differs.
 * @throws RangeError when successes or trials are no whole numbers, or successes exceed trials.
 * @example
 * const { statistic } = twoProportionsTest({ successes: 60, trials: 100 }, { successes: 45, trials: 100 });
 * statistic.toFixed(4); // "2.1240"
 */
export function twoProportionsTest(
  first: Proportion,
  second: Proportion,
  options: TwoProportionsTestOptions = {},
): TwoProportionsTest {
  const a = toProportion("first", first);
  const b = toProportion("second", second);
  const { alternative, pooled } = readOptions(options, TWO_PROPORTIONS_TEST_OPTIONS);
  const difference = a.successes / a.trials - b.successes / b.trials;
  const common = { successes: a.successes + b.successes, trials: a.trials + b.trials };
  const standardError = Math.sqrt(
    varianceOf(pooled ? common : a) / a.trials + varianceOf(pooled ? common : b) / b.trials,
  );
  const statistic = difference === 0 ? 0 : difference / standardError;
  const p = difference === 0 && standardError === 0 ? 1 : pOf(alternative, normalTails(statistic));
  return { difference, standardError, statistic, p };
}

function varianceOf({ successes, trials }: Proportion): number {
  return (successes / trials) * ((trials - successes) / trials);
}
