import { type FittedKmeans, nearestCenters } from "../clustering";
import { type Matrix, matrix, NOISE } from "../core";
import { canonicalLabels } from "./canonical-labels";
import type { Placements, Placer } from "./placer";

const ALTERNATIVES = 3;

/** Clusters around means of rows scaled to length 1, as labels of the rows and what each mean stands for. */
export interface MeansClusters {
  readonly fitted: FittedKmeans;
  readonly labels: Int32Array;
  /** For each mean its segment; -1 where so few inputs are around it that they are in none. */
  readonly segmentOf: Int32Array;
}

/** Reads segments off means; those of fewer inputs than `smallest` are none. */
export function meansClusters(fitted: FittedKmeans, weights: Float64Array, smallest: number): MeansClusters {
  const inputs = new Float64Array(fitted.centers.rows);
  for (const [row, label] of fitted.labels.entries()) inputs[label]! += weights[row]!;
  const found = fitted.labels.map((label) => (inputs[label]! < smallest ? NOISE : label));
  const labels = canonicalLabels(found, weights);
  const segmentOf = new Int32Array(fitted.centers.rows).fill(NOISE);
  for (const [row, label] of fitted.labels.entries()) segmentOf[label] = labels[row]!;
  return { fitted, labels, segmentOf };
}

/** What {@link meansPlacer} needs. */
export interface MeansState {
  /** Training rows of length 1. */
  readonly training: Matrix;
  readonly centers: Matrix;
  readonly segmentOf: Int32Array;
}

/**
 * Places a vector with its nearest mean. It belongs there as far as the second nearest mean of another segment is farther:
 * 1 at the mean itself, 0 on the border.
 */
export function meansPlacer(state: MeansState): Placer {
  const { training, centers, segmentOf } = state;
  const segments = segmentOf.reduce((most, segment) => Math.max(most, segment), NOISE) + 1;
  const k = Math.min(ALTERNATIVES, segments);
  return {
    state: () => ({ method: "means", training: { ...training }, centers: { ...centers }, segmentOf }),
    async place(vectors, run = {}) {
      const rows = unitLength(vectors);
      const [own, known] = await Promise.all([nearestCenters(rows, centers, run), nearestCenters(rows, training, run)]);
      const placements: Placements = {
        labels: own.labels.map((center) => segmentOf[center]!),
        probabilities: new Float64Array(rows.rows),
        nearestDistances: known.squares.map(Math.sqrt),
        alternatives: { k, labels: new Int32Array(rows.rows * k), shares: new Float64Array(rows.rows * k) },
      };
      for (let i = 0; i < rows.rows; i++) placeOne(rows, i, own.labels[i]!, state, placements);
      return placements;
    },
  };
}

function placeOne(rows: Matrix, i: number, own: number, { centers, segmentOf }: MeansState, out: Placements): void {
  const distances = Float64Array.from(segmentOf, (_, center) => distance(rows, i, centers, center));
  const places = [...segmentOf.keys()].filter((center) => segmentOf[center] !== NOISE);
  const order = places.sort((a, b) => distances[a]! - distances[b]! || segmentOf[a]! - segmentOf[b]!);
  if (segmentOf[own] !== NOISE) {
    const next = order.find((center) => center !== own);
    out.probabilities[i] = next === undefined || distances[next] === 0 ? 1 : 1 - distances[own]! / distances[next]!;
  }
  const { k, labels, shares } = out.alternatives;
  const closeness = order.slice(0, k).map((center) => 1 / Math.max(distances[center]!, 1e-12));
  const all = closeness.reduce((sum, value) => sum + value, 0);
  for (const [j, center] of order.slice(0, k).entries()) {
    labels[i * k + j] = segmentOf[center]!;
    shares[i * k + j] = closeness[j]! / all;
  }
}

/** Rows divided by their length; a row of zeros stays. */
export function unitLength({ data, rows, cols }: Matrix): Matrix {
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = i * cols; j < (i + 1) * cols; j++) squares += data[j]! * data[j]!;
    const length = squares > 0 ? Math.sqrt(squares) : 1;
    for (let j = i * cols; j < (i + 1) * cols; j++) result.data[j] = data[j]! / length;
  }
  return result;
}

function distance(rows: Matrix, i: number, centers: Matrix, center: number): number {
  let squares = 0;
  for (let j = 0; j < rows.cols; j++) {
    const difference = rows.data[i * rows.cols + j]! - centers.data[center * rows.cols + j]!;
    squares += difference * difference;
  }
  return Math.sqrt(squares);
}
