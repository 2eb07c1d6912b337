import type { Vectors } from "../../core";
import { checkpoint, integer, number, oneOf, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { positiveWeightsField } from "../points/positive-weights";
import { weightedPoints } from "../points/weighted-points";
import { AgglomerativeResult } from "./agglomerative-model";
import { buildDendrogram } from "./build-dendrogram";
import { checkCount, checkOneCut, cutPoints } from "./cut-dendrogram";
import type { DendrogramCut, Linkage } from "./linkage";

/** Options of {@link agglomerative}. */
export interface AgglomerativeOptions extends RunOptions, DendrogramCut {
  /**
   * Which two clusters are merged next.
   * - `"ward"`: those whose merger adds least to the sum of squared distances to the means
   * - `"average"`: those with the smallest mean distance between their rows
   * - `"complete"`: those with the smallest largest distance
   * - `"single"`: those with the smallest distance
   * @default "ward"
   */
  linkage?: Linkage | undefined;
  /**
   * Distance up to which new rows go with their nearest row; farther ones are in no cluster.
   * @default none: all of them do
   */
  maxDistance?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

const AGGLOMERATIVE_OPTIONS = {
  k: integer({ min: 1 }),
  height: number({ min: 0 }),
  linkage: oneOf(["ward", "average", "complete", "single"], "ward"),
  maxDistance: number({ above: 0 }),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<AgglomerativeOptions>;

/**
 * Hierarchical clustering from below: every row is a cluster to begin with, and the two nearest are merged until one is
 * left. Nearest-neighbor chains (Murtagh 1983); for `"single"` the minimum spanning tree. `"ward"` and `"single"` take
 * memory for the rows alone, `"average"` and `"complete"` 4 n² bytes for n distinct rows.
 *
 * Distances are Euclidean. Of several at the same distance, which are merged first follows from the rows' values alone.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options `k` or `height` says where the dendrogram is cut; {@link cutDendrogram} cuts it again elsewhere.
 * @returns labels of all rows, and the dendrogram; `apply` gives new rows the cluster of the nearest row.
 * @throws RangeError when there are no rows, k is larger than the number of distinct rows, a number is not finite, or
 * `"average"` or `"complete"` has more than 23,170 distinct rows; TypeError unless one of `k` and `height` is given.
 * @example
 * const fitted = await agglomerative([[0], [1], [8], [9], [20]], { k: 3 });
 * [...fitted.labels]; // [0, 0, 1, 1, 2]
 * [...cutDendrogram(fitted, { k: 2 }).labels]; // [0, 0, 0, 0, 1]
 */
export async function agglomerative(vectors: Vectors, options: AgglomerativeOptions): Promise<AgglomerativeResult> {
  const { k, height, linkage, maxDistance, weights, workers, ...followed } = readOptions(
    options,
    AGGLOMERATIVE_OPTIONS,
  );
  checkOneCut({ k, height });
  const at = checkpoint("clustering", followed);
  const points = await weightedPoints(vectors, weights, at);
  checkCount(k, points);
  const dendrogram = await withPool(workers, (pool) => buildDendrogram(points, linkage, pool, at));
  await at.pass(1);
  const { ofPoints, labels, sizes } = cutPoints(dendrogram, points, { k, height });
  const reach = maxDistance ?? Number.POSITIVE_INFINITY;
  return new AgglomerativeResult({
    vectors: points.vectors,
    pointLabels: ofPoints,
    reach: new Float64Array(points.vectors.rows).fill(reach),
    labels,
    sizes,
    linkage,
    dendrogram,
    points,
  });
}
