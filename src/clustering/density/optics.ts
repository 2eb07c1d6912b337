import type { Vectors } from "../../core";
import { checkpoint, integer, number, oneOf, readOptions, type Schema, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { numberClusters } from "../points/number-clusters";
import { positiveWeightsField } from "../points/positive-weights";
import { weightedPoints } from "../points/weighted-points";
import { cutAtEps } from "./cut-at-eps";
import { OpticsResult } from "./optics-model";
import { expandedOrder, reachabilityOrder } from "./reachability-order";
import { xiClusters } from "./xi-clusters";

/** Options of {@link optics}. */
export interface OpticsOptions extends RunOptions {
  /**
   * Weight (number of rows, without weights) within the core distance, the row's own included, as in scikit-learn.
   * @default 5
   */
  minSamples?: number | undefined;
  /** Distance beyond which nothing is reached. @default none: all rows are in one order */
  maxEps?: number | undefined;
  /**
   * How clusters are read off the order.
   * - `"xi"`: between a steep fall and a steep rise of reachability
   * - `"dbscan"`: what `dbscan` finds at `eps`
   * @default "xi"
   */
  clusterMethod?: "xi" | "dbscan" | undefined;
  /** Of `"xi"`: how steep, as a share by which reachability falls or rises. @default 0.05 */
  xi?: number | undefined;
  /** Of `"xi"`: the least weight of a cluster. @default minSamples */
  minClusterSize?: number | undefined;
  /** Of `"dbscan"`: the distance at which the order is cut. @default maxEps */
  eps?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

const OPTICS_OPTIONS = {
  minSamples: integer({ min: 2 }, 5),
  maxEps: number({ above: 0 }),
  clusterMethod: oneOf(["xi", "dbscan"], "xi"),
  xi: number({ above: 0, max: 0.999 }, 0.05),
  minClusterSize: integer({ min: 2 }),
  eps: number({ above: 0 }),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<OpticsOptions>;

/**
 * OPTICS (Ankerst, Breunig, Kriegel & Sander 1999): an order of the rows in which those that are dense together stand
 * together, with the reachability of each; clusters are its valleys. Where DBSCAN sees one density, these may differ.
 *
 * Distances are Euclidean; every pair is measured, n² d operations. Equal rows stand together in the order; of several
 * rows that are reached at the same distance, the one whose first differing coordinate is smaller comes first.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options `minSamples`, how clusters are read off, weights, workers, progress and abort.
 * @returns the order, and labels of all rows, -1 for noise; `apply` gives new rows the cluster of the nearest core point
 * that reaches them: within `eps`, or, for `"xi"`, within the largest reachability of its cluster.
 * @throws RangeError when there are no rows, a number is not finite, or an option is out of range; TypeError when an
 * option of the other `clusterMethod` is given.
 * @example
 * const rows = [[0], [0.1], [0.2], [8], [8.1], [8.2], [8.3]];
 * const fitted = await optics(rows, { minSamples: 2, clusterMethod: "dbscan", eps: 1 });
 * [...fitted.labels]; // [1, 1, 1, 0, 0, 0, 0]
 */
export async function optics(vectors: Vectors, options: OpticsOptions = {}): Promise<OpticsResult> {
  const given = readOptions(options, OPTICS_OPTIONS);
  const { minSamples, clusterMethod, workers, signal, onProgress } = given;
  const foreign = clusterMethod === "xi" ? (["eps"] as const) : (["xi", "minClusterSize"] as const);
  for (const name of foreign) {
    if (options?.[name] !== undefined) {
      throw new TypeError(`"${name}" has no meaning beside the "clusterMethod" "${clusterMethod}"`);
    }
  }
  const maxEps = given.maxEps ?? Number.POSITIVE_INFINITY;
  const eps = given.eps ?? maxEps;
  if (eps > maxEps) throw wrongValue("eps", `at most "maxEps" (${maxEps})`, eps);
  const at = checkpoint("clustering", { signal, onProgress });
  const points = await weightedPoints(vectors, given.weights, at);
  const order = await withPool(workers, (pool) => reachabilityOrder(points, { minSamples, maxEps }, pool, at));
  await at.pass(1);
  const { clusterOf, reach, count } =
    clusterMethod === "xi"
      ? xiClusters(order, points.weights, {
          xi: given.xi,
          minSamples,
          minClusterSize: given.minClusterSize ?? minSamples,
        })
      : cutAtEps(order, eps);
  const { ofPoints, sizes } = numberClusters(clusterOf, count, points);
  return new OpticsResult({
    vectors: points.vectors,
    pointLabels: ofPoints,
    reach,
    labels: points.pointOf.map((point) => ofPoints[point]!),
    sizes,
    ...expandedOrder(order, points.pointOf),
  });
}
