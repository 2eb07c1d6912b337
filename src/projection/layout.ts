import { type Checkpoint, type Csr, type Matrix, matrix, randomKeys } from "../core";
import { KernelMemory, type LayoutEdges, type LayoutForces, optimizeLayout, placePoints } from "../kernels";
import type { WorkerPool } from "../parallel";
import type { Curve } from "./curve";

/** What a layout is optimised with. */
export interface LayoutOptions {
  readonly curve: Curve;
  readonly learningRate: number;
  readonly repulsionStrength: number;
  readonly negativeSampleRate: number;
  readonly nEpochs: number;
  readonly seed: number;
}

interface Work {
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/**
 * Size of the first step against umap-learn's. Four forces act at once from one position, and every edge in every epoch:
 * with full steps points overshoot, and clusters are torn (digits of 8 x 8 pixels: HDBSCAN on the layout finds 22 clusters
 * with full steps, 19 with these; the ten digits' ARI .81 and .88).
 */
const STEP = 0.16;
/** Groups of four edges or random points that take some 10 ms. */
const GROUPS_PER_CALL = 2 ** 19;
/** New points that one call places. */
const POINTS_PER_CALL = 16;

/**
 * Lets the edges of a graph pull and random points push until the layout has settled: UMAP's cross-entropy by stochastic
 * gradient descent (McInnes, Healy & Melville 2018, algorithm 5), each point moved by its owner alone.
 *
 * Where umap-learn draws an edge in proportion to its weight and then moves both ends, here every edge pulls in every
 * epoch, as strongly as it would on average.
 */
export async function settleLayout(
  start: Matrix,
  graph: Csr,
  options: LayoutOptions,
  { pool, at }: Work,
): Promise<Matrix> {
  const { rows, cols } = start;
  const { nEpochs } = options;
  using memory = KernelMemory.acquire();
  const edges = layoutEdges(memory, graph, { pull: 2, ...options });
  const quads = Math.ceil(cols / 4);
  const size = rows * quads * 4;
  const data = memory.float32(2 * size);
  spread(start, data);
  const progress = memory.int32(4);

  let work = edges.columns.length / 4 + 1;
  for (const pushes of edges.pushes) work += pushes;
  const stride = Math.max(1, Math.floor(GROUPS_PER_CALL / work));
  for (let first = 0; first < nEpochs; first += stride) {
    const last = Math.min(first + stride, nEpochs);
    progress.fill(0);
    await pool.runTogether(memory, optimizeLayout(edges, { data, quads }, forces(options), [first, last], progress));
    const pause = at.pass(last / nEpochs);
    if (pause) await pause;
  }
  return gathered(data.subarray(nEpochs % 2 === 0 ? 0 : size), rows, cols);
}

/**
 * Lets new points settle in a layout that stands still. Each gets the same bits alone and among others: its random
 * draws depend on its `item`, not on its place.
 *
 * @param graph one row a new point, columns are points of the layout.
 */
export async function settlePoints(
  start: Matrix,
  items: Int32Array,
  graph: Csr,
  layout: Matrix,
  options: LayoutOptions,
  { pool, at }: Work,
): Promise<Matrix> {
  const { rows, cols } = start;
  using memory = KernelMemory.acquire();
  const edges = layoutEdges(memory, graph, { pull: 1, ...options });
  const quads = Math.ceil(cols / 4);
  const points = memory.float32(rows * quads * 4);
  spread(start, points);
  const kept = memory.int32(rows);
  kept.set(items);
  const reference = { data: memory.float32(layout.rows * quads * 4), population: layout.rows };
  spread(layout, reference.data);
  const calls = Array.from({ length: Math.ceil(rows / POINTS_PER_CALL) }, (_, call) => {
    const range = [call * POINTS_PER_CALL, Math.min((call + 1) * POINTS_PER_CALL, rows)] as const;
    return placePoints(range, edges, { points, items: kept, quads }, reference, forces(options));
  });
  await pool.run(memory, calls, at);
  return gathered(points, rows, cols);
}

function forces({ curve, repulsionStrength, learningRate, nEpochs, seed }: LayoutOptions): LayoutForces {
  const keys = randomKeys(seed, "umap/pushes");
  return { ...curve, gamma: repulsionStrength, rate: STEP * learningRate, epochs: nEpochs, keys };
}

/**
 * A graph's edges in groups of four, padded with weight 0.
 */
function layoutEdges(
  memory: KernelMemory,
  { offsets, columns, values, rows }: Csr,
  { pull, negativeSampleRate }: { pull: number; negativeSampleRate: number },
): LayoutEdges {
  const groups = memory.int32(rows + 1);
  for (let i = 0; i < rows; i++) groups[i + 1] = groups[i]! + Math.ceil((offsets[i + 1]! - offsets[i]!) / 4);
  const edges = {
    groups,
    columns: memory.int32(groups[rows]! * 4),
    weights: memory.float32(groups[rows]! * 4),
    pushes: memory.float32(rows),
  };
  for (let i = 0; i < rows; i++) {
    let at = groups[i]! * 4;
    let weight = 0;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++, at++) {
      edges.columns[at] = columns[p]!;
      edges.weights[at] = pull * values[p]!;
      weight += values[p]!;
    }
    for (; at < groups[i + 1]! * 4; at++) edges.columns[at] = columns[offsets[i]!]!;
    edges.pushes[i] = (negativeSampleRate * weight) / 4;
  }
  return edges;
}

/** Rows of `cols` floats into rows of a multiple of 4. */
function spread({ data, rows, cols }: Matrix, into: Float32Array): void {
  const stride = Math.ceil(cols / 4) * 4;
  for (let i = 0; i < rows; i++) into.set(data.subarray(i * cols, (i + 1) * cols), i * stride);
}

function gathered(data: Float32Array, rows: number, cols: number): Matrix {
  const stride = Math.ceil(cols / 4) * 4;
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) result.data.set(data.subarray(i * stride, i * stride + cols), i * cols);
  return result;
}
