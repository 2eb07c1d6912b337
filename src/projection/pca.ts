import type { Matrix, Vectors } from "../core";
import {
  type Checkpoint,
  checkPlainData,
  checkpoint,
  forEachYielding,
  integer,
  isMatrix,
  matrix,
  readOptions,
  type Schema,
  toMatrix,
  wrongValue,
} from "../core/internal";
import type { Weights } from "../neighbors";
import { rowWeights, weightsField } from "../neighbors/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { principalAxes } from "./principal-axes";

/** Options of {@link pca}. */
export interface PcaOptions extends RunOptions {
  /** Number of axes to keep, at most the number of columns. @default 2 */
  nComponents?: number | undefined;
  /** How many equal rows each row stands for; the result is that of the replicated rows. @default one each */
  weights?: Weights | undefined;
}

/**
 * The axes of a fitted {@link pca}. Its fields are plain data: `new PcaModel(saved)` makes it again from a copy of
 * them, or of a {@link PcaResult}.
 */
export class PcaModel {
  /**
   * nComponents x d: unit axes, by falling variance; of each the entry of largest size is positive. By iteration: zeros
   * where no variance is left.
   */
  readonly components: Matrix;
  /** d column means. */
  readonly mean: Float64Array;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor({ components, mean }: Pick<PcaModel, "components" | "mean">) {
    checkPlainData(mean instanceof Float64Array && isMatrix(components, { cols: mean.length }), "a PCA");
    this.components = components;
    this.mean = mean;
  }

  /**
   * Coordinates of new rows on the axes; the rows of the fit get their own, bit for bit.
   *
   * @param vectors m rows of d finite numbers.
   * @param run workers, progress and abort.
   * @returns m x nComponents.
   * @throws RangeError when the rows have another number of columns.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Matrix> {
    const { workers: _, ...follow } = readOptions(run, RUN_OPTIONS);
    const points = toMatrix("vectors", vectors);
    const { cols } = this.components;
    if (points.rows > 0 && points.cols !== cols) {
      throw new RangeError(`"vectors" expected rows of ${cols} numbers, got ${points.cols}`);
    }
    return coordinates(points, this, checkpoint("projection", follow));
  }
}

/** What {@link pca} found. */
export class PcaResult extends PcaModel {
  /** n x nComponents: the coordinates of the rows, as given. */
  readonly embedding: Matrix;
  /** Variance along each axis, with divisor n - 1. */
  readonly explainedVariance: Float64Array;
  /** The same as shares of the whole variance; 0 when there is none. */
  readonly explainedVarianceRatio: Float64Array;
  /** Singular values of the centered rows. */
  readonly singularValues: Float64Array;

  /** Use {@link pca}. */
  constructor(found: Omit<PcaResult, "apply">) {
    super(found);
    this.embedding = found.embedding;
    this.explainedVariance = found.explainedVariance;
    this.explainedVarianceRatio = found.explainedVarianceRatio;
    this.singularValues = found.singularValues;
  }
}

const PCA_OPTIONS = {
  nComponents: integer({ min: 1 }, 2),
  weights: weightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<PcaOptions>;

/**
 * Principal component analysis (Pearson 1901). Up to 512 columns, or for more than d / 16 axes, it is exact: the
 * leading eigenvectors of the d x d covariance, in 64-bit floats. Otherwise the axes come from block iteration on the
 * centered rows, in 32-bit floats, from a fixed random start (Halko, Martinsson & Tropp 2011): variances to about 1e-4
 * of themselves.
 *
 * Fewer rows than axes are fine: what they do not span has variance 0.
 *
 * @param vectors n >= 1 rows of d finite numbers.
 * @param options the number of components, weights, workers, progress and abort.
 * @returns coordinates, axes and the variance along them; `apply` gives new rows their coordinates.
 * @throws RangeError when nComponents > d, there are no rows, or a value is not finite.
 * @example
 * const fitted = await pca([[0, 0], [2, 2], [4, 4]], { nComponents: 1 });
 * (await fitted.apply([[3, 3]])).data; // [1.414]
 */
export async function pca(vectors: Vectors, options: PcaOptions = {}): Promise<PcaResult> {
  const { nComponents, weights: given, workers, ...follow } = readOptions(options, PCA_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const { rows, cols } = points;
  if (rows === 0) throw wrongValue("vectors", "at least 1 row", 0);
  if (nComponents > cols) {
    throw wrongValue("nComponents", `at most the ${cols} columns of the vectors`, nComponents);
  }
  const weights = given ? rowWeights("weights", given, rows) : new Float64Array(rows).fill(1);
  const at = checkpoint("projection", follow);

  const { mean, components, explained, whole } = await withPool(workers, (pool) =>
    principalAxes(points, weights, nComponents, { pool, at: at.part(0, 0.9) }),
  );
  const embedding = await coordinates(points, { mean, components }, at.part(0.9, 1));
  return new PcaResult({ embedding, components, mean, ...variances(explained, whole, weights) });
}

/** The one place where coordinates are computed, so that a row always gets the same bits. */
async function coordinates(
  { data, rows, cols }: Matrix,
  { mean, components }: Pick<PcaModel, "components" | "mean">,
  at: Checkpoint,
): Promise<Matrix> {
  const { data: axes, rows: nComponents } = components;
  const embedding = matrix(rows, nComponents);
  await forEachYielding(rows, at, (i) => {
    for (let c = 0; c < nComponents; c++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += (data[i * cols + j]! - mean[j]!) * axes[c * cols + j]!;
      embedding.data[i * nComponents + c] = sum;
    }
    return nComponents * cols;
  });
  return embedding;
}

function variances(explainedVariance: Float64Array, whole: number, weights: Float64Array) {
  let total = 0;
  for (const weight of weights) total += weight;
  return {
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((value) => (whole > 0 ? value / whole : 0)),
    singularValues: explainedVariance.map((value) => Math.sqrt(value * (total - 1))),
  };
}
