import type { Labels, Vectors } from "../../core";
import {
  checkpoint,
  labelCount,
  oneOf,
  powerOfTwoScale,
  readOptions,
  type Schema,
  wrongValue,
} from "../../core/internal";
import { groupMeans, KernelMemory } from "../../kernels";
import type { Weights } from "../../neighbors";
import { weightsField } from "../../neighbors/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { groupBlocks, groupPanels } from "./group-panels";
import { type LabelledPoints, readLabelledPoints } from "./labelled-points";

/** Options of {@link silhouette}. */
export interface SilhouetteOptions extends RunOptions {
  /** `cosine` is 1 - cos, as in scikit-learn. @default "euclidean" */
  metric?: "euclidean" | "cosine" | undefined;
  /** How many equal rows each row stands for. @default one each */
  weights?: Weights | undefined;
}

/** How well rows sit in their clusters, from -1 (nearer to another one) to 1. */
export interface Silhouette {
  /** Mean over all rows of clusters, by weight. */
  readonly score: number;
  /** For each label the mean over its rows; 0 for a label without rows. */
  readonly perCluster: Float64Array;
  /** For each row; 0 for noise and for the only row of a cluster. */
  readonly values: Float64Array;
}

/** The fields of {@link SilhouetteOptions}. */
export const SILHOUETTE_OPTIONS = {
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  weights: weightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<SilhouetteOptions>;

/**
 * Silhouettes (Rousseeuw 1987), exact: for each row (b - a) / max(a, b), where a is its mean distance to the others of
 * its cluster, and b the mean distance to the cluster that is nearest in that sense. In n² d time and memory for n
 * rows.
 *
 * Noise takes no part (scikit-learn has no noise: there, -1 is one more cluster).
 *
 * @param vectors n rows of d finite numbers.
 * @param labels  n labels; -1 is noise.
 * @param options the metric, weights, workers, progress and abort.
 * @returns the mean, and the value of each cluster and row.
 * @throws RangeError when labels and rows differ in number, there are fewer than 2 clusters, a number is not finite, or
 * a row is all zeros under the cosine metric.
 * @example
 * (await silhouette([[0], [1], [8], [9]], [0, 0, 1, 1])).score > 0.8; // true
 */
export async function silhouette(
  vectors: Vectors,
  labels: Labels,
  options: SilhouetteOptions = {},
): Promise<Silhouette> {
  const { metric, weights, workers, ...follow } = readOptions(options, SILHOUETTE_OPTIONS);
  const { labels: clusterOf, points } = readLabelledPoints(vectors, labels, { metric, weights });
  if (points.clusters.length < 2) {
    throw wrongValue("labels", "at least 2 clusters", points.clusters.length);
  }

  const at = checkpoint("silhouette", follow);
  using memory = KernelMemory.acquire();
  const ofPoints = await withPool(workers, async (pool) => {
    const groups = groupPanels(
      memory,
      points.vectors,
      points.clusters.map((cluster) => cluster.points),
      powerOfTwoScale(points.vectors.data),
    );
    const { rowAt } = groups;
    const weightAt = memory.float64(rowAt.length);
    for (const [place, point] of rowAt.entries()) if (point >= 0) weightAt[place] = points.weights[point]!;
    const sizes = memory.float64(points.clusters.length);
    sizes.set(points.clusters.map(({ weight }) => weight));
    const means = { within: memory.float64(rowAt.length), between: memory.float64(rowAt.length) };
    const grouped = { ...groups, weights: weightAt, sizes };
    const measure = metric === "cosine" ? "half-square" : "distance";
    const calls = groupBlocks(groups, () => groups.points.count).map(({ group, panels }) =>
      groupMeans(grouped, group, panels, measure, means, memory.uint8(128)),
    );
    await pool.run(memory, calls, at);
    const values = new Float64Array(points.weights.length);
    for (const [place, point] of rowAt.entries()) {
      if (point >= 0) values[point] = silhouetteOf(means.within[place]!, means.between[place]!);
    }
    return values;
  });
  for (const { weight, points: members } of points.clusters) if (weight === 1) ofPoints[members[0]!] = 0;
  return {
    ...meansOf(points, ofPoints, labelCount(clusterOf)),
    values: Float64Array.from(points.pointOf, (point) => (point < 0 ? 0 : ofPoints[point]!)),
  };
}

function silhouetteOf(within: number, between: number): number {
  const larger = Math.max(within, between);
  return larger === 0 ? 0 : (between - within) / larger;
}

function meansOf({ clusters, weights }: LabelledPoints, values: Float64Array, labels: number) {
  const perCluster = new Float64Array(labels);
  let sum = 0;
  let total = 0;
  for (const { label, weight, points } of clusters) {
    const inCluster = points.reduce((subtotal, point) => subtotal + weights[point]! * values[point]!, 0);
    perCluster[label] = inCluster / weight;
    sum += inCluster;
    total += weight;
  }
  return { score: sum / total, perCluster };
}
