import type { Csr, Matrix, Vectors } from "../core";
import { checkpoint, matrix, readOptions, type Schema, toMatrix, wrongValue } from "../core/internal";
import type { KnnGraph } from "../neighbors";
import { metricRows } from "../neighbors/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { memberships } from "./fuzzy-graph";
import { settlePoints } from "./layout";
import { preparedPoints } from "./prepared-points";
import type { UmapModel } from "./umap";

const UMAP_TRANSFORM_OPTIONS = { ...RUN_OPTIONS } satisfies Schema<RunOptions>;

/**
 * Coordinates of new rows in a layout made by `umap`, which stands still: each starts at the mean of its neighbours, weighted
 * by membership, and settles in a third of the epochs.
 *
 * A row that the layout was made from gets its own coordinates, bit for bit; any other row gets the same bits alone and among
 * others. The points of the layout are prepared at the first call and stay so as long as `result` is kept, so that later calls with
 * few rows are quick.
 *
 * @param result  what `umap` returned.
 * @param vectors m rows of d finite numbers.
 * @returns m x nComponents.
 * @throws RangeError when the rows have another number of columns, or a value is not finite.
 * @example
 * const spiral = Array.from({ length: 50 }, (_, i) => [Math.cos(i / 8), Math.sin(i / 8), i / 10]);
 * const result = await umap(spiral);
 * const placed = await umapTransform(result, [[1, 0, 0.05]]);
 */
export async function umapTransform(result: UmapModel, vectors: Vectors, options: RunOptions = {}): Promise<Matrix> {
  const { workers, ...follow } = readOptions(options, UMAP_TRANSFORM_OPTIONS);
  const { points, layout, metric } = result;
  const given = toMatrix("vectors", vectors);
  const cols = metric === "cosine" ? points.cols - 1 : points.cols;
  if (given.rows > 0 && given.cols !== cols) {
    throw wrongValue("vectors", `rows of ${cols} numbers`, given.cols);
  }
  const rows = metricRows("vectors", given, metric);
  const at = checkpoint("projection", follow);

  return withPool(workers, async (pool) => {
    const k = Math.min(result.nNeighbors, points.rows);
    const neighbors = await preparedPoints(result).nearest(rows, { k, pool, at: at.part(0, 0.5) });
    const nEpochs = Math.ceil(result.nEpochs / 3);
    const graph = await membershipGraph(neighbors, points.rows, { ...result, nEpochs }, pool);
    const start = weightedMeans(graph, layout);
    const settled = { ...result, nEpochs, learningRate: result.learningRate / 4 };
    const placed = await settlePoints(start, contentHashes(rows), graph, layout, settled, {
      pool,
      at: at.part(0.5, 1),
    });
    keepKnown(placed, rows, neighbors, result);
    return placed;
  });
}

/** Each new row's memberships of its neighbours, the largest 1, without those too light to matter. */
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

/** Rows at distance 0 from a point of the layout stand where it stands; among several such points, the equal one decides. */
function keepKnown(
  placed: Matrix,
  rows: Matrix,
  { indices, distances, k }: KnnGraph,
  { points, layout }: UmapModel,
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
