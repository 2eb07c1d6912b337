import { integer, type Schema, wrongValue } from "../../core/internal";
import { requiredFigures } from "../required-figures";

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
export function toProportion(name: string, proportion: Proportion): Proportion {
  const read = requiredFigures(name, proportion, PROPORTION, "an object of successes and trials");
  const { successes, trials } = read;
  if (successes > trials) {
    throw wrongValue(`${name}.successes`, `at most ${trials}, the trials`, successes);
  }
  return read;
}
