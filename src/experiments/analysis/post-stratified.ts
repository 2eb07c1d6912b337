import { alwaysValidInterval, type Interval, normalDistribution } from "../../statistics";
import type { Effect, IntervalOptions } from "./effect";

/** The overall effect as the mean of the segments' effects, each with its share of all users. */
export interface PostStratifiedEffect {
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly p: number;
  readonly alwaysValid: Interval & { readonly p: number };
  /** Share of users in segments that have an effect; the others, with fewer than 2 users in an arm, are not in it. */
  readonly coverage: number;
}

/**
 * Removes chance differences in how the arms are made up of segments (Miratrix, Sekhon & Yu 2013, "Adjusting treatment effect
 * estimates by post-stratification in randomized experiments").
 *
 * @param effects by segment; null where there is none.
 * @param sizes   users of each segment in the two arms.
 * @returns null where no segment has an effect.
 */
export function postStratified(
  effects: readonly (Effect | null)[],
  sizes: readonly number[],
  { confidence, narrowestAt }: IntervalOptions,
): PostStratifiedEffect | null {
  let [users, covered] = [0, 0];
  for (const [i, size] of sizes.entries()) {
    users += size;
    if (effects[i]) covered += size;
  }
  if (covered === 0) return null;
  let [difference, variance] = [0, 0];
  for (const [i, effect] of effects.entries()) {
    if (!effect) continue;
    const share = sizes[i]! / covered;
    difference += share * effect.difference;
    variance += share * share * effect.standardError * effect.standardError;
  }
  const standardError = Math.sqrt(variance);
  const law = normalDistribution();
  const reach = law.inverseSurvival((1 - confidence) / 2) * standardError;
  return {
    difference,
    standardError,
    interval: { lower: difference - reach, upper: difference + reach },
    p:
      standardError > 0
        ? Math.min(1, 2 * law.survival(Math.abs(difference) / standardError))
        : difference === 0
          ? 1
          : 0,
    alwaysValid: alwaysValidInterval({ value: difference, standardError, n: covered }, { confidence, narrowestAt }),
    coverage: covered / users,
  };
}
