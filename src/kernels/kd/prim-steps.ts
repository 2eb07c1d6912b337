import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";
import type { Panels } from "../panels";

/** Prim's algorithm in progress: what is known of each point, and the edges found so far (squared). */
export interface PrimState {
  readonly core: Float32Array;
  readonly open: Float32Array;
  readonly best: Float32Array;
  readonly bestLength: Float32Array;
  readonly bestFrom: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
  readonly lengths: Float32Array;
}

/** The state before the first step. `core`: squared core distances, one a point. */
export function startPrim(memory: KernelMemory, points: Panels, core: Float32Array): PrimState {
  const padded = points.count * 4;
  const filled = (inside: number, padding: number) =>
    memory.float32(padded).fill(inside, 0, points.rows).fill(padding, points.rows);
  const open = filled(0, Number.POSITIVE_INFINITY);
  open.set(core.subarray(0, points.rows));
  return {
    core,
    open,
    best: filled(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    bestLength: filled(Number.POSITIVE_INFINITY, -1),
    bestFrom: memory.int32(padded),
    from: memory.int32(points.rows - 1),
    to: memory.int32(points.rows - 1),
    weights: memory.float32(points.rows - 1),
    lengths: memory.float32(points.rows - 1),
  };
}

/** Adds edges `first` .. `last` to the spanning tree; to be called in order. */
export function primSteps(points: Panels, state: PrimState, first: number, last: number): KernelCall {
  return [
    "primSteps",
    points.data.byteOffset,
    points.count,
    points.cols,
    state.core.byteOffset,
    state.open.byteOffset,
    state.best.byteOffset,
    state.bestLength.byteOffset,
    state.bestFrom.byteOffset,
    state.from.byteOffset,
    state.to.byteOffset,
    state.weights.byteOffset,
    state.lengths.byteOffset,
    first,
    last,
  ];
}
