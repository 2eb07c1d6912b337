import type { Matrix } from "../core";
import { type Checkpoint, powerOfTwoScale } from "../core/internal";
import { type KdTree, KernelMemory, kdBuildCalls, kdCoreDistances, kdScratchBytes, kdTree } from "../kernels";
import type { WorkerPool } from "../parallel";
import { principalSketch } from "./principal-sketch";
import type { KnnGraph, Metric } from "./types";

const BLOCKS = 64; // kernel calls: few enough to hand out, many enough to share and to follow
const SCRATCH_BYTES = 2 ** 26;
/** In so few columns boxes of the coordinates themselves are tight, and distances cost less than screening. */
export const FEW_COLUMNS = 6;
/** All distances of so few rows cost less than a sketch. */
const FEW_ROWS = 800;

/**
 * The k nearest other rows of each row, exactly, in the coordinates of `metricRows`: a search of a k-d tree, a leaf of
 * queries at a time, that passes over nodes and tiles that are certainly too far (see `Sketch`).
 */
export async function nearestOthers(
  { data, rows, cols }: Matrix,
  { k, metric, pool, at }: { k: number; metric: Metric; pool: WorkerPool; at: Checkpoint },
): Promise<KnnGraph> {
  using memory = KernelMemory.acquire();
  const scale = powerOfTwoScale(data);
  const points = cols === 0 ? { data: new Float32Array(rows), cols: 1, scale } : { data, cols, scale };
  const sketch = cols > FEW_COLUMNS && rows > FEW_ROWS ? principalSketch(points) : undefined;
  const tree = kdTree(memory, { ...points, weights: new Float64Array(rows).fill(1), listLength: k, sketch });
  for (const calls of kdBuildCalls(tree)) await pool.run(memory, calls, at.part(0, 0));

  const measure = metric === "cosine" ? "half-square" : "distance";
  const task = { minWeight: k + 1, slack: 0, least: k, capacity: k, measure } as const;
  const leaves = 1 << tree.depth;
  const scratch = kdScratchBytes(k);
  const block = Math.ceil(leaves / Math.max(1, Math.min(BLOCKS, Math.floor(SCRATCH_BYTES / scratch))));
  const calls = Array.from({ length: Math.ceil(leaves / block) }, (_, i) =>
    kdCoreDistances(tree, task, memory.uint8(scratch), i * block, Math.min(leaves, (i + 1) * block)),
  );
  await pool.run(memory, calls, at);

  return listsOfRows(tree, k, measure === "distance" ? scale : scale * scale);
}

/** Lists by row, in the units of the rows. */
function listsOfRows({ rows, order, lists, squares }: KdTree, k: number, scale: number): KnnGraph {
  const indices = new Int32Array(rows * k);
  const distances = new Float32Array(rows * k);
  for (let position = 0; position < rows; position++) {
    const row = order[position]! * k;
    const list = position * k;
    for (let j = 0; j < k; j++) {
      indices[row + j] = order[lists[list + j]!]!;
      distances[row + j] = squares[list + j]! / scale;
    }
  }
  return { indices, distances, rows, k };
}
