import type { Checkpoint, RandomStream } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { kmeansSweep } from "../partition/kmeans-sweep";
import { nearestCenters } from "../partition/nearest-centers";
import type { WeightedPoints } from "../points/weighted-points";
import { asRows, shuffled } from "./drawn-inputs";

/** How rows are split, and how often. */
export interface StrengthSettings {
  readonly splits: number;
  readonly restarts: number;
  readonly seed: number;
}

/**
 * Prediction strength (Tibshirani & Walther 2005) of each number of clusters, averaged over splits in halves: of the
 * pairs of one half that k-means puts in one cluster, the share that the centers of the other half put in one cluster
 * too; of the cluster where it is least. 1 for one cluster.
 *
 * @param numbers ascending.
 */
export async function predictionStrengths(
  points: WeightedPoints,
  inputs: Int32Array,
  numbers: readonly number[],
  { splits, restarts, seed }: StrengthSettings,
  random: RandomStream,
  run: RunOptions,
  at: Checkpoint,
): Promise<Float64Array> {
  const sums = new Float64Array(numbers.length);
  const met = new Float64Array(numbers.length);
  for (let split = 0; split < splits; split++) {
    const mixed = shuffled(inputs, random, split);
    const middle = mixed.length >> 1;
    const halves = [asRows(points, mixed.subarray(0, middle)), asRows(points, mixed.subarray(middle))] as const;
    const possible = numbers.filter((k) => k <= Math.min(halves[0].rows.rows, halves[1].rows.rows));
    if (possible.length === 0) continue;
    const [known, tested] = await Promise.all(
      halves.map(({ rows, weights }) => kmeansSweep(rows, possible, { weights, restarts, seed, ...run })),
    );
    for (const [i] of possible.entries()) {
      const { labels } = await nearestCenters(halves[1].rows, known![i]!.centers, run);
      sums[i]! += leastKept(tested![i]!.labels, labels, halves[1].weights);
      met[i]! += 1;
    }
    await at.pass((split + 1) / splits);
  }
  return sums.map((total, i) => (met[i]! > 0 ? total / met[i]! : 0));
}

/** Of the clusters of two inputs or more, the least share of pairs that other labels keep together. */
function leastKept(clusters: Int32Array, others: Int32Array, weights: Float64Array): number {
  const sizes = new Map<number, number>();
  const cells = new Map<string, number>();
  for (const [row, cluster] of clusters.entries()) {
    sizes.set(cluster, (sizes.get(cluster) ?? 0) + weights[row]!);
    const cell = `${cluster} ${others[row]!}`;
    cells.set(cell, (cells.get(cell) ?? 0) + weights[row]!);
  }
  const kept = new Map<number, number>();
  for (const [cell, size] of cells) {
    const cluster = Number(cell.split(" ")[0]);
    kept.set(cluster, (kept.get(cluster) ?? 0) + size * (size - 1));
  }
  const shares = Array.from(sizes, ([cluster, size]) => (size > 1 ? kept.get(cluster)! / (size * (size - 1)) : 1));
  return Math.min(...shares);
}
