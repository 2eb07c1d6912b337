import { checkpoint, readOptions, sum, verbatim, wrongType, wrongValue } from "../../core/internal";
import { BUILD_SEQUENCES_OPTIONS, SEQUENCE_OPTIONS, type SequenceOptions } from "../sequence-options";
import type { TokenizedSequences } from "../types";
import { logOfTexts } from "./action-log";
import { tokenize } from "./tokenize";

/** Inputs are numbered by whole numbers of 32 bits. */
const MOST_INPUTS = 2 ** 31 - 1;

/**
 * Turns paths that are counted already, such as the result of a `GROUP BY` in a warehouse, into token sequences: the same
 * as {@link sequencesFrom} gives for each path repeated as often as its weight says, without the repetition.
 *
 * The inputs are the users or sessions behind the paths, in the order of `paths`; they have no names and no times.
 *
 * @param paths arrays of actions, or arrow paths such as `"START -> BUY"`; equal ones are added up.
 * @param weights for each path the number of users or sessions that show it, a whole number >= 1.
 * @param options see {@link SequenceOptions}; `prepare` is refused.
 * @returns distinct sequences with weights, the vocabulary, and the row of each user or session.
 * @throws TypeError when a path is neither, or an action is not a string; RangeError when a weight is not a whole number >= 1,
 *   weights and paths differ in number, or the weights add up to more than 2,147,483,647.
 * @example
 * const sequences = await weightedSequences(["START -> BUY", "START -> LEAVE"], [1200, 30]);
 * sequences.weights; // Float64Array [1200, 30]
 */
export async function weightedSequences(
  paths: readonly (readonly string[] | string)[],
  weights: readonly number[] | Float64Array | Float32Array | Uint32Array | Int32Array,
  options: SequenceOptions = {},
): Promise<TokenizedSequences> {
  const settings = readOptions(options, SEQUENCE_OPTIONS);
  if (settings.prepare !== undefined) {
    throw new TypeError('"prepare" is for sequences one by one, not for paths with weights: give it to sequencesFrom');
  }
  const log = { ...logOfTexts("paths", paths), weights: toWeights(weights, paths.length) };
  const withoutClock = readOptions({ sessionBoundary: false }, BUILD_SEQUENCES_OPTIONS);
  return tokenize(log, { ...withoutClock, ...settings }, checkpoint("tokenizing", settings));
}

function toWeights(weights: ArrayLike<number>, paths: number): Float64Array {
  const isList = Array.isArray(weights) || (ArrayBuffer.isView(weights) && !(weights instanceof DataView));
  if (!isList) throw wrongType("weights", "an array of numbers", weights);
  if (weights.length !== paths) {
    throw wrongValue("weights", "as many numbers as paths", verbatim(`${weights.length} for ${paths} paths`));
  }
  const expected = "whole numbers >= 1";
  for (let i = 0; i < paths; i++) {
    const weight: unknown = weights[i];
    if (typeof weight !== "number") throw wrongType("weights", expected, weight, ` at position ${i}`);
    if (!Number.isInteger(weight) || weight < 1) throw wrongValue("weights", expected, weight, ` at position ${i}`);
  }
  const read = Float64Array.from(weights);
  if (sum(read) > MOST_INPUTS) throw wrongValue("weights", `a sum <= ${MOST_INPUTS}`, sum(read));
  return read;
}
