import { type KmeansResult, kmeansSweep } from "../../clustering";
import { nearestCenters } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, findRows, follow, indexRows, NOISE, type RowIndex, sum, unitRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { type RowLabels, relativeWeights } from "../../sequences/internal";
import { matrixTree } from "../file/artefact";
import { canonicalLabels } from "./canonical-labels";
import { ALTERNATIVES, type Placements, type Placer } from "./placer";

/** Clusters around means of rows scaled to length 1, as labels of the rows and what each mean stands for. */
export interface MeansClusters {
  readonly fitted: KmeansResult;
  readonly labels: RowLabels;
  /** For each mean its segment; -1 where so few inputs are around it that they are in none. */
  readonly segmentOf: Int32Array;
}

/** How means are fitted. */
export interface MeansSettings {
  readonly restarts: number;
  readonly seed: number;
  /** Inputs around a mean from which on they are a segment. */
  readonly smallest: number;
}

/** k-means of rows of length 1, for each of these numbers. */
export async function fitMeans(
  rows: Matrix,
  weights: Float64Array,
  numbers: readonly number[],
  { restarts, seed, smallest }: MeansSettings,
  run: RunOptions,
): Promise<MeansClusters[]> {
  const settings = { restarts, seed, weights: relativeWeights(weights), ...run };
  const fitted = await kmeansSweep(rows, numbers, settings);
  return fitted.map((means) => meansClusters(means, weights, smallest));
}

/** Reads segments off means; those of fewer inputs than `smallest` are none. */
export function meansClusters(fitted: KmeansResult, weights: Float64Array, smallest: number): MeansClusters {
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
 * 1 at the mean itself, 0 on the border. The distance reported is 0 for a training row, else that to the nearest mean.
 */
export function meansPlacer(state: MeansState): Placer {
  const { training, centers, segmentOf } = state;
  const segments = segmentOf.reduce((most, segment) => Math.max(most, segment), NOISE) + 1;
  let known: RowIndex | undefined;
  return {
    state: () => ({ method: "means", training: matrixTree(training), centers: matrixTree(centers), segmentOf }),
    spare: () => segmentOf.filter((segment) => segment === NOISE).length,
    async place(vectors, { alternatives = ALTERNATIVES, ...run } = {}) {
      const k = Math.min(alternatives, segments);
      const at = checkpoint("assigning", run);
      const rows = await follow(unitRows(vectors), at);
      const { labels, squares } = await nearestCenters(rows, centers, run);
      known ??= await follow(indexRows(training), at);
      const knownAs = await follow(findRows(known, rows), at);
      const placements: Placements = {
        labels: labels.map((center) => segmentOf[center]!),
        probabilities: new Float64Array(rows.rows),
        nearestDistances: squares.map((square, row) =>
          knownAs[row]! >= 0 ? 0 : Math.max(Math.sqrt(square), Number.MIN_VALUE),
        ),
        alternatives: { k, labels: new Int32Array(rows.rows * k), shares: new Float64Array(rows.rows * k) },
      };
      for (let i = 0; i < rows.rows; i++) {
        placeOne(rows, i, labels[i]!, state, placements);
        const pause = at.pass((i + 1) / rows.rows);
        if (pause) await pause;
      }
      return placements;
    },
  };
}

/** For each row how strongly it belongs to its mean, as {@link meansPlacer} gives it. */
export async function meansProbabilities(
  rows: Matrix,
  { fitted: { centers, labels }, segmentOf }: MeansClusters,
  run: RunOptions,
): Promise<Float64Array> {
  const at = checkpoint("clustering", run);
  const probabilities = new Float64Array(rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    probabilities[i] = belonging(distancesTo(centers, rows, i), labels[i]!, segmentOf);
    const pause = at.pass((i + 1) / rows.rows);
    if (pause) await pause;
  }
  return probabilities;
}

function placeOne(rows: Matrix, i: number, own: number, { centers, segmentOf }: MeansState, out: Placements): void {
  const distances = distancesTo(centers, rows, i);
  out.probabilities[i] = belonging(distances, own, segmentOf);
  const places = [...segmentOf.keys()].filter((center) => segmentOf[center] !== NOISE);
  const order = places.sort((a, b) => distances[a]! - distances[b]! || segmentOf[a]! - segmentOf[b]!);
  const { k, labels, shares } = out.alternatives;
  const closeness = order.slice(0, k).map((center) => 1 / Math.max(distances[center]!, 1e-12));
  const all = sum(closeness);
  for (const [j, center] of order.slice(0, k).entries()) {
    labels[i * k + j] = segmentOf[center]!;
    shares[i * k + j] = closeness[j]! / all;
  }
}

/** 0 for a mean that is not a segment. */
function belonging(distances: Float64Array, own: number, segmentOf: Int32Array): number {
  if (segmentOf[own] === NOISE) return 0;
  let next = Number.POSITIVE_INFINITY;
  for (const [center, distance] of distances.entries()) {
    if (center !== own && segmentOf[center] !== NOISE && distance < next) next = distance;
  }
  return next === Number.POSITIVE_INFINITY || next === 0 ? 1 : 1 - distances[own]! / next;
}

function distancesTo(centers: Matrix, rows: Matrix, i: number): Float64Array {
  const { cols, data } = centers;
  const distances = new Float64Array(centers.rows);
  for (let center = 0; center < centers.rows; center++) {
    let squares = 0;
    for (let j = 0; j < cols; j++) {
      const difference = rows.data[i * cols + j]! - data[center * cols + j]!;
      squares += difference * difference;
    }
    distances[center] = Math.sqrt(squares);
  }
  return distances;
}

/** The rows as k-means clusters them: each of length 1. */
export function directions(points: Matrix, run: RunOptions): Promise<Matrix> {
  return follow(unitRows(points), checkpoint("clustering", run));
}
