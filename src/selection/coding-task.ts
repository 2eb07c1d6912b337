import { randomStream } from "../core";
import { countTransitions, type TransitionCounts, type WeightedSequences } from "../sequences";

/** Which inputs are coded, and from which others it is learnt how. */
export interface CodingTask {
  readonly counts: TransitionCounts;
  /** Coded inputs of each row. */
  readonly weights: Float64Array;
  /** For each row the inputs of the first half, then for each row those of the second: each half is learnt from the other. */
  readonly halves: Float64Array;
  /** The same for the inputs that are coded. */
  readonly coded: Float64Array;
  /** Whether the labels of what is coded have to be told. */
  readonly tellsLabels: boolean;
}

/** All inputs, each half of them coded by the other one. */
export function eachHalfByTheOther(sequences: WeightedSequences): CodingTask {
  const { weights } = sequences;
  const halves = splitInHalves(weights);
  return { counts: countTransitions(sequences, 1), weights, halves, coded: halves, tellsLabels: true };
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
    halves,
    coded: halves.slice().fill(0, rows),
    tellsLabels: false,
  };
}

/** Where the second half of a row begins: of an odd number of actions the first half takes one more. */
export function middle(start: number, end: number): number {
  return start + Math.ceil((end - start) / 2);
}

/** Half of each row's inputs; of an odd number the last one goes either way, by chance. */
function splitInHalves(weights: Float64Array): Float64Array {
  const random = randomStream(0, "selection/halves");
  const halves = new Float64Array(2 * weights.length);
  for (const [row, weight] of weights.entries()) {
    const first = Math.floor(weight / 2) + (weight % 2 === 1 ? random.integer(2, row, 0) : 0);
    halves[row] = first;
    halves[weights.length + row] = weight - first;
  }
  return halves;
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
