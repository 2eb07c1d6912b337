import type { Labels, Matrix, Vectors } from "../../core";
import { finish, pickRows, toLabels, toMatrix } from "../../core/internal";
import type { Weights } from "../../neighbors";
import { rowWeights } from "../../neighbors/internal";
import { cosineRows } from "../hdbscan/spanning/cosine-rows";
import { distinctPoints } from "../points/distinct-points";

/** The rows of clusters: rows that are equal and have the same label are one weighted point; noise is left out. */
export interface LabelledPoints {
  readonly vectors: Matrix;
  /** For each row its point, -1 for noise. */
  readonly pointOf: Int32Array;
  readonly weights: Float64Array;
  /** For each cluster that has points, by ascending label: its label, weight, and points in lexicographic order. */
  readonly clusters: readonly { readonly label: number; readonly weight: number; readonly points: Int32Array }[];
  /** Weight of all rows, noise included. */
  readonly total: number;
}

/**
 * Rows and labels as a measure of clusters is given them.
 *
 * @throws RangeError when they differ in number, or a number is not finite; for cosine also where a row is all zeros.
 */
export function readLabelledPoints(
  vectors: Vectors,
  labels: Labels,
  { metric, weights }: { readonly metric: "euclidean" | "cosine"; readonly weights: Weights | undefined },
): { readonly labels: Int32Array; readonly points: LabelledPoints } {
  const given = toMatrix("vectors", vectors);
  const ofRows = toLabels("labels", labels, given.rows);
  const weightOf = weights && rowWeights("weights", weights, given.rows);
  const rows = metric === "cosine" ? cosineRows("vectors", given) : given;
  return { labels: ofRows, points: labelledPoints(rows, ofRows, weightOf) };
}

/** Puts rows in an order that does not depend on the order given, cluster by cluster. */
function labelledPoints(rows: Matrix, labels: Int32Array, weights: Float64Array | undefined): LabelledPoints {
  const { vectors, pointOf: place } = finish(distinctPoints(rows, undefined));
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const order = Int32Array.from([...labels.keys()].filter((row) => labels[row]! >= 0)).sort(
    (a, b) => labels[a]! - labels[b]! || place[a]! - place[b]! || a - b,
  );
  const pointOf = new Int32Array(labels.length).fill(-1);
  const places: number[] = [];
  const summed: number[] = [];
  const clusters: { label: number; weight: number; first: number }[] = [];
  let last = -1;
  for (const row of order) {
    const begins = last < 0 || labels[row] !== labels[last];
    if (begins) clusters.push({ label: labels[row]!, weight: 0, first: places.length });
    if (begins || place[row] !== place[last]) {
      places.push(place[row]!);
      summed.push(0);
    }
    pointOf[row] = places.length - 1;
    summed[places.length - 1]! += weightOf(row);
    clusters.at(-1)!.weight += weightOf(row);
    last = row;
  }
  return {
    vectors: pickRows(vectors, places),
    pointOf,
    weights: Float64Array.from(summed),
    clusters: clusters.map(({ label, weight, first }, i) => {
      const length = (clusters[i + 1]?.first ?? places.length) - first;
      return { label, weight, points: Int32Array.from({ length }, (_, j) => first + j) };
    }),
    total: labels.reduce((sum, _, row) => sum + weightOf(row), 0),
  };
}
