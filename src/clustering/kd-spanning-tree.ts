import type { Checkpoint } from "../core";
import {
  callKernel,
  type KdTree,
  type KernelCall,
  KernelMemory,
  kdBuildCalls,
  kdCoreDistances,
  kdMerge,
  kdNodeCores,
  kdOutgoing,
  kdStartRound,
  kdTree,
} from "../kernels";
import type { WorkerPool } from "../parallel";
import type { SpanningTask, SquaredTree } from "./spanning-task";

const BLOCK = 1024; // positions in one kernel call

/**
 * Boruvka's algorithm over a k-d tree (McInnes & Healy 2017), for few dimensions: each round joins every component but
 * the largest along its best edge. A point is searched for only while it may hold that edge.
 */
export async function kdSpanningTree(task: SpanningTask, pool: WorkerPool, at: Checkpoint): Promise<SquaredTree> {
  using memory = KernelMemory.acquire();
  const tree = kdTree(memory, task.data, task.cols, task.scale);
  for (const calls of kdBuildCalls(tree)) await pool.run(memory, calls, at.part(0, 0));
  for (let position = 0; position < tree.rows; position++)
    tree.weights[position] = task.weights[tree.order[position]!]!;

  const scratches = blocks(tree, () => memory.uint8((task.held + 1) * 8));
  const coreCalls = blocks(tree, (first, last, i) => kdCoreDistances(tree, task, scratches[i]!, first, last));
  await pool.run(memory, coreCalls, at.part(0, 0.5));

  callKernel(memory.memory, kdNodeCores(tree));
  const outgoing = blocks(tree, (first, last): KernelCall => kdOutgoing(tree, first, last));
  let done = 0.5;
  for (let edges = 0; edges < tree.rows - 1; ) {
    callKernel(memory.memory, kdStartRound(tree));
    const next = done + (1 - done) / 2; // each round at least halves the components
    await pool.run(memory, outgoing, at.part(done, next));
    edges = callKernel(memory.memory, kdMerge(tree));
    done = next;
  }
  return ofPoints(tree);
}

function blocks<T>({ rows }: KdTree, make: (first: number, last: number, index: number) => T): T[] {
  return Array.from({ length: Math.ceil(rows / BLOCK) }, (_, i) => make(i * BLOCK, Math.min(rows, (i + 1) * BLOCK), i));
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
