import { exp, type Steps, sum } from "../../core/internal";
import { nullSequences } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";

/** Inputs that are drawn from a large log. */
const DRAWN = 600;
/** Share of the different paths of a shuffled log. */
const FEWER = 0.75;

/**
 * Whether inputs take the same paths as others more than chance has it: the log shows at most three quarters of the different
 * paths that as many inputs show when their actions are shuffled. Short paths of few actions are often equal by chance. Where each
 * path is one action there is nothing to shuffle, and equal paths are all there is.
 */
export function* repeatsPaths(sequences: TokenizedSequences, seed: number): Steps<boolean> {
  const { tokens, weights } = sequences;
  if (tokens.length === weights.length) return true;
  const inputs = sum(weights);
  const count = Math.min(inputs, DRAWN);
  const lists = yield* nullSequences(sequences, "shuffled", { count, seed });
  const shuffled = new Set(lists.map((list) => JSON.stringify(list))).size;
  const own =
    count === inputs ? weights.length : weights.reduce((all, weight) => all + 1 - exp((-count * weight) / inputs), 0);
  return own <= FEWER * shuffled;
}
