import type { Checkpoint } from "../../../core/internal";
import {
  callKernel,
  type KdTree,
  KernelMemory,
  kdBuildCalls,
  kdCoreDistances,
  kdListed,
  kdMerge,
  kdNodeCores,
  kdOutgoing,
  kdScratchBytes,
  kdStartRound,
  kdTree,
  type Sketch,
} from "../../../kernels";
import type { WorkerPool } from "../../../parallel";
import { neighborsToReach, type SpanningTask, type SquaredTree } from "./spanning-task";

const BLOCKS = 64; // kernel calls of a pass: few enough to hand out, many enough to share and to follow
const LIST_BYTES = 2 ** 28;

/**
 * Boruvka's algorithm over a k-d tree (McInnes & Healy 2017): each round joins every component but the largest along
 * its best edge. A point keeps a list of its nearest neighbors and a bound on what its best edge weighs; the tree is
 * searched only for points whose bound leaves room for the best edge of their component.
 *
 * @param sketch in many columns, what boxes are made of and tiles are screened by; without, the coordinates themselves.
 */
export async function boruvkaSpanningTree(
  task: SpanningTask,
  sketch: Sketch | undefined,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<SquaredTree> {
  using memory = KernelMemory.acquire();
  const rows = task.weights.length;
  // A longer list saves searches of later rounds; it pays where the coarse screen decides nearly all.
  const least = sketch && !sketch.fine ? 2 * task.minWeight : 1;
  const capacity = Math.min(rows, neighborsToReach(task.weights, Math.max(task.minWeight, least) + task.slack));
  const listLength = Math.min(capacity, Math.floor(LIST_BYTES / 8 / rows));
  const tree = kdTree(memory, { ...task, listLength, sketch });
  for (const calls of kdBuildCalls(tree)) await pool.run(memory, calls, at.part(0, 0));

  const leaves = 1 << tree.depth;
  const coreCalls = blocks(leaves, (first, last) =>
    kdCoreDistances(
      tree,
      { ...task, least, capacity, measure: "square" },
      memory.uint8(kdScratchBytes(capacity)),
      first,
      last,
    ),
  );
  await pool.run(memory, coreCalls, at.part(0, 0.5));

  callKernel(memory.memory, kdNodeCores(tree));
  const listed = blocks(rows, (first, last) => kdListed(tree, first, last));
  const outgoing = blocks(leaves, (first, last) => kdOutgoing(tree, memory.uint8(kdScratchBytes(1)), first, last));
  let done = 0.5;
  for (let edges = 0; edges < rows - 1; ) {
    const next = done + (1 - done) / 2; // each round at least halves the components
    callKernel(memory.memory, kdStartRound(tree));
    await pool.run(memory, listed, at.part(done, done));
    await pool.run(memory, outgoing, at.part(done, next));
    edges = callKernel(memory.memory, kdMerge(tree));
    done = next;
  }
  return ofPoints(tree);
}

function blocks<T>(count: number, make: (first: number, last: number) => T): T[] {
  const size = Math.ceil(count / BLOCKS);
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => make(i * size, Math.min(count, (i + 1) * size)));
}

/** Results copied out of the kernels' memory, core distances by point. */
function ofPoints({ rows, order, core, edges }: KdTree): SquaredTree {
  const ofPoint = new Float32Array(rows);
  for (let position = 0; position < rows; position++) ofPoint[order[position]!] = core[position]!;
  return {
    core: ofPoint,
    from: edges.from.slice(0, rows - 1),
    to: edges.to.slice(0, rows - 1),
    weights: edges.weights.slice(0, rows - 1),
    lengths: edges.lengths.slice(0, rows - 1),
  };
}
