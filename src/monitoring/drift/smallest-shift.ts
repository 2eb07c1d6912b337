import { log } from "../../core/internal";
import { normalDistribution } from "../../statistics";

interface Sizes {
  readonly earlier: number;
  readonly later: number;
}

/** Normal quantile of finding an effect four times in five. */
const POWER = 0.8;

/** The change of a share that a two-sided test finds four times in five. */
export function smallestShift(share: number, { earlier, later }: Sizes, level: number): number {
  return quantiles(level / 2) * Math.sqrt(share * (1 - share) * (1 / earlier + 1 / later));
}

/** The difference of means, in standard deviations, that a one-sided test finds four times in five. */
export function smallestDifference({ earlier, later }: Sizes, level: number): number {
  return quantiles(level) * Math.sqrt(1 / Math.max(1, earlier) + 1 / Math.max(1, later));
}

/** About the largest distance of two distribution functions that is found four times in five (Smirnov's law, and a normal margin). */
export function smallestDistance({ earlier, later }: Sizes, level: number): number {
  const scale = Math.sqrt(1 / earlier + 1 / later);
  return Math.min(1, scale * (Math.sqrt(-log(level / 2) / 2) + normalDistribution().quantile(POWER) / 2));
}

function quantiles(tail: number): number {
  const law = normalDistribution();
  return law.inverseSurvival(tail) + law.quantile(POWER);
}
