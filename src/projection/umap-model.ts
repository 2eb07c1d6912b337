import type { Csr, Matrix, Vectors } from "../core";
import {
  type Checkpoint,
  checkPlainData,
  checkpoint,
  findRows,
  follow,
  indexRows,
  isMatrix,
  isWithin,
  matrix,
  pickRows,
  type RowIndex,
  readOptions,
  row,
  toMatrix,
} from "../core/internal";
import type { KnnGraph, Metric } from "../neighbors";
import { metricRows, PreparedRows } from "../neighbors/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import type { UmapCurve } from "./curve";
import { memberships } from "./fuzzy-graph";
import { PreparedLayout } from "./prepared-layout";
import { MOST_EPOCHS, MOST_NEGATIVES, MOST_RATE } from "./umap-limits";

/**
 * A layout that new points can be placed in. Its fields are plain data: `new UmapModel(saved)` makes it again from a
 * copy of them, or of a {@link UmapResult}.
 */
export class UmapModel {
  /** The distinct rows in lexicographic order; for cosine at length 1, with a last column of 1 for a zero row. */
  readonly points: Matrix;
  /** Neighborhood size used. */
  readonly nNeighbors: number;
  readonly metric: Metric;
  readonly nEpochs: number;
  readonly learningRate: number;
  readonly localConnectivity: number;
  readonly repulsionStrength: number;
  readonly negativeSampleRate: number;
  readonly seed: number;
  /** The layout's curve of closeness, 1 / (1 + a x^(2b)). */
  readonly curve: UmapCurve;
  /** Where each point stands. */
  readonly layout: Matrix;
  /** Which row is which point, and the points prepared for searches: each when it is first asked for. */
  #known: RowIndex | undefined;
  #prepared: { readonly rows: PreparedRows; readonly layout: PreparedLayout } | undefined;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: UmapModelData) {
    checkPlainData(isUmapModel(data), "a UMAP layout");
    this.points = data.points;
    this.layout = data.layout;
    this.metric = data.metric;
    this.nNeighbors = data.nNeighbors;
    this.localConnectivity = data.localConnectivity;
    this.repulsionStrength = data.repulsionStrength;
    this.negativeSampleRate = data.negativeSampleRate;
    this.learningRate = data.learningRate;
    this.nEpochs = data.nEpochs;
    this.seed = data.seed;
    this.curve = data.curve;
  }

  /**
   * Coordinates of new rows in the layout, which stands still: each starts at the mean of its neighbors, weighted by
   * membership, and settles in a third of the epochs.
   *
   * A row that the layout was made from is looked up and gets its own coordinates, bit for bit; any other row is
   * compared with every point, and gets the same bits alone and among others. The points are prepared when the first
   * such row comes, so that later calls with few rows are quick.
   *
   * @param vectors m rows of d finite numbers.
   * @param run workers, progress and abort.
   * @returns m x nComponents.
   * @throws RangeError when the rows have another number of columns, or a value is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Matrix> {
    const { workers, ...followed } = readOptions(run, RUN_OPTIONS);
    const { points, layout, metric } = this;
    const given = toMatrix("vectors", vectors);
    const cols = metric === "cosine" ? points.cols - 1 : points.cols;
    if (given.rows > 0 && given.cols !== cols) {
      throw new RangeError(`"vectors" expected rows of ${cols} numbers, got ${given.cols}`);
    }
    const rows = metricRows("vectors", given, metric);
    const at = checkpoint("projection", followed);
    this.#known ??= await follow(indexRows(points), at.part(0, 0));
    const pointOf = await follow(findRows(this.#known, rows), at.part(0, 0));
    const fresh = [...pointOf.keys()].filter((i) => pointOf[i]! < 0);
    const placed = pickRows(
      layout,
      pointOf.map((point) => Math.max(point, 0)),
    );
    if (fresh.length > 0) {
      const settled = await withPool(workers, (pool) => this.#settle(pickRows(rows, fresh), pool, at));
      for (const [i, to] of fresh.entries()) placed.data.set(row(settled, i), to * layout.cols);
    }
    await at.pass(1);
    return placed;
  }

  /** Coordinates of rows that are not points of the layout. */
  async #settle(rows: Matrix, pool: WorkerPool, at: Checkpoint): Promise<Matrix> {
    const { points, layout, metric } = this;
    this.#prepared ??= { rows: new PreparedRows(points, metric), layout: new PreparedLayout(layout) };
    const prepared = this.#prepared;
    const k = Math.min(this.nNeighbors, points.rows);
    const neighbors = await prepared.rows.nearest(rows, { k, pool, at: at.part(0, 0.5) });
    const settings = {
      ...this,
      nEpochs: Math.ceil(this.nEpochs / 3),
      learningRate: this.learningRate / APPLY_STEP_DIVISOR,
    };
    const graph = await membershipGraph(neighbors, points.rows, settings, pool);
    const start = weightedMeans(graph, layout);
    const settled = await prepared.layout.place({ start, hashes: contentHashes(rows), graph }, settings, {
      pool,
      at: at.part(0.5, 1),
    });
    keepTouching(settled, neighbors, layout);
    return settled;
  }
}

/** What {@link UmapModel} is made from. */
export type UmapModelData = Omit<UmapModel, "apply">;

/** What {@link umap} made. */
export class UmapResult extends UmapModel {
  /** n x nComponents: the coordinates of the rows, as given; equal rows have equal coordinates. */
  readonly embedding: Matrix;

  /** Use {@link umap}. */
  constructor(found: Omit<UmapResult, "apply">) {
    super(found);
    this.embedding = found.embedding;
  }
}

/** Steps of new points are this much smaller than those of the layout, umap-learn's divisor. */
const APPLY_STEP_DIVISOR = 4;

/** Everything that placing a row relies on. */
function isUmapModel({ points, layout, metric, curve, ...settings }: UmapModelData): boolean {
  return (
    isMatrix(points) &&
    points.rows > 0 &&
    isMatrix(layout, { rows: points.rows }) &&
    layout.data.every((place) => Math.abs(place) < LARGEST_PLACE) &&
    (metric === "euclidean" || metric === "cosine") &&
    isWithin(curve?.a, 0, LARGEST_CURVE) &&
    isWithin(curve?.b, 0, LARGEST_CURVE) &&
    isWithin(settings.localConnectivity, 0, MOST_RATE) &&
    isWithin(settings.repulsionStrength, 0, MOST_RATE) &&
    isWithin(settings.negativeSampleRate, 0, MOST_NEGATIVES) &&
    isWithin(settings.learningRate, 0, MOST_RATE) &&
    Number.isInteger(settings.nNeighbors) &&
    isWithin(settings.nNeighbors, 1, Number.MAX_SAFE_INTEGER) &&
    Number.isInteger(settings.nEpochs) &&
    isWithin(settings.nEpochs, 0, MOST_EPOCHS) &&
    Number.isInteger(settings.seed) &&
    isWithin(settings.seed, 0, 0xffffffff)
  );
}

/** Layouts stay within a few dozen; their squares must not overflow. */
const LARGEST_PLACE = 1e12;
const LARGEST_CURVE = 1e4;

/** Each new row's memberships of its neighbors, the largest 1, without those too light to matter. */
async function membershipGraph(
  neighbors: KnnGraph,
  cols: number,
  { localConnectivity, nEpochs }: { localConnectivity: number; nEpochs: number },
  pool: WorkerPool,
): Promise<Csr> {
  const { indices, rows, k } = neighbors;
  const connectivity = Math.max(0, localConnectivity - 1);
  const values = await memberships(neighbors, { localConnectivity: connectivity, own: 0 }, { pool });
  const offsets = new Uint32Array(rows + 1);
  const kept = { columns: new Uint32Array(rows * k), values: new Float32Array(rows * k) };
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    const largest = values[i * k]!; // the nearest
    for (let p = i * k; p < (i + 1) * k; p++) {
      const value = largest > 0 ? values[p]! / largest : 1;
      if (value * nEpochs < 1) continue;
      kept.columns[filled] = indices[p]!;
      kept.values[filled++] = value;
    }
    offsets[i + 1] = filled;
  }
  return { offsets, columns: kept.columns.slice(0, filled), values: kept.values.slice(0, filled), rows, cols };
}

function weightedMeans({ offsets, columns, values, rows }: Csr, layout: Matrix): Matrix {
  const { cols } = layout;
  const means = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) total += values[p]!;
    for (let c = 0; c < cols; c++) {
      let sum = 0;
      for (let p = offsets[i]!; p < offsets[i + 1]!; p++) sum += values[p]! * layout.data[columns[p]! * cols + c]!;
      means.data[i * cols + c] = sum / total;
    }
  }
  return means;
}

/** A number that depends on a row's values alone, for its random draws. */
function contentHashes({ data, rows, cols }: Matrix): Int32Array {
  const bits = new Int32Array(data.map((value) => value + 0).buffer); // + 0 makes 0 of -0
  const hashes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let hash = 0x811c9dc5;
    for (let j = 0; j < cols; j++) hash = Math.imul(hash ^ bits[i * cols + j]!, 0x01000193);
    hashes[i] = hash;
  }
  return hashes;
}

/** Rows so near a point that their distance is 0 stand where it stands; of several such points the first decides. */
function keepTouching(settled: Matrix, { indices, distances, k }: KnnGraph, layout: Matrix): void {
  for (let i = 0; i < settled.rows; i++) {
    if (distances[i * k] === 0) settled.data.set(row(layout, indices[i * k]!), i * layout.cols);
  }
}
