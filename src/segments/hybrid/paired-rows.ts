import type { Matrix } from "../../core";
import { matrix, raggedOf, raggedRow } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";

/** Paths and figures together: users with the same path and the same figures are one weighted row. */
export interface PairedRows {
  /** A row for each pair; of pairs of one path each is a row of its own. */
  readonly sequences: TokenizedSequences;
  /** For each pair the distinct path. */
  readonly pathOf: Uint32Array;
  /** For each pair its figures. */
  readonly figures: Matrix;
}

/**
 * Pairs each input's path with its figures. Pairs stand in an order that does not depend on that of inputs: by path, then by
 * figures.
 *
 * @param figures a row for each input; those of inputs that were left out are not read.
 */
export function pairRows(sequences: TokenizedSequences, figures: Matrix): PairedRows {
  const { rowOf } = sequences;
  const { data, cols } = figures;
  const compare = (a: number, b: number): number => {
    if (rowOf[a] !== rowOf[b]) return rowOf[a]! - rowOf[b]!;
    for (let j = 0; j < cols; j++) {
      const difference = data[a * cols + j]! - data[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const inputs = [...rowOf.keys()].filter((input) => rowOf[input]! >= 0).sort((a, b) => compare(a, b) || a - b);
  const pairOf = new Int32Array(rowOf.length).fill(-1);
  const first: number[] = [];
  const weights: number[] = [];
  for (const [i, input] of inputs.entries()) {
    if (i === 0 || compare(inputs[i - 1]!, input) !== 0) {
      first.push(input);
      weights.push(0);
    }
    pairOf[input] = first.length - 1;
    weights[first.length - 1]! += 1;
  }
  const paired = matrix(first.length, cols);
  for (const [pair, input] of first.entries()) {
    paired.data.set(data.subarray(input * cols, (input + 1) * cols), pair * cols);
  }
  const ragged = raggedOf(first.map((input) => raggedRow(sequences, rowOf[input]!)));
  return {
    sequences: { ...sequences, ...ragged, weights: Float64Array.from(weights), rowOf: pairOf },
    pathOf: Uint32Array.from(first, (input) => rowOf[input]!),
    figures: paired,
  };
}
