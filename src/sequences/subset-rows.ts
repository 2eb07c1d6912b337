import type { Steps } from "../core/internal";
import type { TokenizedSequences } from "./types";

/** Rows worked on between two yields. */
const ROWS_A_STEP = 2 ** 12;

/**
 * The sequences of some inputs: of each row as many as `weights` says. Names and times are left out, for they belong to
 * inputs.
 *
 * @returns sequences of the rows with a weight above 0, and which rows these are, ascending.
 */
export function* subsetRows(
  sequences: TokenizedSequences,
  weights: Float64Array,
): Steps<{ readonly sequences: TokenizedSequences; readonly rows: readonly number[] }> {
  const { tokens, offsets, vocabulary } = sequences;
  const rows = [...weights.keys()].filter((row) => weights[row]! > 0);
  const counts = new Float64Array(vocabulary.counts.length);
  const subset = {
    tokens: new Uint32Array(rows.reduce((sum, row) => sum + offsets[row + 1]! - offsets[row]!, 0)),
    offsets: new Uint32Array(rows.length + 1),
    weights: Float64Array.from(rows, (row) => weights[row]!),
    rowOf: new Int32Array(rows.reduce((sum, row) => sum + weights[row]!, 0)),
  };
  yield 0;
  let input = 0;
  for (const [i, row] of rows.entries()) {
    const actions = tokens.subarray(offsets[row], offsets[row + 1]);
    subset.tokens.set(actions, subset.offsets[i]);
    subset.offsets[i + 1] = subset.offsets[i]! + actions.length;
    for (const action of actions) counts[action]! += weights[row]!;
    subset.rowOf.fill(i, input, input + weights[row]!);
    input += weights[row]!;
    if (i % ROWS_A_STEP === 0) yield 0;
  }
  const rest = { ids: undefined, durations: undefined, clock: undefined, vocabulary: { ...vocabulary, counts } };
  return { sequences: { ...sequences, ...subset, ...rest }, rows };
}
