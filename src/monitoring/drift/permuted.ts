import type { Checkpoint } from "../../core/internal";
import { UserDeals } from "./deal-users";
import { type Groups, inputsOf, isPlain } from "./groups";

/** What a permutation test found. */
export interface Permuted {
  readonly statistic: number;
  /** (1 + permutations at least as large) / (1 + permutations). */
  readonly p: number;
}

/** Sums in another order differ in their last digits: as large is what comes that near. */
const ROUNDING = 1e-9;
/** The same for sums of nothing, of which only last digits are left. */
const NOTHING = 1e-12;

/**
 * Whether a statistic of the two groups is larger than where users are dealt out to them anew.
 *
 * @param statistic of the inputs of each type, in both groups and in the later one; large where groups differ.
 * @param strata for each type the stratum in which users are dealt, where each user has one input; all in one otherwise.
 */
export async function permuted(
  groups: Groups,
  statistic: (later: Float64Array, all: Float64Array) => number,
  { permutations, seed, strata }: { permutations: number; seed: number; strata?: Int32Array },
  at: Checkpoint,
): Promise<Permuted> {
  const plain = isPlain(groups);
  const units = groups.totals.length;
  const all = inputsOf(groups, groups.totals);
  const observed = statistic(inputsOf(groups, groups.later), all);
  const deals = new UserDeals(groups.totals, groups.later, plain && strata ? strata : new Int32Array(units), seed);
  const later = new Float64Array(units);
  const least = observed - Math.max(Math.abs(observed) * ROUNDING, NOTHING);
  let extreme = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    deals.deal(permutation, later);
    if (statistic(plain ? later : inputsOf(groups, later), all) >= least) extreme += 1;
    await at.pass((permutation + 1) / permutations);
  }
  return { statistic: observed, p: (1 + extreme) / (1 + permutations) };
}
