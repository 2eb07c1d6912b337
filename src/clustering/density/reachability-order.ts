import { type Checkpoint, powerOfTwoScale, sum } from "../../core/internal";
import { callKernel, coreDistances, KernelMemory, opticsSteps, panelRows, startOptics } from "../../kernels";
import type { WorkerPool } from "../../parallel";
import { neighborsToReach } from "../hdbscan/spanning/spanning-task";
import type { WeightedPoints } from "../points/weighted-points";

/** Distinct points in the order of OPTICS. */
export interface ReachabilityOrder {
  readonly order: Int32Array;
  /** By place in the order: at which distance the point was reached; Infinity where it was not. */
  readonly reachability: Float64Array;
  /** By point: which point it was reached from, -1 for none. */
  readonly from: Int32Array;
  /** By point; Infinity beyond `maxEps`. */
  readonly core: Float64Array;
}

const BLOCK_COORDINATES = 1 << 20; // looked at in one kernel call: 1-2 ms

/** The order that OPTICS takes points in. */
export async function reachabilityOrder(
  { vectors, weights }: WeightedPoints,
  { minSamples, maxEps }: { readonly minSamples: number; readonly maxEps: number },
  pool: WorkerPool,
  at: Checkpoint,
): Promise<ReachabilityOrder> {
  using memory = KernelMemory.acquire();
  const rows = vectors.rows;
  const cols = Math.max(1, vectors.cols);
  const data = vectors.cols === 0 ? new Float32Array(rows) : vectors.data;
  const scale = powerOfTwoScale(data);
  const points = panelRows(memory, data, cols, scale);
  const core = memory.float32(rows);
  const limit = Math.min(maxEps * scale * (maxEps * scale), 16 * cols); // beyond any square of coordinates up to 1
  if (sum(weights) < minSamples) core.fill(Number.POSITIVE_INFINITY);
  else {
    const ofPoints = memory.float64(rows);
    ofPoints.set(weights);
    const slack = weights.every(Number.isInteger) ? 0 : minSamples * 1e-9;
    const task = { weights: ofPoints, minWeight: minSamples, slack, core };
    const block = Math.max(1, Math.floor(BLOCK_COORDINATES / (rows * cols)));
    const scratch = 40 + 8 * (Math.min(rows, neighborsToReach(weights, minSamples + slack)) + 1);
    const calls = Array.from({ length: Math.ceil(rows / block) }, (_, b) =>
      coreDistances(points, task, memory.uint8(scratch), b * block, Math.min(rows, (b + 1) * block)),
    );
    await pool.run(memory, calls, at.part(0, 0.5));
  }
  const state = startOptics(memory, points, core, limit);
  const step = Math.max(1, Math.floor(BLOCK_COORDINATES / (rows * cols)));
  for (let first = 0; first < rows; first += step) {
    callKernel(memory.memory, opticsSteps(points, state, first, Math.min(rows, first + step)));
    const pause = at.part(0.5, 1).pass(first / rows);
    if (pause) await pause;
  }
  return {
    order: state.order.slice(),
    reachability: Float64Array.from(state.reachOf, (square) => Math.sqrt(square) / scale),
    from: state.from.slice(0, rows),
    core: Float64Array.from(core, (square) => (square <= limit ? Math.sqrt(square) / scale : Number.POSITIVE_INFINITY)),
  };
}

/** The same for all rows: equal ones stand together, all but the first reached at their core distance. */
export function expandedOrder({ order, reachability, core }: ReachabilityOrder, pointOf: Int32Array) {
  const place = new Int32Array(order.length);
  for (const [at, point] of order.entries()) place[point] = at;
  const rows = Int32Array.from(pointOf.keys()).sort((a, b) => place[pointOf[a]!]! - place[pointOf[b]!]! || a - b);
  const ofRows = new Float64Array(pointOf.length);
  for (const [at, row] of rows.entries()) {
    const point = pointOf[row]!;
    const repeats = at > 0 && pointOf[rows[at - 1]!] === point;
    ofRows[row] = repeats ? core[point]! : reachability[place[point]!]!;
  }
  return {
    order: rows,
    reachability: ofRows,
    coreDistances: Float64Array.from(pointOf, (point) => core[point]!),
  };
}
