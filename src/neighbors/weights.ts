import { type Field, ofType, wrongValue } from "../core/internal";
import type { KnnGraph } from "./types";

/** How many equal rows each row stands for: whole numbers >= 1. */
export type Weights = Float64Array | Uint32Array | readonly number[];

/** An option that holds {@link Weights}; check them against the rows with {@link rowWeights}. */
export function weightsField(): Field<Weights, undefined> {
  return ofType<Weights, undefined>(
    "an array of whole numbers >= 1",
    (value) => Array.isArray(value) || value instanceof Float64Array || value instanceof Uint32Array,
    undefined,
  );
}

/** @throws RangeError when there is not one weight a row, or one is not a whole number >= 1. */
export function rowWeights(name: string, weights: Weights, rows: number): Float64Array {
  if (weights.length !== rows) throw wrongValue(name, `${rows} weights`, weights.length);
  for (const [i, weight] of weights.entries()) {
    if (!Number.isSafeInteger(weight) || weight < 1) {
      throw wrongValue(name, "whole numbers >= 1", weight, ` at position ${i}`);
    }
  }
  return weights instanceof Float64Array ? weights : Float64Array.from(weights);
}

/**
 * For each row, how many places of its list its k nearest copies fill, were every row replaced by as many copies as it
 * weighs: the shortest part of the list whose weight, with the row's other w - 1 copies, reaches k.
 */
export function placesOfCopies({ indices, rows, k }: KnnGraph, weights: Float64Array): Int32Array {
  const filled = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let weight = weights[i]! - 1;
    let places = 0;
    while (weight < k) weight += weights[indices[i * k + places++]!]!;
    filled[i] = places;
  }
  return filled;
}
