import type { Csr, Matrix } from "../core";
import { type Checkpoint, follow, matrix, randomKeys, type Steps } from "../core/internal";
import {
  KernelMemory,
  LAYOUT_CHUNK,
  LAYOUT_SCRATCH,
  type LayoutEdges,
  type LayoutForces,
  layoutPlanes,
  optimizeLayout,
} from "../kernels";
import type { WorkerPool } from "../parallel";
import type { UmapCurve } from "./curve";

/** What a layout is optimized with. */
export interface LayoutOptions {
  readonly curve: UmapCurve;
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
 * Size of the first step against umap-learn's: all forces on a point act at once, from one position. Between .08 and
 * .64 it makes no difference that shows (digits of 8 x 8 pixels: trustworthiness .985 to .987, 5-nearest-neighbor
 * accuracy .987 to .988).
 */
const STEP = 0.16;
/** Groups of four edges or random points that take some milliseconds: as long as this thread may be held up. */
const GROUPS_HERE = 2 ** 18;
/** Those of a call on other threads, which wait after each for this one to ask for the next. */
const GROUPS_ELSEWHERE = 2 ** 22;
/** The lightest edges pull every n-th epoch. */
const RAREST = 8;
/** Rows of a graph between two steps. */
const ROWS_A_STEP = 4096;

/**
 * Lets the edges of a graph pull and random points push until the layout has settled: UMAP's cross-entropy by
 * stochastic gradient descent (McInnes, Healy & Melville 2018, algorithm 5), each point moved by its owner alone.
 *
 * Where umap-learn draws an edge in proportion to its weight and then moves both ends, here every edge pulls as
 * strongly as it would on average, in every epoch or every second to eighth.
 */
export async function optimizeGraphLayout(
  start: Matrix,
  graph: Csr,
  options: LayoutOptions,
  { pool, at }: Work,
): Promise<Matrix> {
  const { rows, cols } = start;
  const { nEpochs } = options;
  using memory = KernelMemory.acquire();
  const edges = await follow(layoutEdges(memory, graph, { pull: 2, ...options }), at.part(0, 0));
  const planes = layoutPlanes(memory, start, 2);
  using gang = pool.gang();
  const progress = memory.int32(4);
  const scratch = memory.float32(LAYOUT_SCRATCH * cols * pool.size);

  let work = edges.columns.length / 4 + 1;
  for (const pushes of edges.pushes) work += pushes;
  for (let first = 0; first < nEpochs; ) {
    const groups = first === 0 || pool.size === 1 ? GROUPS_HERE : GROUPS_ELSEWHERE;
    const last = Math.min(first + Math.max(1, Math.floor(groups / work)), nEpochs);
    progress.fill(0);
    const epochs = optimizeLayout(edges, planes, forces(options), [first, last], progress, scratch);
    await gang.runTogether(memory, epochs, Math.ceil(rows / LAYOUT_CHUNK));
    first = last;
    const pause = at.pass(last / nEpochs);
    if (pause) await pause;
  }
  const { data, plane } = planes;
  return fromPlanes(data.subarray(nEpochs % 2 === 0 ? 0 : cols * plane), plane, [rows, cols]);
}

export function forces({ curve, repulsionStrength, learningRate, nEpochs, seed }: LayoutOptions): LayoutForces {
  const keys = randomKeys(seed, "umap/pushes");
  return { ...curve, gamma: repulsionStrength, rate: STEP * learningRate, epochs: nEpochs, keys };
}

/**
 * A graph's edges in groups of four, padded with weight 0, the heaviest of a point first. A group whose weights are all
 * at most 1 / m is due in every m-th epoch only, as heavy as m: its pulls add up to the same.
 */
export function* layoutEdges(
  memory: KernelMemory,
  { offsets, columns, values, rows }: Csr,
  { pull, negativeSampleRate }: { pull: number; negativeSampleRate: number },
): Steps<LayoutEdges> {
  const groups = memory.int32(rows + 1);
  for (let i = 0; i < rows; i++) groups[i + 1] = groups[i]! + Math.ceil((offsets[i + 1]! - offsets[i]!) / 4);
  const edges = {
    groups,
    columns: memory.int32(groups[rows]! * 4),
    weights: memory.float32(groups[rows]! * 4),
    masks: memory.int32(groups[rows]!),
    pushes: memory.float32(rows),
  };
  for (let i = 0; i < rows; i++) {
    if (i % ROWS_A_STEP === 0) yield 0;
    const start = groups[i]! * 4;
    let weight = 0;
    let end = start;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const value = values[p]!;
      weight += value;
      let at = end++;
      for (; at > start && edges.weights[at - 1]! < value; at--) {
        edges.weights[at] = edges.weights[at - 1]!;
        edges.columns[at] = edges.columns[at - 1]!;
      }
      edges.weights[at] = value;
      edges.columns[at] = columns[p]!;
    }
    for (; end < groups[i + 1]! * 4; end++) edges.columns[end] = edges.columns[start]!;
    for (let g = groups[i]!; g < groups[i + 1]!; g++) {
      let every = 1;
      while (every < RAREST && 2 * every * edges.weights[4 * g]! <= 1) every *= 2;
      edges.masks[g] = every - 1;
      for (let e = 4 * g; e < 4 * g + 4; e++) edges.weights[e]! *= pull * every;
    }
    edges.pushes[i] = (negativeSampleRate * weight) / 4;
  }
  return edges;
}

export function fromPlanes(data: Float32Array, plane: number, [rows, cols]: [number, number]): Matrix {
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) for (let c = 0; c < cols; c++) result.data[i * cols + c] = data[c * plane + i]!;
  return result;
}
