import type { Labels, Vectors } from "../../core";
import {
  checkpoint,
  integer,
  NOISE,
  number,
  ofType,
  oneOf,
  readOptions,
  type Schema,
  toLabels,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { positiveWeightsField } from "../points/positive-weights";
import { type WeightedPoints, weightedPoints } from "../points/weighted-points";
import { type FittedMixture, fitMixture } from "./fit-mixture";
import type { GaussianMixtureResult } from "./gaussian-mixture-model";
import { kmeans } from "./kmeans";
import type { CovarianceType } from "./mixture-data";
import { numberedMixture } from "./numbered-mixture";

/** Options of {@link gaussianMixture}. */
export interface GaussianMixtureOptions extends RunOptions {
  /** Number of components; required. */
  k: number;
  /**
   * What a component may look like.
   * - `"full"`: any ellipsoid
   * - `"diagonal"`: an ellipsoid along the columns
   * - `"spherical"`: a ball
   * @default "full"
   */
  covariance?: CovarianceType | undefined;
  /**
   * Added to every variance, as a share of the mean variance of a column, so that no component shrinks to a point.
   * @default 0.000001
   */
  regularization?: number | undefined;
  /** Starts of which the one with the highest likelihood is kept. @default 1 */
  restarts?: number | undefined;
  /** Steps of one start at most. @default 100 */
  maxIterations?: number | undefined;
  /** A start has converged when the mean log likelihood of a row rises by less. @default 0.001 */
  tolerance?: number | undefined;
  /** A clustering to start from, once, in place of k-means: a label in 0 .. k - 1 for each row. @default k-means */
  initialLabels?: Labels | undefined;
  /** Seed of the starts. @default 1 */
  seed?: number | undefined;
  /** One weight > 0 a row, meaning exactly that many equal rows. @default all equal to 1 */
  weights?: ArrayLike<number> | undefined;
}

/** The fields of {@link GaussianMixtureOptions} that say how it is fitted. */
export const GAUSSIAN_MIXTURE_SETTINGS = {
  covariance: oneOf(["full", "diagonal", "spherical"], "full"),
  regularization: number({ min: 0 }, 0.000001),
  restarts: integer({ min: 1, max: 1000 }, 1),
  maxIterations: integer({ min: 1 }, 100),
  tolerance: number({ min: 0 }, 0.001),
};

const GAUSSIAN_MIXTURE_OPTIONS = {
  k: integer({ min: 1 }),
  ...GAUSSIAN_MIXTURE_SETTINGS,
  initialLabels: ofType<Labels, undefined>(
    "an array of labels",
    (value) => Array.isArray(value) || ArrayBuffer.isView(value),
    undefined,
  ),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  weights: positiveWeightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<GaussianMixtureOptions>;

/**
 * A mixture of k Gaussians by expectation and maximization (Dempster, Laird & Rubin 1977), from the clusters of
 * {@link kmeans} on: clusters that overlap, differ in size and shape, and hold each row with a probability.
 *
 * @param vectors n rows of d finite numbers.
 * @param options the number and the shape of components, starts, when to stop, seed, weights, workers, progress and
 * abort.
 * @returns the most probable component of each row, the components, their likelihood and its BIC; `apply` gives new rows
 * the most probable component.
 * @throws RangeError when there are no rows, k is larger than the number of distinct rows, a number is not finite, a
 * label not in 0 .. k - 1, or a component flat in spite of the regularization; TypeError when `restarts` or `seed`
 * stands beside `initialLabels`.
 * @example
 * const rows = [[0], [1], [2], [20], [24], [28]];
 * const fitted = await gaussianMixture(rows, { k: 2 });
 * [...fitted.labels]; // [0, 0, 0, 1, 1, 1]
 * (await fitted.apply([[21]])).labels[0]; // 1
 */
export async function gaussianMixture(
  vectors: Vectors,
  options: GaussianMixtureOptions,
): Promise<GaussianMixtureResult> {
  const {
    k: given,
    weights,
    workers,
    signal,
    onProgress,
    initialLabels,
    ...settings
  } = readOptions(options, GAUSSIAN_MIXTURE_OPTIONS);
  const k = GAUSSIAN_MIXTURE_OPTIONS.k.read(given, "k");
  const at = checkpoint("clustering", { signal, onProgress });
  const points = await weightedPoints(vectors, weights, at);
  if (k > points.vectors.rows) {
    throw wrongValue("k", `at most the number of distinct rows (${points.vectors.rows})`, k);
  }
  const start = initialLabels && readStart(initialLabels, options, points);
  return withPool(workers, async (pool) => {
    const restarts = start ? 1 : settings.restarts;
    let best: FittedMixture | undefined;
    for (let restart = 0; restart < restarts; restart++) {
      const run = { workers: pool, signal };
      const labels = start ?? (await startOf(points, k, settings.seed, restart, run));
      const part = at.part(restart / restarts, (restart + 1) / restarts);
      const fitted = await fitMixture(points, labels, { ...settings, k }, pool, part);
      if (best === undefined || fitted.logLikelihood > best.logLikelihood) best = fitted;
    }
    await at.pass(1);
    return numberedMixture(best!, points, { workers: pool, signal });
  });
}

/** The clusters of k-means; each restart draws its own. */
async function startOf(
  { vectors, weights }: WeightedPoints,
  k: number,
  seed: number,
  restart: number,
  run: RunOptions,
): Promise<Int32Array> {
  const seeded = (seed + restart) % 2 ** 32;
  return (await kmeans(vectors, { k, weights, restarts: 1, seed: seeded, ...run })).labels;
}

/** For each point the label of its first row. */
function readStart(
  initialLabels: Labels,
  { k, restarts, seed }: GaussianMixtureOptions,
  { pointOf, rows }: WeightedPoints,
): Int32Array {
  for (const [name, value] of Object.entries({ restarts, seed })) {
    if (value !== undefined) throw new TypeError(`"${name}" has no meaning beside "initialLabels"`);
  }
  const labels = toLabels("initialLabels", initialLabels, pointOf.length);
  const met = new Set(labels);
  for (const label of met) {
    if (label === NOISE || label >= k) throw wrongValue("initialLabels", `labels in 0 .. ${k - 1}`, label);
  }
  for (let label = 0; label < k; label++) {
    if (!met.has(label)) throw wrongValue("initialLabels", `every label in 0 .. ${k - 1}`, met.size, " different ones");
  }
  return Int32Array.from(rows, (row) => labels[row]!);
}
