import type { Vectors } from "../../core";
import {
  boolean,
  checkpoint,
  describeValue,
  either,
  integer,
  number,
  oneOf,
  readOptions,
  type Schema,
  sum,
  toMatrix,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { KnnGraph } from "../../neighbors";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { positiveWeights, positiveWeightsField } from "../points/positive-weights";
import { clustersFromHierarchy } from "./clusters-from-hierarchy";
import type { HdbscanResult } from "./hdbscan-result";
import { type HdbscanMetric, isKernelMetric, metricField } from "./spanning/metric";
import { minimumSpanningTree } from "./spanning/minimum-spanning-tree";
import { isGraph, readPrecomputed } from "./spanning/precomputed";
import type { SpanningAlgorithm } from "./spanning/spanning-tree";
import { linkageTree } from "./tree/linkage-tree";

/** Options of {@link hdbscan}. */
export interface HdbscanOptions extends RunOptions {
  /**
   * Smallest weight (number of rows, without weights) that makes a cluster. `"most-persistent"` looks at all sizes
   * from `minSamples` on, takes the one whose clusters persist over most sizes, with the `leaf` method, and reports the
   * others as `layers`.
   * @default 5
   */
  minClusterSize?: number | "most-persistent" | undefined;
  /**
   * Smallest number of distinct rows that makes a cluster. With 2, a pile of equal rows is no cluster by itself,
   * however heavy: it counts with its whole weight in the cluster it is the middle of. Given distances and graphs hold
   * no equal rows.
   * @default 1
   */
  minDistinctRows?: number | undefined;
  /**
   * Weight that must lie within a point's core distance, the point's own row not counted, as in Python's hdbscan
   * (scikit-learn counts it: its `min_samples` is one more).
   * @default minClusterSize (5 with "most-persistent"), or all other rows where they are fewer
   */
  minSamples?: number | undefined;
  /**
   * What `minSamples` counts: `"weight"`, all rows that lie near; or `"distinct"`, the distinct ones, so that a place
   * is dense by how many different rows it holds, however often each is repeated; all of them where they are fewer.
   * Weights count in sizes of clusters either way.
   * @default "weight"
   */
  countSamples?: "weight" | "distinct" | undefined;
  /**
   * How rows are compared. `cosine` is the euclidean distance between rows scaled to length 1, sqrt(2 (1 - cos)): the
   * order of neighbors is that of 1 - cos in `kNearestNeighbors` and `umap`, but unlike 1 - cos it is a metric, so that
   * the tree can be searched by bounds; lambdas and `clusterSelectionEpsilon` are in its unit. It and `euclidean` run
   * in kernels. A name of ml-distance, or a function, is asked for each pair twice, which is slow. With `precomputed`
   * the vectors are a symmetric matrix of distances, or a graph of nearest neighbors whose edges alone count; lists
   * shorter than k end with index -1 at distance Infinity.
   * @default "euclidean"
   */
  metric?: HdbscanMetric | undefined;
  /** Excess of mass, or the leaves of the condensed tree: more and smaller clusters. @default "eom" */
  clusterSelectionMethod?: "eom" | "leaf" | undefined;
  /** Clusters that split off below this distance are merged. @default 0 */
  clusterSelectionEpsilon?: number | undefined;
  /**
   * Clusters that live shorter than this, in lambda (1 / distance), are no clusters of their own: the split that made
   * them is undone.
   * @default 0
   */
  clusterSelectionPersistence?: number | undefined;
  /** With `eom`: larger clusters give way to their parts. @default no limit */
  maxClusterSize?: number | undefined;
  /** Whether all points may be one cluster. @default false */
  allowSingleCluster?: boolean | undefined;
  /**
   * How the spanning tree is found: `boruvka` over a k-d tree; `screened`, the same for many columns, over a tree of
   * the principal coordinates, with distances screened in 16-bit integers; or `prim`, by looking at every pair. The
   * result is the same to the bit; only the time differs. Only `euclidean` and `cosine` leave the choice.
   * @default "auto"
   */
  algorithm?: "auto" | SpanningAlgorithm | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

/** Options of {@link hdbscan} for a graph of neighbors. */
export type PrecomputedHdbscanOptions = HdbscanOptions & { metric: "precomputed" };

/** The fields of {@link HdbscanOptions} that say how to cluster. */
export const HDBSCAN_SETTINGS = {
  minClusterSize: either(integer({ min: 2 }), oneOf(["most-persistent"]), 5),
  minDistinctRows: integer({ min: 1 }, 1),
  minSamples: integer({ min: 1 }),
  countSamples: oneOf(["weight", "distinct"], "weight"),
  metric: metricField(),
  clusterSelectionMethod: oneOf(["eom", "leaf"], "eom"),
  clusterSelectionEpsilon: number({ min: 0 }, 0),
  clusterSelectionPersistence: number({ min: 0 }, 0),
  maxClusterSize: integer({ min: 2 }),
  allowSingleCluster: boolean(false),
  algorithm: oneOf(["auto", "boruvka", "screened", "prim"], "auto"),
} satisfies Schema<Omit<HdbscanOptions, "weights" | keyof RunOptions>>;

const HDBSCAN_OPTIONS = {
  ...HDBSCAN_SETTINGS,
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<HdbscanOptions>;

/**
 * Finds clusters of any shape and the noise between them: HDBSCAN* (Campello, Moulavi & Sander 2013; McInnes & Healy
 * 2017), exact and deterministic.
 *
 * Equal rows are one weighted point, and a weight means exactly that many equal rows. Merges at equal distance are one
 * merge, so that ties have one answer, whatever the order of rows.
 *
 * @param vectors n rows of d finite numbers; or, with `metric: "precomputed"`, n x n distances or a graph of neighbors.
 * @param options sizes of clusters, the metric, how clusters are chosen, weights, workers, progress and abort.
 * @returns labels, probabilities and scores of each row, and the trees they were read from; `apply` places new rows.
 * @throws RangeError when there are no rows, fewer than `minClusterSize` or `minSamples + 1` rows (by weight), a number
 * is not finite, a weight is not > 0, `boruvka` is asked of a metric that has no kernel, a row is all zeros under the
 * cosine metric, given distances are not symmetric, or a given graph holds too few neighbors of a row.
 * @example
 * const fitted = await hdbscan([[0, 0], [0, 1], [1, 0], [9, 9], [9, 8], [8, 9]], { minClusterSize: 2 });
 * fitted.labels; // [0, 0, 0, 1, 1, 1]
 * (await fitted.apply([[8, 8]])).labels; // [1]
 */
export async function hdbscan(vectors: Vectors, options?: HdbscanOptions): Promise<HdbscanResult>;
export async function hdbscan(graph: KnnGraph, options: PrecomputedHdbscanOptions): Promise<HdbscanResult>;
export async function hdbscan(vectors: Vectors | KnnGraph, options: HdbscanOptions = {}): Promise<HdbscanResult> {
  const { workers, signal, onProgress, weights, minSamples, ...given } = readOptions(options, HDBSCAN_OPTIONS);
  const { metric } = given;
  if ((given.algorithm === "boruvka" || given.algorithm === "screened") && !isKernelMetric(metric)) {
    throw wrongValue(
      "algorithm",
      `"auto" or "prim" with the metric ${describeValue(metric)}`,
      verbatim(`"${given.algorithm}"`),
    );
  }
  if (isGraph(vectors) && metric !== "precomputed") {
    throw new TypeError('"vectors" expected rows of numbers; a graph of neighbors needs the metric "precomputed"');
  }
  const rows = metric === "precomputed" ? readPrecomputed(vectors) : toMatrix("vectors", vectors as Vectors);
  if (rows.rows === 0) throw wrongValue("vectors", "at least one row", verbatim("none"));
  const rowWeights = positiveWeights(weights, rows.rows);
  const total = rowWeights ? sum(rowWeights) : rows.rows;
  const settings = { ...given, minSamples: readMinSamples(given.minClusterSize, minSamples, total) };
  const at = checkpoint("clustering", { signal, onProgress });
  const measure = {
    metric,
    algorithm: given.algorithm,
    minWeight: settings.minSamples + 1,
    distinct: given.countSamples === "distinct",
    workers,
  };
  const { points, core, tree, components, algorithm } = await minimumSpanningTree(
    rows,
    rowWeights,
    measure,
    at.part(0, 0.95),
  );
  const linkage = linkageTree(tree, points.weights);
  const result = clustersFromHierarchy({ points, core, tree, linkage, components }, { ...settings, algorithm });
  await at.pass(1);
  return result;
}

/** Both sizes must be within reach of the rows; the default of `minSamples` bends to them. */
function readMinSamples(
  minClusterSize: number | "most-persistent",
  minSamples: number | undefined,
  total: number,
): number {
  if (minClusterSize !== "most-persistent" && minClusterSize > total) {
    throw wrongValue("minClusterSize", `at most the number of rows (${total})`, minClusterSize);
  }
  if (minSamples !== undefined && minSamples > total - 1) {
    throw wrongValue("minSamples", `less than the number of rows (${total})`, minSamples);
  }
  return (
    minSamples ??
    Math.max(1, Math.min(minClusterSize === "most-persistent" ? 5 : minClusterSize, Math.floor(total - 1)))
  );
}
