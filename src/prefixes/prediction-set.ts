import type { FigureRanks } from "./user-figures";

/** Share of users whose segment is in their set. */
export const COVERAGE = 0.9;

/**
 * The classes that cannot be ruled out (split conformal prediction, Vovk, Gammerman & Shafer 2005): the probability of each is compared with
 * what users not counted were given for what came true. A class stays when
 *
 *     (users with a larger miss + draw x (users with an equal one + 1)) / (users + 1) > 1 - coverage
 *
 * @param misses 1 - probability of what came true, of users the law was not fitted to.
 * @param draw from 0 to 1: breaks ties, so that the coverage is as stated and not more.
 */
export function predictionSet(
  probabilities: Float64Array,
  misses: FigureRanks,
  draw: number,
  coverage: number,
): number[] {
  const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  return order.filter((c) => {
    const miss = 1 - probabilities[c]!;
    const larger = misses.beyond(miss);
    return (larger + draw * (misses.reaching(miss) - larger + 1)) / (misses.all + 1) > 1 - coverage;
  });
}
