import { raggedOf, raggedRow, randomStream, type Steps, sum } from "../core/internal";
import type { WeightedSequences } from "../sequences";
import { type TransitionCounts, transitionSteps } from "../sequences/internal";

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
export function* drawnInputs(
  sequences: WeightedSequences,
  draw: { readonly limit: number; readonly seed: number },
  pathOf?: Uint32Array,
): Steps<DrawnInputs> {
  const drawn = yield* drawInputs(sequences.weights, draw);
  const rows = Uint32Array.from(drawn.keys()).filter((row) => drawn[row]! > 0);
  const weights = Float64Array.from(rows, (row) => drawn[row]!);
  const paths = raggedOf(Array.from(rows, (row) => raggedRow(sequences, row)));
  return {
    rows,
    pathOf: pathOf ? rows.map((row) => pathOf[row]!) : rows,
    weights,
    inputs: sum(weights),
    counts: yield* transitionSteps({ ...paths, weights, vocabulary: sequences.vocabulary }, 1),
  };
}

/** Rows worked on between two yields. */
const ROWS_A_STEP = 2 ** 13;

/** How many inputs of each row are drawn (selection sampling, Knuth 1997, algorithm S). */
function* drawInputs(
  weights: Float64Array,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Steps<Float64Array> {
  let left = sum(weights);
  if (left <= limit) return weights;
  const random = randomStream(seed, "selection/drawn-inputs");
  const drawn = new Float64Array(weights.length);
  let needed = limit;
  for (const [row, weight] of weights.entries()) {
    for (let copy = 0; copy < weight; copy++, left--) {
      if (random.uniform(row, copy) * left >= needed) continue;
      drawn[row]! += 1;
      needed--;
    }
    if (row % ROWS_A_STEP === 0) yield row / weights.length;
  }
  return drawn;
}
