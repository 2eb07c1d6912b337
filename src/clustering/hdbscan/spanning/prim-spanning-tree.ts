import type { Checkpoint } from "../../../core/internal";
import { callKernel, coreDistances, KernelMemory, panelRows, primSteps, startPrim } from "../../../kernels";
import type { WorkerPool } from "../../../parallel";
import { neighborsToReach, type SpanningTask, type SquaredTree } from "./spanning-task";

const BLOCK_PAIRS = 1 << 20; // coordinates looked at in one kernel call: 1-2 ms

/** Prim's algorithm, looking at every pair: n² d operations, for few points. */
export async function primSpanningTree(task: SpanningTask, pool: WorkerPool, at: Checkpoint): Promise<SquaredTree> {
  using memory = KernelMemory.acquire();
  const points = panelRows(memory, task.data, task.cols, task.scale);
  const block = Math.max(1, Math.floor(BLOCK_PAIRS / (points.rows * task.cols)));
  const core = memory.float32(points.rows);
  const weights = memory.float64(points.rows);
  weights.set(task.weights);
  const capacity = neighborsToReach(task.weights, task.minWeight + task.slack);
  const calls = Array.from({ length: Math.ceil(points.rows / block) }, (_, i) =>
    coreDistances(
      points,
      { ...task, weights, core },
      memory.uint8(32 + (capacity + 1) * 8),
      i * block,
      Math.min(points.rows, (i + 1) * block),
    ),
  );
  await pool.run(memory, calls, at.part(0, 0.5));

  const edges = points.rows - 1;
  const prim = startPrim(memory, points, core);
  const growing = at.part(0.5, 1);
  for (let first = 0; first < edges; first += block) {
    callKernel(memory.memory, primSteps(points, prim, first, Math.min(edges, first + block)));
    const pause = growing.pass(first / edges);
    if (pause) await pause;
  }
  const { from, to, lengths } = prim;
  return {
    core: core.slice(),
    from: from.slice(),
    to: to.slice(),
    weights: prim.weights.slice(),
    lengths: lengths.slice(),
  };
}
