import { type RandomStream, raggedOf, raggedRow, randomStream, type Steps, sum } from "../core/internal";
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
  if (left > WALKED) return positionsDrawn(weights, left, limit, random);
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

/** Of more inputs, positions are drawn: to look at each would take seconds. */
const WALKED = 1e8;

/** The same by distinct positions drawn at random (Floyd's algorithm: Bentley & Floyd 1987). */
function positionsDrawn(weights: Float64Array, inputs: number, limit: number, random: RandomStream): Float64Array {
  const positions = new Set<number>();
  for (let i = 0; i < limit; i++) {
    const last = inputs - limit + i;
    const position = Math.floor(random.uniform(0, i) * (last + 1));
    positions.add(positions.has(position) ? last : position);
  }
  const drawn = new Float64Array(weights.length);
  let row = 0;
  let end = weights[0]!;
  for (const position of Float64Array.from(positions).sort()) {
    while (position >= end) end += weights[++row]!;
    drawn[row]! += 1;
  }
  return drawn;
}
