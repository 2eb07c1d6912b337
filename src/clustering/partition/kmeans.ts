import type { Vectors } from "../../core";
import { integer, ofType, readOptions, row, type Schema, toMatrix, verbatim, wrongValue } from "../../core/internal";
import { fitKmeans } from "./fit-kmeans";
import type { KmeansResult } from "./kmeans-model";
import { KMEANS_SETTINGS, type KmeansSweepOptions } from "./kmeans-settings";

/** Options of {@link kmeans}. */
export interface KmeansOptions extends KmeansSweepOptions {
  /** Number of clusters; required. */
  k: number;
  /** k rows of d numbers to start from, once, in place of drawn starts. @default starts are drawn */
  initialCenters?: Vectors | undefined;
}

const KMEANS_OPTIONS = {
  k: integer({ min: 1 }),
  initialCenters: ofType<Vectors, undefined>(
    "a Matrix or an array of rows of numbers",
    (value) => typeof value === "object" && value !== null,
    undefined,
  ),
  ...KMEANS_SETTINGS,
} satisfies Schema<KmeansOptions>;

/**
 * Weighted k-means: k clusters around their means, so that the sum of squared distances (the inertia) is low. Steps of
 * Lloyd (1982) from several starts drawn by greedy k-means++ (Arthur & Vassilvitskii 2007), with distances left out
 * that bounds show to be needless (Elkan 2003; Ding et al. 2015). A center without rows takes over the row that costs
 * most.
 *
 * Equal rows are one weighted point, and a weight means exactly that many equal rows.
 *
 * @param vectors n rows of d finite numbers, on scales that can be compared.
 * @param options the number of clusters, where to start and when to stop, seed, weights, workers, progress and abort.
 * @returns labels of all rows, and the centers; `apply` gives new rows the nearest center, of several at the same
 * distance the one whose first differing coordinate is smaller.
 * @throws RangeError when there are no rows, k is larger than the number of distinct rows, a number is not finite or a
 * weight not > 0; TypeError when `restarts` or `seed` stands beside `initialCenters`.
 * @example
 * const fitted = await kmeans([[0, 0], [0, 1], [1, 0], [9, 9], [9, 8]], { k: 2 });
 * [...fitted.labels]; // [0, 0, 0, 1, 1]
 * [...await fitted.apply([[8, 8]])]; // [1]
 */
export async function kmeans(vectors: Vectors, options: KmeansOptions): Promise<KmeansResult> {
  const { k, initialCenters, ...given } = readOptions(options, KMEANS_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const wanted = {
    k: KMEANS_OPTIONS.k.read(k, "k"),
    name: "k",
    start: initialCenters && readStart(initialCenters, options, points.cols),
  };
  const [fitted] = await fitKmeans(points, [wanted], given);
  return fitted!;
}

function readStart(initialCenters: Vectors, { k, restarts, seed }: KmeansOptions, cols: number): Float32Array[] {
  for (const [name, value] of Object.entries({ restarts, seed })) {
    if (value !== undefined) throw new TypeError(`"${name}" has no meaning beside "initialCenters"`);
  }
  const centers = toMatrix("initialCenters", initialCenters);
  if (centers.rows !== k || centers.cols !== cols) {
    throw wrongValue(
      "initialCenters",
      `${k} rows of ${cols} numbers`,
      verbatim(`${centers.rows} rows of ${centers.cols}`),
    );
  }
  return Array.from({ length: k }, (_, c) => row(centers, c));
}
