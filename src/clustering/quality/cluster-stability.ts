import type { Labels, Matrix, Vectors } from "../../core";
import {
  checkpoint,
  integer,
  labelCount,
  pickRows,
  randomStream,
  readOptions,
  type Schema,
  toLabels,
  toMatrix,
  wrongType,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { clusterJaccard } from "./cluster-jaccard";

/** Options of {@link clusterStability}. */
export interface ClusterStabilityOptions extends Omit<RunOptions, "workers"> {
  /** Number of resamples. @default 100 */
  resamples?: number | undefined;
  /** Seed of the resamples. @default 1 */
  seed?: number | undefined;
}

/** How one cluster fares when rows are drawn again. */
export interface StableCluster {
  readonly cluster: number;
  /** Mean Jaccard similarity with the cluster most like it, over resamples that hold any of its rows. */
  readonly jaccard: number;
  /** Share of these where that is .75 or more. */
  readonly recovered: number;
  /** Share of these where that is .5 or less. */
  readonly dissolved: number;
}

const CLUSTER_STABILITY_OPTIONS = {
  resamples: integer({ min: 1, max: 10_000 }, 100),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
} satisfies Schema<ClusterStabilityOptions>;

/**
 * How stable each cluster is under the bootstrap (Hennig 2007): n rows are drawn with replacement and clustered again,
 * and each cluster is compared with the one most like it, over the rows drawn. From .75 on it is recovered, from .85 on
 * highly stable; up to .5 it is dissolved.
 *
 * @param vectors n rows of d finite numbers.
 * @param cluster clusters rows that each stand for a number of rows, and gives a label for each; first all rows as they are.
 * @param options how many resamples, their seed, progress and abort.
 * @returns an entry for each cluster of all rows.
 * @throws RangeError when a number is not finite, or labels and rows differ in number.
 * @example
 * const rows = [[0], [1], [2], [20], [21], [22]];
 * const stable = await clusterStability(rows, async (drawn, weights) =>
 *   (await kmeans(drawn, { k: 2, weights })).labels,
 * { resamples: 10 });
 * stable.every(({ recovered }) => recovered > 0.5); // true
 */
export async function clusterStability(
  vectors: Vectors,
  cluster: (rows: Matrix, weights: Float64Array) => Labels | Promise<Labels>,
  options: ClusterStabilityOptions = {},
): Promise<StableCluster[]> {
  const { resamples, seed, ...followed } = readOptions(options, CLUSTER_STABILITY_OPTIONS);
  if (typeof cluster !== "function") throw wrongType("cluster", "a function", cluster);
  const at = checkpoint("judging", followed);
  const rows = toMatrix("vectors", vectors);
  const random = randomStream(seed, "clustering/stability");
  const labels = toLabels("labels", await cluster(rows, new Float64Array(rows.rows).fill(1)), rows.rows);
  const found: number[][] = Array.from({ length: labelCount(labels) }, () => []);
  for (let resample = 0; resample < resamples; resample++) {
    const times = new Float64Array(rows.rows);
    for (let draw = 0; draw < rows.rows; draw++) times[random.integer(rows.rows, resample, draw)]! += 1;
    const drawn = [...times.keys()].filter((row) => times[row]! > 0);
    const weights = Float64Array.from(drawn, (row) => times[row]!);
    const again = toLabels("labels", await cluster(pickRows(rows, drawn), weights), drawn.length);
    const [before, after] = [
      replicated(drawn, weights, (i) => labels[drawn[i]!]!),
      replicated(drawn, weights, (i) => again[i]!),
    ];
    for (const { cluster: label, jaccard } of clusterJaccard(before, after)) found[label]!.push(jaccard);
    await at.pass((resample + 1) / resamples);
  }
  const share = (values: readonly number[], holds: (jaccard: number) => boolean) =>
    values.length === 0 ? 0 : values.filter(holds).length / values.length;
  return found.map((values, label) => ({
    cluster: label,
    jaccard: values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length,
    recovered: share(values, (jaccard) => jaccard >= 0.75),
    dissolved: share(values, (jaccard) => jaccard <= 0.5),
  }));
}

/** What is said of each row drawn, as often as it was drawn. */
function replicated(drawn: readonly number[], weights: Float64Array, of: (i: number) => number): Int32Array {
  return Int32Array.from(drawn.flatMap((_, i) => new Array<number>(weights[i]!).fill(of(i))));
}
