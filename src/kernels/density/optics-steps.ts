import { engineCall } from "../engine-call";
import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** OPTICS in progress: what is known of each point, and the points in the order taken. */
export interface OpticsState {
  /** Squared core distances, one a point. */
  readonly core: Float32Array;
  /** Squared distance beyond which nothing is reached. */
  readonly limit: number;
  readonly open: Float32Array;
  readonly reach: Float32Array;
  /** Which point each is reached from, -1 for none. */
  readonly from: Int32Array;
  /** The point taken at each step, and its squared reachability; Infinity where it was not reached. */
  readonly order: Int32Array;
  readonly reachOf: Float32Array;
}

/** The state before the first step. `core`: squared core distances, one a point. */
export function startOptics(memory: KernelMemory, points: Panels, core: Float32Array, limit: number): OpticsState {
  const padded = points.count * 4;
  return {
    core,
    limit,
    open: memory.float32(padded).fill(Number.POSITIVE_INFINITY, points.rows),
    reach: memory.float32(padded).fill(Number.POSITIVE_INFINITY),
    from: memory.int32(padded).fill(-1),
    order: memory.int32(points.rows),
    reachOf: memory.float32(points.rows),
  };
}

/** Takes points `first .. last` of the order; to be called in turn. */
export function opticsSteps(points: Panels, state: OpticsState, first: number, last: number): KernelCall {
  return engineCall(
    "opticsSteps",
    points.data.byteOffset,
    points.count,
    points.cols,
    state.core.byteOffset,
    state.limit,
    state.open.byteOffset,
    state.reach.byteOffset,
    state.from.byteOffset,
    state.order.byteOffset,
    state.reachOf.byteOffset,
    first,
    last,
  );
}
