import type { Vectors } from "../../core";
import { type Checkpoint, checkpoint, integer, randomStream, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { gaussianMixture } from "../partition/gaussian-mixture";
import type { KmeansResult } from "../partition/kmeans-model";
import { kmeansSweep } from "../partition/kmeans-sweep";
import { positiveWeightsField } from "../points/positive-weights";
import { type WeightedPoints, weightedPoints } from "../points/weighted-points";
import { calinskiHarabasz } from "../quality/calinski-harabasz";
import { daviesBouldin } from "../quality/davies-bouldin";
import { silhouette } from "../quality/silhouette";
import type { ClusterCount } from "./cluster-counts";
import { asRows, type DrawnRows, drawInputs } from "./drawn-inputs";
import { curvatures } from "./elbow";
import { gapStatistics } from "./gap-statistic";
import { predictionStrengths } from "./prediction-strength";
import { type Recommendation, recommend } from "./recommend";

/** Options of {@link chooseClusterCount}. */
export interface ChooseClusterCountOptions extends RunOptions {
  /** Largest number of clusters that is looked at. @default 10 */
  most?: number | undefined;
  /** Of more rows than this, this many are drawn, by weight. @default 2000 */
  sampleSize?: number | undefined;
  /** Sets of evenly spread rows that the gap is measured against. @default 20 */
  references?: number | undefined;
  /** Splits in halves that prediction strength is averaged over. @default 10 */
  splits?: number | undefined;
  /** Starts of k-means. @default 10 */
  restarts?: number | undefined;
  /** Seed of all random numbers. @default 1 */
  seed?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

const CHOOSE_CLUSTER_COUNT_OPTIONS = {
  most: integer({ min: 2, max: 1000 }, 10),
  sampleSize: integer({ min: 10 }, 2000),
  references: integer({ min: 2, max: 1000 }, 20),
  splits: integer({ min: 1, max: 1000 }, 10),
  restarts: integer({ min: 1, max: 1000 }, 10),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<ChooseClusterCountOptions>;

/** Numbers of clusters compared. */
export interface ClusterCountChoice extends Recommendation {
  /** One entry for each number from 1 on. */
  readonly table: readonly ClusterCount[];
  /** Rows that the table was computed from. */
  readonly rows: number;
}

/**
 * How many clusters rows support, by every usual measure side by side, and one answer by one rule, which on planted data
 * erred least: the largest number that half of the rows would find again (prediction strength, Tibshirani & Walther 2005)
 * and whose gap (Tibshirani, Walther & Hastie 2001) exceeds that of one cluster by three standard errors. It may say that
 * nothing supports more than one cluster.
 *
 * Clusters are those of {@link kmeans}. All is computed from the same rows: all of them up to `sampleSize`, above that a
 * sample.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options the largest number, the size of the sample, references, splits, seed, weights, workers, progress
 * and abort.
 * @returns the table, the number, and why.
 * @throws RangeError when there are no rows, or a number is not finite.
 * @example
 * const rows = [0, 50, 90].flatMap((at) => [0, 1, 2, 3, 4, 5, 6].map((x) => [at + x]));
 * const { k, table } = await chooseClusterCount(rows, { most: 5 });
 * k; // 3
 * table.length; // 5
 */
export async function chooseClusterCount(
  vectors: Vectors,
  options: ChooseClusterCountOptions = {},
): Promise<ClusterCountChoice> {
  const { weights, workers, signal, onProgress, ...settings } = readOptions(options, CHOOSE_CLUSTER_COUNT_OPTIONS);
  const at = checkpoint("choosing", { signal, onProgress });
  const points = await weightedPoints(vectors, weights, at);
  const random = randomStream(settings.seed, "clustering/choosing");
  const inputs = drawInputs(points, settings.sampleSize, random, 0);
  const drawn = asRows(points, inputs);
  const numbers = Array.from({ length: Math.min(settings.most, drawn.rows.rows) }, (_, i) => i + 1);
  const table = await withPool(workers, (pool) =>
    compareCounts({ points, inputs, drawn, numbers }, settings, { workers: pool, signal }, at),
  );
  await at.pass(1);
  return { ...recommend(table), table, rows: inputs.length };
}

/** What is compared. */
interface Task {
  readonly points: WeightedPoints;
  readonly inputs: Int32Array;
  /** The inputs as weighted rows. */
  readonly drawn: DrawnRows;
  readonly numbers: readonly number[];
}

interface Settings {
  readonly references: number;
  readonly splits: number;
  readonly restarts: number;
  readonly seed: number;
}

async function compareCounts(task: Task, settings: Settings, run: RunOptions, at: Checkpoint): Promise<ClusterCount[]> {
  const { points, inputs, drawn, numbers } = task;
  const { rows, weights } = drawn;
  const { restarts, seed } = settings;
  const fits = await kmeansSweep(rows, numbers, { weights, restarts, seed, ...run });
  const inertias = fits.map(({ inertia }) => inertia);
  const ofGaps = randomStream(seed, "clustering/choosing/references");
  const ofSplits = randomStream(seed, "clustering/choosing/splits");
  const { gaps, errors } = await gapStatistics(drawn, numbers, inertias, settings, ofGaps, run, at.part(0.1, 0.5));
  const strengths = await predictionStrengths(points, inputs, numbers, settings, ofSplits, run, at.part(0.5, 0.9));
  const bends = curvatures(numbers, inertias);
  const table: ClusterCount[] = [];
  for (const [i, fit] of fits.entries()) {
    table.push({
      k: numbers[i]!,
      inertia: fit.inertia,
      curvature: bends[i]!,
      ...(await ofClusters(drawn, fit, inputs.length, run)),
      gap: gaps[i]!,
      gapError: errors[i]!,
      predictionStrength: strengths[i]!,
      bic: await bicOf(drawn, fit, inputs.length, run),
    });
    await at.part(0.9, 1).pass((i + 1) / fits.length);
  }
  return table;
}

async function ofClusters(
  { rows, weights }: DrawnRows,
  { labels, sizes }: KmeansResult,
  inputs: number,
  run: RunOptions,
) {
  if (sizes.length < 2) return { silhouette: undefined, calinskiHarabasz: undefined, daviesBouldin: undefined };
  return {
    silhouette: (await silhouette(rows, labels, { weights, ...run })).score,
    calinskiHarabasz: inputs > sizes.length ? calinskiHarabasz(rows, labels, { weights }) : undefined,
    daviesBouldin: daviesBouldin(rows, labels, { weights }),
  };
}

/** Undefined where there are not two inputs for each number that is fitted. */
async function bicOf({ rows, weights }: DrawnRows, { labels, sizes }: KmeansResult, inputs: number, run: RunOptions) {
  const k = sizes.length;
  const parameters = k * (1 + rows.cols + (rows.cols * (rows.cols + 1)) / 2) - 1;
  if (inputs < 2 * parameters) return undefined;
  return (await gaussianMixture(rows, { k, weights, initialLabels: labels, regularization: 0.0001, ...run })).bic;
}
