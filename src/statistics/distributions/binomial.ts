import { integer, number } from "../../core/internal";
import { betaKernel, betaTails, type Share, shareOf } from "../special/incomplete-beta";
import { powerOf } from "../special/power";
import { fromLower, fromUpper, type Tails } from "../special/tails";
import { firstCount } from "./count-quantile";
import { type Distribution, distributionOf } from "./distribution";

/**
 * The binomial distribution: successes in independent trials.
 *
 * @param trials number of trials, a whole number >= 0.
 * @param probability of a success in each, from 0 to 1.
 * @returns its probabilities, both tails and their inverses.
 * @throws RangeError when an argument is out of its range.
 * @example
 * binomialDistribution(10, 0.5).density(5).toFixed(6); // "0.246094"
 * binomialDistribution(1000, 0.01).survival(60).toPrecision(6); // "2.86104e-28"
 */
export function binomialDistribution(trials: number, probability: number): Distribution {
  integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).read(trials, "trials");
  number({ min: 0, max: 1 }).read(probability, "probability");
  const share = shareOf(probability);
  const tails = (x: number) => binomialTails(trials, share, Math.floor(x));
  const mean = trials * probability;
  return distributionOf({
    density: (x) => (Number.isInteger(x) ? binomialProbability(trials, share, x) : 0),
    tails,
    quantile: (p) => firstCount(0, trials, mean, (k) => tails(k).lower >= p),
    inverseSurvival: (q) => firstCount(0, trials, mean, (k) => tails(k).upper <= q),
  });
}

/** Probability of k successes in n trials of probability `share.x`. */
export function binomialProbability(n: number, share: Share, k: number): number {
  if (k < 0 || k > n) return 0;
  if (k === 0) return powerOf(share.y, n);
  if (k === n) return powerOf(share.x, n);
  return betaKernel(k, n - k, share) * (n / k / (n - k));
}

function binomialTails(n: number, { x, y }: Share, k: number): Tails {
  if (k < 0) return fromLower(0);
  if (k >= n) return fromUpper(0);
  return betaTails(n - k, k + 1, { x: y, y: x });
}
