import { integer, type Schema } from "../../core/internal";
import { requiredFigures } from "../required-figures";
import { divide, double } from "../special/double-double";
import type { Tails } from "../special/tails";
import { binomialProbability } from "./binomial";
import { firstCount } from "./count-quantile";
import { type Distribution, distributionOf } from "./distribution";

/** What {@link hypergeometricDistribution} draws from. */
export interface HypergeometricOptions {
  /** Items there are. */
  population: number;
  /** Of them, those that count as a success. */
  successes: number;
  /** Items drawn without replacement. */
  draws: number;
}

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
const HYPERGEOMETRIC_OPTIONS = {
  population: integer(COUNT),
  successes: integer(COUNT),
  draws: integer(COUNT),
} satisfies Schema<HypergeometricOptions>;

/**
 * The hypergeometric distribution: successes among items drawn without replacement. Probabilities as Loader (2000) computes
 * them; tails are sums over the nearer side, so their time grows with the standard deviation.
 *
 * @param options the population, the successes in it, and the draws; all are required.
 * @returns its probabilities, both tails and their inverses.
 * @throws TypeError when a number is missing.
 * @throws RangeError when one is no whole number >= 0, or larger than the population.
 * @example
 * hypergeometricDistribution({ population: 50, successes: 5, draws: 10 }).survival(3).toFixed(6); // "0.004084"
 */
export function hypergeometricDistribution(options: HypergeometricOptions): Distribution {
  const { population, successes, draws } = requiredFigures(
    "",
    options,
    HYPERGEOMETRIC_OPTIONS,
    "an object of population, successes and draws",
  );
  integer({ min: 0, max: population }).read(successes, "successes");
  integer({ min: 0, max: population }).read(draws, "draws");
  const law = new Hypergeometric(population, successes, draws);
  return distributionOf({
    density: (x) => (Number.isInteger(x) ? law.probability(x) : 0),
    tails: (x) => law.tails(Math.floor(x)),
    quantile: (p) => firstCount(law.low, law.high, law.mean, (k) => law.tails(k).lower >= p),
    inverseSurvival: (q) => firstCount(law.low, law.high, law.mean, (k) => law.tails(k).upper <= q),
  });
}

/** The law itself, of valid numbers. */
export class Hypergeometric {
  readonly low: number;
  readonly high: number;
  readonly mean: number;

  constructor(
    readonly population: number,
    readonly successes: number,
    readonly draws: number,
  ) {
    this.low = Math.max(0, draws - (population - successes));
    this.high = Math.min(draws, successes);
    this.mean = population > 0 ? draws * (successes / population) : 0;
  }

  /** Of exactly k successes. */
  probability(k: number): number {
    const { population, successes, draws, low, high } = this;
    if (k < low || k > high) return 0;
    if (low === high) return 1;
    const rate = {
      x: divide(double(draws), double(population)),
      y: divide(double(population - draws), double(population)),
    };
    const own = binomialProbability(successes, rate, k);
    const others = binomialProbability(population - successes, rate, draws - k);
    return own * (others / binomialProbability(population, rate, draws));
  }

  /** P(X <= k) and P(X > k). */
  tails(k: number): Tails {
    if (k < this.low) return { lower: 0, upper: 1 };
    if (k >= this.high) return { lower: 1, upper: 0 };
    if (k < this.mean) {
      const lower = this.#sum(k, -1);
      return { lower, upper: 1 - lower };
    }
    const upper = this.#sum(k + 1, 1);
    return { lower: 1 - upper, upper };
  }

  /** Probabilities from k on, away from the mean. */
  #sum(k: number, direction: 1 | -1): number {
    const { population, successes, draws } = this;
    const rest = population - successes - draws;
    let term = 1;
    let sum = 1;
    for (let x = k; term > sum * 1e-18; x += direction) {
      if (direction > 0) term *= ((successes - x) / (x + 1)) * ((draws - x) / (rest + x + 1));
      else term *= (x / (successes - x + 1)) * ((rest + x) / (draws - x + 1));
      sum += term;
    }
    return this.probability(k) * sum;
  }
}
