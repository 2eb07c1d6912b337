import { checkpoint, readOptions } from "../../core/internal";
import { SEQUENCE_OPTIONS, type SequenceOptions, withoutTimes } from "../sequence-options";
import type { TokenizedSequences } from "../types";
import { logOfTexts } from "./action-log";
import { tokenize } from "./tokenize";

/**
 * Turns plain sequences into token sequences, and stores identical ones once; see {@link buildSequences} for what the
 * options do.
 *
 * @param inputs arrays of actions, or arrow paths such as `"START -> BUY"`.
 * @param options which actions are kept, renamed or merged, which lengths are allowed, workers, progress and abort.
 * @returns distinct sequences with weights, the vocabulary, and the row of each input.
 * @throws TypeError when an input is neither, or an action is not a string.
 * @example
 * const sequences = await sequencesFrom([["START", "BUY"], "START -> LEAVE", "START -> BUY"]);
 * sequences.vocabulary.actions; // ["START", "BUY", "LEAVE"]
 */
export async function sequencesFrom(
  inputs: readonly (readonly string[] | string)[],
  options: SequenceOptions = {},
): Promise<TokenizedSequences> {
  const settings = readOptions(options, SEQUENCE_OPTIONS);
  return tokenize(logOfTexts("inputs", inputs), withoutTimes(settings), checkpoint("tokenizing", settings));
}
