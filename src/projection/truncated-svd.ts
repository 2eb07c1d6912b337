import type { Csr, Matrix, Vectors } from "../core";
import {
  type Checkpoint,
  checkPlainData,
  checkpoint,
  forEachYielding,
  integer,
  isMatrix,
  matrix,
  type RandomStream,
  randomStream,
  readOptions,
  type Schema,
  sparseCoordinates,
  toCsr,
  toMatrix,
  transposed,
  wrongValue,
} from "../core/internal";
import { KernelMemory } from "../kernels";
import type { Weights } from "../neighbors";
import { rowWeights, weightsField } from "../neighbors/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import {
  blockWidth,
  denseProducts,
  leadingSingularVectors,
  RUN_OPTIONS,
  type SingularVectors,
  sparseSingularVectors,
  withPool,
} from "../parallel/internal";

/** Options of {@link truncatedSvd}. */
export interface TruncatedSvdOptions extends RunOptions {
  /** Number of axes to keep, at most the number of columns. @default 2 */
  nComponents?: number | undefined;
  /** How many equal rows each row stands for; the result is that of the replicated rows. @default one each */
  weights?: Weights | undefined;
  /** Decides the random start. @default 1 */
  seed?: number | undefined;
}

/**
 * The axes of a fitted {@link truncatedSvd}. Its fields are plain data: `new TruncatedSvdModel(saved)` makes it again
 * from a copy of them, or of a {@link TruncatedSvdResult}.
 */
export class TruncatedSvdModel {
  /**
   * nComponents x d: unit axes, by falling singular value; of each the entry of largest size is positive. Zeros beyond
   * the rank.
   */
  readonly components: Matrix;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor({ components }: Pick<TruncatedSvdModel, "components">) {
    checkPlainData(isMatrix(components), "a truncated SVD");
    this.components = components;
  }

  /**
   * Coordinates of new rows on the axes; the rows of the fit get their own, bit for bit.
   *
   * @param vectors m rows of d finite numbers, or a sparse matrix.
   * @param run workers, progress and abort.
   * @returns m x nComponents.
   * @throws RangeError when the rows have another number of columns.
   */
  async apply(vectors: Vectors | Csr, run: RunOptions = {}): Promise<Matrix> {
    const { workers: _, ...follow } = readOptions(run, RUN_OPTIONS);
    const { components } = this;
    const points = sparseOrDense(vectors);
    if (points.rows > 0 && points.cols !== components.cols) {
      throw new RangeError(`"vectors" expected rows of ${components.cols} numbers, got ${points.cols}`);
    }
    return coordinates(points, components, checkpoint("projection", follow));
  }
}

/** What {@link truncatedSvd} found. */
export class TruncatedSvdResult extends TruncatedSvdModel {
  /** n x nComponents: the coordinates of the rows, as given. */
  readonly embedding: Matrix;
  readonly singularValues: Float64Array;
  /** Variance of the coordinates on each axis, with divisor n - 1. */
  readonly explainedVariance: Float64Array;
  /** The same as shares of the variance of all columns; 0 when there is none. */
  readonly explainedVarianceRatio: Float64Array;

  /** Use {@link truncatedSvd}. */
  constructor(found: Omit<TruncatedSvdResult, "apply">) {
    super(found);
    this.embedding = found.embedding;
    this.singularValues = found.singularValues;
    this.explainedVariance = found.explainedVariance;
    this.explainedVarianceRatio = found.explainedVarianceRatio;
  }
}

const TRUNCATED_SVD_OPTIONS = {
  nComponents: integer({ min: 1 }, 2),
  weights: weightsField(),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<TruncatedSvdOptions>;

/**
 * The leading singular vectors of a matrix as it is, without taking a mean away, so that sparse rows stay sparse
 * (latent semantic analysis: Deerwester et al. 1990): by block iteration from a random start (Halko, Martinsson & Tropp
 * 2011), in 32-bit floats.
 *
 * @param vectors n >= 1 rows of d finite numbers, or a sparse matrix in compressed rows.
 * @param options the number of components, weights, seed, workers, progress and abort.
 * @returns coordinates, axes and what they explain; `apply` gives new rows their coordinates.
 * @throws RangeError when nComponents > d, there are no rows, or a value is not finite.
 * @example
 * const fitted = await truncatedSvd([[3, 0], [0, 2], [0, 0]], { nComponents: 1 });
 * [...fitted.singularValues]; // [3]
 * (await fitted.apply([[5, 7]])).data; // [5]
 */
export async function truncatedSvd(
  vectors: Vectors | Csr,
  options: TruncatedSvdOptions = {},
): Promise<TruncatedSvdResult> {
  const { nComponents, weights: given, seed, workers, ...follow } = readOptions(options, TRUNCATED_SVD_OPTIONS);
  const points = sparseOrDense(vectors);
  const { rows, cols } = points;
  if (rows === 0) throw wrongValue("vectors", "at least 1 row", 0);
  if (nComponents > cols) {
    throw wrongValue("nComponents", `at most the ${cols} columns of the vectors`, nComponents);
  }
  const weights = given ? rowWeights("weights", given, rows) : undefined;
  const at = checkpoint("projection", follow);

  const search = { random: randomStream(seed, "svd/start"), at: at.part(0, 0.9) };
  const { squares, vectors: axes } = await withPool(workers, (pool) =>
    "data" in points
      ? denseSingularVectors(points, weights, nComponents, { ...search, pool })
      : sparseSingularVectors(weighted(points, weights), nComponents, { ...search, pool }),
  );
  const components = transposed(axes);
  const embedding = await coordinates(points, components, at.part(0.9, 1));
  const singularValues = squares.map(Math.sqrt);
  return new TruncatedSvdResult({ embedding, components, singularValues, ...explained(points, embedding, weights) });
}

function sparseOrDense(vectors: Vectors | Csr): Matrix | Csr {
  const sparse = typeof vectors === "object" && vectors !== null && "offsets" in vectors;
  return sparse ? toCsr("vectors", vectors) : toMatrix("vectors", vectors as Vectors);
}

async function denseSingularVectors(
  points: Matrix,
  weights: Float64Array | undefined,
  count: number,
  search: { random: RandomStream; at: Checkpoint; pool: WorkerPool },
): Promise<SingularVectors> {
  using memory = KernelMemory.acquire();
  const scales = weights?.map(Math.sqrt);
  const products = denseProducts(memory, points, scales ? { scales } : {}, blockWidth(count, points.cols), search.pool);
  return await leadingSingularVectors(products, count, search); // before the memory is given back
}

/** A row of weight w counts in A'A as the row times the root of w counts once. */
function weighted(points: Csr, weights: Float64Array | undefined): Csr {
  if (!weights) return points;
  const values = new Float32Array(points.values.length);
  for (let i = 0; i < points.rows; i++) {
    const scale = Math.sqrt(weights[i]!);
    for (let p = points.offsets[i]!; p < points.offsets[i + 1]!; p++) values[p] = scale * points.values[p]!;
  }
  return { ...points, values };
}

/** The one place where coordinates are computed, so that a row always gets the same bits. */
async function coordinates(points: Matrix | Csr, components: Matrix, at: Checkpoint): Promise<Matrix> {
  if (!("data" in points)) return sparseCoordinates(points, components, at);
  const { data, rows, cols } = points;
  const result = matrix(rows, components.rows);
  await forEachYielding(rows, at, (i) => {
    for (let c = 0; c < components.rows; c++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * components.data[c * cols + j]!;
      result.data[i * components.rows + c] = sum;
    }
    return components.rows * cols;
  });
  return result;
}

function explained(points: Matrix | Csr, embedding: Matrix, weights: Float64Array | undefined) {
  let total = 0;
  for (let i = 0; i < points.rows; i++) total += weights?.[i] ?? 1;
  const explainedVariance = denseVariances(embedding, weights, total);
  let whole = 0;
  for (const variance of "data" in points
    ? denseVariances(points, weights, total)
    : sparseVariances(points, weights, total)) {
    whole += variance;
  }
  return {
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((value) => (whole > 0 ? value / whole : 0)),
  };
}

function denseVariances({ data, rows, cols }: Matrix, weights: Float64Array | undefined, total: number): Float64Array {
  const means = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) means[j]! += ((weights?.[i] ?? 1) * data[i * cols + j]!) / total;
  }
  const variances = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const apart = data[i * cols + j]! - means[j]!;
      variances[j]! += ((weights?.[i] ?? 1) * apart * apart) / Math.max(1, total - 1);
    }
  }
  return variances;
}

function sparseVariances(
  { offsets, columns, values, rows, cols }: Csr,
  weights: Float64Array | undefined,
  total: number,
): Float64Array {
  const sums = new Float64Array(cols);
  const squares = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const weight = weights?.[i] ?? 1;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      sums[columns[p]!]! += weight * values[p]!;
      squares[columns[p]!]! += weight * values[p]! * values[p]!;
    }
  }
  return squares.map((square, j) => Math.max(0, square - (sums[j]! * sums[j]!) / total) / Math.max(1, total - 1));
}
