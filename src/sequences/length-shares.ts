import type { Ragged } from "../core/internal";
import type { TokenizedSequences } from "./types";

/** Share of the inputs that counts in full. */
const WHOLE = 0.9;
/** Shares are multiples of 1 / STEPS, so that sums of them are exact in any order. */
const STEPS = 2 ** 20;

/** The length, its end counted, that nine tenths of the inputs do not exceed. */
export function lengthBound(sequences: Ragged & { readonly weights: Float64Array }): number {
  const inputsOf = new Map<number, number>();
  let inputs = 0;
  for (const [row, weight] of sequences.weights.entries()) {
    const length = lengthOf(sequences, row);
    inputsOf.set(length, (inputsOf.get(length) ?? 0) + weight);
    inputs += weight;
  }
  let below = 0;
  for (const length of [...inputsOf.keys()].sort((a, b) => a - b)) {
    below += inputsOf.get(length)!;
    if (below >= WHOLE * inputs) return length;
  }
  return 1;
}

/**
 * How much of each row's actions counts, so that no input weighs much more than others: 1 up to the {@link lengthBound}, and
 * in proportion less for longer rows, which then weigh as much as one of that length.
 */
export function lengthShares(sequences: Ragged & { readonly weights: Float64Array }): Float64Array {
  const bound = lengthBound(sequences);
  return Float64Array.from(sequences.weights, (_, row) => {
    const length = lengthOf(sequences, row);
    return length <= bound ? 1 : Math.max(1, Math.floor((STEPS * bound) / length)) / STEPS;
  });
}

/** Number of actions of a row, its end counted. */
function lengthOf({ offsets }: Ragged, row: number): number {
  return offsets[row + 1]! - offsets[row]! + 1;
}

/**
 * Sequences as they are learned from: long inputs count as {@link lengthShares} says, and a row counts as much as one on
 * average, so that a log with every input twice is learned as the log itself.
 */
export function learnedSequences(sequences: TokenizedSequences): TokenizedSequences {
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
