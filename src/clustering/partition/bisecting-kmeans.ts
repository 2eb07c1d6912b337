import type { Vectors } from "../../core";
import { checkpoint, integer, matrix, pickRows, readOptions, row, type Schema, wrongValue } from "../../core/internal";
import { withPool } from "../../parallel/internal";
import { numberClusters } from "../points/number-clusters";
import { type WeightedPoints, weightedPoints } from "../points/weighted-points";
import { BisectingKmeansResult } from "./bisecting-kmeans-model";
import { kmeans } from "./kmeans";
import { KMEANS_SETTINGS, type KmeansSweepOptions } from "./kmeans-settings";

/** Options of {@link bisectingKmeans}. */
export interface BisectingKmeansOptions extends KmeansSweepOptions {
  /** Number of clusters; required. */
  k: number;
}

const BISECTING_KMEANS_OPTIONS = {
  k: integer({ min: 1 }),
  ...KMEANS_SETTINGS,
} satisfies Schema<BisectingKmeansOptions>;

/** A cluster that may be split. */
interface Part {
  readonly points: Int32Array;
  /** Sum of weight times squared distance to its center. */
  readonly inertia: number;
}

/**
 * Bisecting k-means (Steinbach, Karypis & Kumar 2000): all rows are one cluster to begin with; the cluster of the
 * largest inertia is split in two by {@link kmeans} until there are k. Faster than k-means where k is large, and the
 * splits are a hierarchy.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options the number of clusters, starts of each split, seed, weights, workers, progress and abort.
 * @returns labels of all rows, and the splits; `apply` walks new rows down the splits.
 * @throws RangeError as {@link kmeans}.
 * @example
 * const fitted = await bisectingKmeans([[0], [1], [8], [9], [20]], { k: 3 });
 * [...fitted.labels]; // [0, 0, 1, 1, 2]
 * [...await fitted.apply([[18]])]; // [2]
 */
export async function bisectingKmeans(
  vectors: Vectors,
  options: BisectingKmeansOptions,
): Promise<BisectingKmeansResult> {
  const {
    k: given,
    weights,
    workers,
    signal,
    onProgress,
    ...settings
  } = readOptions(options, BISECTING_KMEANS_OPTIONS);
  const k = BISECTING_KMEANS_OPTIONS.k.read(given, "k");
  const at = checkpoint("clustering", { signal, onProgress });
  const points = await weightedPoints(vectors, weights, at);
  if (k > points.vectors.rows) {
    throw wrongValue("k", `at most the number of distinct rows (${points.vectors.rows})`, k);
  }
  return withPool(workers, async (pool) => {
    const parts: Part[] = [{ points: Int32Array.from(points.rows.keys()), inertia: 0 }];
    const splits = new Int32Array(k - 1);
    const centers = matrix(2 * (k - 1), points.vectors.cols);
    let converged = true;
    for (let split = 0; split < k - 1; split++) {
      const largest = largestPart(parts);
      const halves = await splitPart(points, parts[largest]!, { ...settings, workers: pool, signal });
      splits[split] = largest;
      centers.data.set(halves.centers.data, 2 * split * centers.cols);
      converged &&= halves.converged;
      parts[largest] = halves.parts[0];
      parts.push(halves.parts[1]);
      await at.pass((split + 1) / k);
    }
    await at.pass(1);
    return bisected(points, parts, { splits, splitCenters: centers, converged });
  });
}

/** The part of the largest inertia that has two points, the first of equal ones. */
function largestPart(parts: readonly Part[]): number {
  const able = [...parts.keys()].filter((part) => parts[part]!.points.length > 1);
  return able.reduce((a, b) => (parts[b]!.inertia > parts[a]!.inertia ? b : a));
}

async function splitPart({ vectors, weights }: WeightedPoints, part: Part, settings: KmeansSweepOptions) {
  const rows = pickRows(vectors, part.points);
  const ofRows = Float64Array.from(part.points, (point) => weights[point]!);
  const { labels, centers, converged } = await kmeans(rows, { ...settings, k: 2, weights: ofRows });
  const half = (label: number): Part => {
    const points = part.points.filter((_, i) => labels[i] === label);
    return { points, inertia: inertiaOf({ vectors, weights }, points, row(centers, label)) };
  };
  return { centers, converged, parts: [half(0), half(1)] as const };
}

function inertiaOf(
  { vectors, weights }: Pick<WeightedPoints, "vectors" | "weights">,
  points: Int32Array,
  center: Float32Array,
): number {
  let sum = 0;
  for (const point of points) {
    let square = 0;
    for (let j = 0; j < center.length; j++) {
      const difference = vectors.data[point * vectors.cols + j]! - center[j]!;
      square += difference * difference;
    }
    sum += weights[point]! * square;
  }
  return sum;
}

function bisected(
  points: WeightedPoints,
  parts: readonly Part[],
  tree: Pick<BisectingKmeansResult, "splits" | "splitCenters" | "converged">,
): BisectingKmeansResult {
  const { vectors, weights, pointOf } = points;
  const partOf = new Int32Array(vectors.rows);
  for (const [part, { points: members }] of parts.entries()) for (const point of members) partOf[point] = part;
  const { ofPoints, sizes, numberOf } = numberClusters(partOf, parts.length, points);
  const sums = new Float64Array(parts.length * vectors.cols);
  for (const [point, label] of ofPoints.entries()) {
    for (let j = 0; j < vectors.cols; j++) {
      sums[label * vectors.cols + j]! += weights[point]! * vectors.data[point * vectors.cols + j]!;
    }
  }
  const centers = matrix(parts.length, vectors.cols);
  for (let e = 0; e < sums.length; e++) centers.data[e] = sums[e]! / sizes[Math.floor(e / vectors.cols)]!;
  return new BisectingKmeansResult({
    ...tree,
    clusterOf: numberOf,
    labels: pointOf.map((point) => ofPoints[point]!),
    centers,
    sizes,
    inertia: parts.reduce((sum, part, i) => sum + inertiaOf(points, part.points, row(centers, numberOf[i]!)), 0),
  });
}
