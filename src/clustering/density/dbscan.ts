import type { Vectors } from "../../core";
import { checkpoint, integer, number, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { numberClusters } from "../points/number-clusters";
import { positiveWeightsField } from "../points/positive-weights";
import { weightedPoints } from "../points/weighted-points";
import { DbscanResult } from "./dbscan-model";
import { epsComponents } from "./eps-components";

/** Options of {@link dbscan}. */
export interface DbscanOptions extends RunOptions {
  /** Distance up to which two rows are neighbors, in the units of the rows; required. */
  eps: number;
  /**
   * Weight (number of rows, without weights) within `eps` that makes a row a core point, its own included, as in
   * scikit-learn. (`hdbscan` does not count the row itself.)
   * @default 5
   */
  minSamples?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

const DBSCAN_OPTIONS = {
  eps: number({ above: 0 }),
  minSamples: integer({ min: 1 }, 5),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<DbscanOptions>;

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996): rows with enough others within `eps` are core points; core points within
 * `eps` of each other are one cluster; other rows go with the nearest core point within `eps`, or are noise.
 *
 * Distances are Euclidean. In the original, a border row within reach of two clusters goes with the one that was found
 * first, so that labels depend on the order of rows; here it goes with the nearest core point.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options `eps`, `minSamples`, weights, workers, progress and abort.
 * @returns labels of all rows, -1 for noise; `apply` gives new rows the cluster of the nearest core point within `eps`.
 * @throws RangeError when there are no rows, a number is not finite, or an option is out of range.
 * @example
 * const fitted = await dbscan([[0], [1], [2], [8], [9], [10], [50]], { eps: 1, minSamples: 2 });
 * [...fitted.labels]; // [0, 0, 0, 1, 1, 1, -1]
 * [...await fitted.apply([[2.5], [60]])]; // [0, -1]
 */
export async function dbscan(vectors: Vectors, options: DbscanOptions): Promise<DbscanResult> {
  const { eps: given, minSamples, weights, workers, ...followed } = readOptions(options, DBSCAN_OPTIONS);
  const eps = DBSCAN_OPTIONS.eps.read(given, "eps");
  const at = checkpoint("clustering", followed);
  const points = await weightedPoints(vectors, weights, at);
  const { componentOf, coreNear } = await withPool(workers, (pool) =>
    epsComponents(points, { eps, minSamples }, pool, at),
  );
  await at.pass(1);
  const clusterOf = componentOf.map((component, point) => {
    const core = component < 0 ? coreNear[point]! : point;
    return core < 0 ? -1 : componentOf[core]!;
  });
  const { ofPoints, sizes } = numberClusters(clusterOf, points.vectors.rows, points);
  const { pointOf } = points;
  return new DbscanResult({
    vectors: points.vectors,
    pointLabels: ofPoints,
    reach: Float64Array.from(componentOf, (component) => (component < 0 ? 0 : eps)),
    labels: pointOf.map((point) => ofPoints[point]!),
    sizes,
    coreRows: Int32Array.from([...pointOf.keys()].filter((row) => componentOf[pointOf[row]!]! >= 0)),
  });
}
