import { raggedOf, raggedRow, randomStream, sum } from "../core/internal";
import type { WeightedSequences } from "../sequences";
import { countTransitions, type TransitionCounts } from "../sequences/internal";

/** Inputs drawn from a log without replacement, and what each does after what. */
export interface DrawnInputs {
  /** The rows of the log they are of, and the inputs drawn of each. */
  readonly rows: Uint32Array;
  /** For each of these rows its path; several may show the same one. */
  readonly pathOf: Uint32Array;
  readonly weights: Float64Array;
  /** Number of inputs drawn. */
  readonly inputs: number;
  /** Of these rows; the start is a context, the end a symbol. */
  readonly counts: TransitionCounts;
}

/** At most `limit` inputs; all of them where there are no more. */
export function drawnInputs(
  sequences: WeightedSequences,
  draw: { readonly limit: number; readonly seed: number },
  pathOf?: Uint32Array,
): DrawnInputs {
  const drawn = drawInputs(sequences.weights, draw);
  const rows = Uint32Array.from(drawn.keys()).filter((row) => drawn[row]! > 0);
  const weights = Float64Array.from(rows, (row) => drawn[row]!);
  const paths = raggedOf(Array.from(rows, (row) => raggedRow(sequences, row)));
  return {
    rows,
    pathOf: pathOf ? rows.map((row) => pathOf[row]!) : rows,
    weights,
    inputs: sum(weights),
    counts: countTransitions({ ...paths, weights, vocabulary: sequences.vocabulary }, 1),
  };
}

/** How many inputs of each row are drawn (selection sampling, Knuth 1997, algorithm S). */
function drawInputs(
  weights: Float64Array,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Float64Array {
  let left = sum(weights);
  if (left <= limit) return weights;
  const random = randomStream(seed, "selection/drawn-inputs");
  let needed = limit;
  return weights.map((weight, row) => {
    let drawn = 0;
    for (let copy = 0; copy < weight; copy++, left--) {
      if (random.uniform(row, copy) * left >= needed) continue;
      drawn++;
      needed--;
    }
    return drawn;
  });
}
