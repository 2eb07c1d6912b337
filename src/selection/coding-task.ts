import type { WeightedSequences } from "../sequences";
import { countTransitions, lengthShares, relativeWeights, type TransitionCounts } from "../sequences/internal";
import { pathHalves } from "./path-halves";

/** Which inputs are coded, and from which others it is learnt how. */
export interface CodingTask {
  readonly counts: TransitionCounts;
  /** Coded inputs of each row. */
  readonly weights: Float64Array;
  /** For each row, how much of what an input does counts ({@link lengthShares}). */
  readonly shares: Float64Array;
  /** For each row the inputs of the first half, then for each row those of the second: each half is learnt from the other. */
  readonly halves: Float64Array;
  /** The same for the inputs that are coded. */
  readonly coded: Float64Array;
  /** Whether the labels of what is coded have to be told. */
  readonly tellsLabels: boolean;
}

/**
 * All inputs, each half of the paths coded by the other one. Inputs on one path are evidence of one behavior: they stand
 * together, so that nobody is coded by a copy, and they count as so many inputs beside those on other paths, which hold one
 * on average. So a log in which everybody stands twice is the same log.
 *
 * @param order actions before that laws look at.
 * @param split which division into halves.
 * @param counts transitions of this order, where they are known.
 */
export function eachHalfByTheOther(
  sequences: WeightedSequences,
  order: 0 | 1,
  split: number,
  counts: TransitionCounts = countTransitions(sequences, order),
): CodingTask {
  const rows = sequences.weights.length;
  const weights = relativeWeights(sequences.weights);
  const shares = lengthShares(sequences);
  const half = pathHalves(sequences, split);
  const halves = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) halves[half[row]! * rows + row] = weights[row]! * shares[row]!;
  return { counts, weights, shares, halves, coded: halves, tellsLabels: true };
}

/**
 * New inputs, coded by what known ones do, from the middle of each on. Labels are learnt from what stands before it, which
 * both sides know, and cost nothing. Rows are those of `known`, then those of `added`, whose vocabulary begins with that
 * of `known`.
 */
export function secondHalvesByTheKnown(known: WeightedSequences, added: WeightedSequences): CodingTask {
  const joined = joinRows(known, added);
  const rows = joined.weights.length;
  const ofKnown = known.weights.length;
  const starts = joined.offsets.slice(0, rows);
  for (let row = ofKnown; row < rows; row++) starts[row] = middle(starts[row]!, joined.offsets[row + 1]!);
  const halves = new Float64Array(2 * rows);
  halves.set(added.weights, ofKnown);
  halves.set(known.weights, rows);
  return {
    counts: countTransitions(joined, 1, starts),
    weights: halves.slice(0, rows),
    shares: new Float64Array(rows).fill(1),
    halves,
    coded: halves.slice().fill(0, rows),
    tellsLabels: false,
  };
}

/** Where the second half of a row begins: of an odd number of actions the first half takes one more. */
export function middle(start: number, end: number): number {
  return start + Math.ceil((end - start) / 2);
}

function joinRows(first: WeightedSequences, second: WeightedSequences): WeightedSequences {
  const shift = first.tokens.length;
  return {
    tokens: joined(Uint32Array, first.tokens, second.tokens),
    offsets: joined(
      Uint32Array,
      first.offsets,
      second.offsets.subarray(1).map((offset) => offset + shift),
    ),
    weights: joined(Float64Array, first.weights, second.weights),
    vocabulary: second.vocabulary,
  };
}

function joined<T extends Uint32Array | Float64Array>(Kind: new (length: number) => T, first: T, second: T): T {
  const both = new Kind(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
