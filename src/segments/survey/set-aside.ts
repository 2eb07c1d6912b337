import type { Matrix } from "../../core";
import { checkpoint, follow, matrix, NOISE, pickRows, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { asRowLabels, canonicalSequences, lengthBound, subsetRows } from "../../sequences/internal";
import { membersAlone, type NearestSegments, putNearest } from "../noise/nearest-segments";
import type { Placements } from "../stages/placer";
import { withoutUnknown } from "../stages/without-unknown";
import type { ChosenSegments } from "./choose-segments";
import { SMALLEST } from "./smallest-group";

/** Inputs longer than this many times the length that counts in full are of another kind: crawlers, tests, faults. */
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
export async function setAside(sequences: TokenizedSequences, run: RunOptions): Promise<Learning> {
  const kept = learntInputs(sequences);
  if (kept === sequences.weights) return { sequences, rows: undefined };
  const at = checkpoint("choosing", run);
  const subset = await follow(subsetRows(sequences, kept), at);
  const canonical = await follow(canonicalSequences(subset.sequences), at);
  return { sequences: canonical.sequences, rows: Array.from(canonical.rows, (row) => subset.rows[row]!) };
}

/** For each row how many of its inputs are learnt from: 0 where they are set aside. */
export function learntInputs(sequences: TokenizedSequences): Float64Array {
  const { offsets, weights } = sequences;
  const bound = FAR_LONGER * lengthBound(sequences);
  const kept = weights.map((weight, row) => (offsets[row + 1]! - offsets[row]! + 1 > bound ? 0 : weight));
  const inputs = sum(weights);
  const left = inputs - sum(kept);
  return left === 0 || left >= Math.max(SMALLEST, FEW * inputs) ? weights : kept;
}

/** What was chosen, with the inputs that were set aside placed by it. */
export async function placeAll(
  chosen: ChosenSegments,
  nearest: NearestSegments,
  { sequences, rows }: Learning,
  run: RunOptions,
): Promise<{ readonly chosen: ChosenSegments; readonly nearest: NearestSegments }> {
  if (rows === undefined) return { chosen, nearest };
  const { space, clusterer } = chosen;
  const vectors = await space.embedder.embed(sequences, run);
  const known = new Set(rows);
  const others = [...sequences.weights.keys()].filter((row) => !known.has(row));
  const vectorsOfOthers = pickRows(vectors, others);
  const reducedOthers = await space.reducer.transform(vectorsOfOthers, run);
  const placed = withoutUnknown(await clusterer.placer.place(reducedOthers, run), vectorsOfOthers, space.embedder);
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
  return {
    chosen: { ...chosen, space: { ...space, vectors, reduced }, clusterer: { ...clusterer, labels, probabilities } },
    nearest: nearestOfAllRows(labels, { rows, nearest }, { rows: others, placed }),
  };
}

/** What all rows are nearest to: those that were learnt from, and those that were placed by what was learnt. */
function nearestOfAllRows(
  labels: Int32Array,
  learnt: { readonly rows: readonly number[]; readonly nearest: NearestSegments },
  others: { readonly rows: readonly number[]; readonly placed: Placements },
): NearestSegments {
  const found = membersAlone(labels);
  for (const [i, row] of learnt.rows.entries()) {
    found.labels[row] = learnt.nearest.labels[i]!;
    found.closeness[row] = learnt.nearest.closeness[i]!;
    found.placed[row] = learnt.nearest.placed[i]!;
  }
  for (const [i, row] of others.rows.entries()) {
    found.placed[row] = others.placed.placed?.[i] ?? 0;
    if (labels[row] === NOISE || found.placed[row]) putNearest(found, row, others.placed, i);
  }
  return found;
}
