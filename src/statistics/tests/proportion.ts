import { integer, readOptions, type Schema, wrongValue } from "../../core/internal";

/** Successes among independent trials: users that converted among those that were exposed. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
const PROPORTION = { successes: integer(COUNT), trials: integer({ ...COUNT, min: 1 }) } satisfies Schema<Proportion>;

/**
 * Reads a proportion at the public edge.
 *
 * @throws TypeError when a number is missing.
 * @throws RangeError when one is no whole number, there are no trials, or more successes than trials.
 */
export function toProportion(name: string, proportion: Proportion): Required<Proportion> {
  const { successes, trials } = readOptions(proportion, PROPORTION, name);
  if (successes === undefined) throw wrongValue("type", `${name}.successes`, PROPORTION.successes.expected, successes);
  if (trials === undefined) throw wrongValue("type", `${name}.trials`, PROPORTION.trials.expected, trials);
  if (successes > trials) {
    throw new RangeError(`"${name}.successes" expected at most ${trials}, the trials, got ${successes}`);
  }
  return { successes, trials };
}
