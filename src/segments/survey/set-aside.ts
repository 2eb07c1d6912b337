import type { Matrix } from "../../core";
import { matrix, NOISE, pickRows, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { asRowLabels, canonicalSequences, lengthBound, subsetRows } from "../../sequences/internal";
import type { ChosenSegments } from "./choose-segments";
import { SMALLEST } from "./smallest-group";

/** Inputs longer than so many times the length that counts in full are of another kind: crawlers, tests, faults. */
const FAR_LONGER = 10;
/** Share of the inputs up to which they cannot be a segment that is looked for. */
const FEW = 1 / 200;

/** Sequences to learn from, and the rows that are placed afterwards. */
export interface Learning {
  readonly sequences: TokenizedSequences;
  /** For each row that is learnt from, its place among all; undefined where all are. */
  readonly rows: readonly number[] | undefined;
}

/**
 * Leaves out inputs that are far longer than nearly all others, where they are too few for a segment: what they do would move
 * everybody's vectors and nobody's segment. They are placed like new inputs, and do not count where segments are numbered from
 * the largest.
 */
export function setAside(sequences: TokenizedSequences): Learning {
  const { offsets, weights } = sequences;
  const bound = FAR_LONGER * lengthBound(sequences);
  const kept = weights.map((weight, row) => (offsets[row + 1]! - offsets[row]! + 1 > bound ? 0 : weight));
  const inputs = sum(weights);
  const left = inputs - sum(kept);
  if (left === 0 || left >= Math.max(SMALLEST, FEW * inputs)) return { sequences, rows: undefined };
  const subset = subsetRows(sequences, kept);
  const canonical = canonicalSequences(subset.sequences);
  return { sequences: canonical.sequences, rows: Array.from(canonical.rows, (row) => subset.rows[row]!) };
}

/** What was chosen, with the inputs that were set aside placed by it. */
export async function placeAll(
  chosen: ChosenSegments,
  sequences: TokenizedSequences,
  rows: readonly number[] | undefined,
  run: RunOptions,
): Promise<ChosenSegments> {
  if (rows === undefined) return chosen;
  const { space, clusterer } = chosen;
  const vectors = await space.embedder.embed(sequences, run);
  const known = new Set(rows);
  const others = [...sequences.weights.keys()].filter((row) => !known.has(row));
  const reducedOthers = await space.reducer.transform(pickRows(vectors, others), run);
  const placed = await clusterer.placer.place(reducedOthers, run);
  const labels = asRowLabels(new Int32Array(sequences.weights.length).fill(NOISE));
  const probabilities = new Float64Array(labels.length);
  const reduced = matrix(labels.length, space.reduced.cols);
  const put = (from: readonly number[], source: Pick<typeof placed, "labels" | "probabilities">, points: Matrix) => {
    for (const [i, row] of from.entries()) {
      labels[row] = source.labels[i]!;
      probabilities[row] = source.probabilities[i]!;
      reduced.data.set(points.data.subarray(i * points.cols, (i + 1) * points.cols), row * points.cols);
    }
  };
  put(rows, clusterer, space.reduced);
  put(others, placed, reducedOthers);
  return { ...chosen, space: { ...space, vectors, reduced }, clusterer: { ...clusterer, labels, probabilities } };
}
