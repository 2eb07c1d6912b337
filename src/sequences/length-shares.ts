import { type Ragged, raggedRows } from "../core";
import type { TokenizedSequences } from "./types";

/** Share of the inputs that counts in full. */
const WHOLE = 0.9;
/** Shares are multiples of 1 / STEPS, so that sums of them are exact in any order. */
const STEPS = 4096;

/**
 * How much of each row's actions counts, so that no input weighs much more than others: 1 up to the length that nine
 * tenths of the inputs do not exceed, and in proportion less for longer rows, which then weigh as much as one of that
 * length.
 */
export function lengthShares(sequences: Ragged & { readonly weights: Float64Array }): Float64Array {
  const { offsets, weights } = sequences;
  const lengthOf = (row: number) => offsets[row + 1]! - offsets[row]! + 1; // the end is a symbol too
  const rows = Uint32Array.from({ length: raggedRows(sequences) }, (_, row) => row);
  rows.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  let inputs = 0;
  for (const weight of weights) inputs += weight;
  let below = 0;
  let bound = 1;
  for (const row of rows) {
    bound = lengthOf(row);
    below += weights[row]!;
    if (below >= WHOLE * inputs) break;
  }
  return Float64Array.from(weights, (_, row) => {
    const length = lengthOf(row);
    return length <= bound ? 1 : Math.max(1, Math.floor((STEPS * bound) / length)) / STEPS;
  });
}

/**
 * Sequences as they are learnt from: long inputs count as {@link lengthShares} says, and a row counts as much as one on
 * average, so that a log in which everybody stands twice is learnt as the log itself.
 */
export function learntSequences(sequences: TokenizedSequences): TokenizedSequences {
  const { tokens, offsets, vocabulary } = sequences;
  const shares = lengthShares(sequences);
  const weights = relativeWeights(sequences.weights).map((weight, row) => weight * shares[row]!);
  const counts = new Float64Array(vocabulary.counts.length);
  for (const [row, weight] of weights.entries()) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) counts[tokens[at]!]! += weight;
  }
  return { ...sequences, weights, vocabulary: { ...vocabulary, counts } };
}

/** Weights scaled to a mean of 1. */
export function relativeWeights(weights: Float64Array): Float64Array {
  let inputs = 0;
  for (const weight of weights) inputs += weight;
  return weights.map((weight) => (weight * weights.length) / inputs);
}
