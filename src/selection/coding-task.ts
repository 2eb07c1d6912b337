import type { Steps } from "../core/internal";
import type { WeightedSequences } from "../sequences";
import { countTransitions, lengthShares, relativeWeights, type TransitionCounts } from "../sequences/internal";
import { pathHalves } from "./path-halves";

/** Which inputs are coded, and from which others it is learned how. */
export interface CodingTask {
  readonly counts: TransitionCounts;
  /** Coded inputs of each row. */
  readonly weights: Float64Array;
  /** For each row, how much of what an input does counts ({@link lengthShares}). */
  readonly shares: Float64Array;
  /** The half of each row, 0 or 1: each is learned from the other. */
  readonly halfOf: Uint8Array;
  /** Inputs of each row, long ones in part. */
  readonly inputs: Float64Array;
  /** Whether the second half is only learned from. */
  readonly firstHalfOnly: boolean;
  /** Whether the labels of what is coded have to be encoded. */
  readonly tellsLabels: boolean;
}

/**
 * All inputs, each half of the paths coded by the other one. Inputs on one path are evidence of one behavior: they
 * stand together, so that nobody is coded by a copy, and they count as that many inputs beside those on other paths,
 * which hold one on average. So a log that lists every user twice is the same log.
 *
 * @param order actions before that laws look at.
 * @param split which division into halves.
 * @param counts transitions of this order, where they are known.
 */
export function* eachHalfByTheOther(
  sequences: WeightedSequences,
  order: 0 | 1,
  split: number,
  counts: TransitionCounts = countTransitions(sequences, order),
): Steps<CodingTask> {
  const weights = relativeWeights(sequences.weights);
  const shares = lengthShares(sequences);
  yield 0;
  const inputs = weights.map((weight, row) => weight * shares[row]!);
  const halfOf = yield* pathHalves(sequences, split);
  return { counts, weights, shares, halfOf, inputs, firstHalfOnly: false, tellsLabels: true };
}

/**
 * New inputs, coded by what known ones do, from the middle of each on. Labels are learned from what stands before it,
 * which both sides know, and cost nothing. Rows are those of `known`, then those of `added`, whose vocabulary begins
 * with that of `known`.
 */
export function secondHalvesByTheKnown(known: WeightedSequences, added: WeightedSequences): CodingTask {
  const joined = joinRows(known, added);
  const rows = joined.weights.length;
  const ofKnown = known.weights.length;
  const starts = joined.offsets.slice(0, rows);
  for (let row = ofKnown; row < rows; row++) starts[row] = middle(starts[row]!, joined.offsets[row + 1]!);
  const weights = joined.weights.slice().fill(0, 0, ofKnown);
  return {
    counts: countTransitions(joined, 1, starts),
    weights,
    shares: new Float64Array(rows).fill(1),
    halfOf: new Uint8Array(rows).fill(1, 0, ofKnown),
    inputs: joined.weights,
    firstHalfOnly: true,
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
