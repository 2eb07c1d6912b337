import type { Csr, Matrix, Vectors } from "../core";
import { checkPlainData, checkpoint, isMatrix, matrix, readOptions, toMatrix } from "../core/internal";
import type { KnnGraph, Metric } from "../neighbors";
import { metricRows, PreparedRows } from "../neighbors/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import type { UmapCurve } from "./curve";
import { memberships } from "./fuzzy-graph";
import { PreparedLayout } from "./prepared-layout";

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
  /** The points prepared for searches, when they are first asked for. */
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
   * A row that the layout was made from gets its own coordinates, bit for bit; any other row gets the same bits alone
   * and among others. The points of the layout are prepared at the first call, so that later calls with few rows are
   * quick.
   *
   * @param vectors m rows of d finite numbers.
   * @param run workers, progress and abort.
   * @returns m x nComponents.
   * @throws RangeError when the rows have another number of columns, or a value is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Matrix> {
    const { workers, ...follow } = readOptions(run, RUN_OPTIONS);
    const { points, layout, metric } = this;
    const given = toMatrix("vectors", vectors);
    const cols = metric === "cosine" ? points.cols - 1 : points.cols;
    if (given.rows > 0 && given.cols !== cols) {
      throw new RangeError(`"vectors" expected rows of ${cols} numbers, got ${given.cols}`);
    }
    const rows = metricRows("vectors", given, metric);
    const at = checkpoint("projection", follow);
    this.#prepared ??= { rows: new PreparedRows(points, metric), layout: new PreparedLayout(layout) };
    const prepared = this.#prepared;

    return withPool(workers, async (pool) => {
      const k = Math.min(this.nNeighbors, points.rows);
      const neighbors = await prepared.rows.nearest(rows, { k, pool, at: at.part(0, 0.5) });
      const settings = {
        ...this,
        nEpochs: Math.ceil(this.nEpochs / 3),
        learningRate: this.learningRate / APPLY_STEP_DIVISOR,
      };
      const graph = await membershipGraph(neighbors, points.rows, settings, pool);
      const start = weightedMeans(graph, layout);
      const placed = await prepared.layout.place({ start, hashes: contentHashes(rows), graph }, settings, {
        pool,
        at: at.part(0.5, 1),
      });
      keepKnown(placed, rows, neighbors, this);
      return placed;
    });
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

const NUMBERS = [
  "nNeighbors",
  "localConnectivity",
  "repulsionStrength",
  "negativeSampleRate",
  "learningRate",
  "nEpochs",
  "seed",
] as const;

function isUmapModel({ points, layout, metric, curve, ...settings }: UmapModelData): boolean {
  return (
    isMatrix(points) &&
    isMatrix(layout, { rows: points.rows }) &&
    (metric === "euclidean" || metric === "cosine") &&
    Number.isFinite(curve?.a) &&
    Number.isFinite(curve?.b) &&
    NUMBERS.every((name) => Number.isFinite(settings[name]))
  );
}

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

/**
 * Rows at distance 0 from a point of the layout stand where it stands; among several such points, the equal one
 * decides.
 */
function keepKnown(
  placed: Matrix,
  rows: Matrix,
  { indices, distances, k }: KnnGraph,
  { points, layout }: UmapModelData,
): void {
  for (let i = 0; i < rows.rows; i++) {
    const same = [...indices.subarray(i * k, (i + 1) * k)].filter((_, j) => distances[i * k + j] === 0);
    const point = same.find((candidate) => equalRows(rows, i, points, candidate)) ?? same[0];
    if (point === undefined) continue;
    const from = layout.data.subarray(point * layout.cols, (point + 1) * layout.cols);
    placed.data.set(from, i * layout.cols);
  }
}

function equalRows(a: Matrix, i: number, b: Matrix, j: number): boolean {
  for (let c = 0; c < a.cols; c++) if (a.data[i * a.cols + c] !== b.data[j * b.cols + c]) return false;
  return true;
}
