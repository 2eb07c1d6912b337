import { readOptions, type Schema } from "../../core/internal";
import { firstCount } from "../distributions/count-quantile";
import { Hypergeometric } from "../distributions/hypergeometric";
import { ALTERNATIVE, type AlternativeHypothesis } from "./alternative";
import { type Proportion, toProportion } from "./proportion";

/** Options of {@link fisherExactTest}. */
export interface FisherExactTestOptions {
  /** @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
}

/** Result of {@link fisherExactTest}. */
export interface FisherExactTest {
  /** Odds of a success in the first over those in the second; null where the second has none, or the first only successes. */
  readonly oddsRatio: number | null;
  readonly p: number;
}

const FISHER_EXACT_TEST_OPTIONS = { alternative: ALTERNATIVE } satisfies Schema<FisherExactTestOptions>;

/**
 * Whether two proportions differ, exactly: given how many successes there are in all, those of the first are hypergeometric
 * (Fisher 1935). Two-sided, the probabilities of all counts that are no more probable than the one seen are added up.
 *
 * @param first successes and trials.
 * @param second likewise.
 * @param options the alternative.
 * @returns the odds ratio of the sample, and p.
 * @throws RangeError when successes or trials are no whole numbers, or successes exceed trials.
 * @example
 * const { p } = fisherExactTest({ successes: 3, trials: 4 }, { successes: 1, trials: 4 });
 * p.toFixed(4); // "0.4857"
 */
export function fisherExactTest(
  first: Proportion,
  second: Proportion,
  options: FisherExactTestOptions = {},
): FisherExactTest {
  const a = toProportion("first", first);
  const b = toProportion("second", second);
  const { alternative } = readOptions(options, FISHER_EXACT_TEST_OPTIONS);
  const law = new Hypergeometric(a.trials + b.trials, a.successes + b.successes, a.trials);
  const against = (a.trials - a.successes) * b.successes;
  return {
    oddsRatio: against > 0 ? (a.successes * (b.trials - b.successes)) / against : null,
    p: Math.min(1, pOf(alternative, law, a.successes)),
  };
}

function pOf(alternative: AlternativeHypothesis, law: Hypergeometric, seen: number): number {
  if (alternative === "less") return law.tails(seen).lower;
  if (alternative === "greater") return law.tails(seen - 1).upper;
  const limit = law.probability(seen) * (1 + ROUNDING);
  const mode = firstCount(law.low, law.high, law.mean, (k) => law.probability(k + 1) <= law.probability(k));
  const asRare = (k: number) => law.probability(k) <= limit;
  if (asRare(mode)) return 1;
  if (seen > mode) {
    const left = firstCount(law.low, mode, mode, (k) => !asRare(k)) - 1;
    return law.tails(seen - 1).upper + law.tails(left).lower;
  }
  const right = firstCount(mode, law.high + 1, mode, asRare);
  return law.tails(seen).lower + law.tails(right - 1).upper;
}

/** Probabilities that differ by less are the same. */
const ROUNDING = 1e-10;
