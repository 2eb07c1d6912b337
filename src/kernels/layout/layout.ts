import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/**
 * Weighted edges in kernel memory: those of point v are the groups of four `groups[v] .. groups[v + 1]`, padded with
 * weight 0.
 */
export interface LayoutEdges {
  readonly groups: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float32Array;
  /** Of each group: it is due in every (mask + 1)-th epoch; masks are one less than powers of two. */
  readonly masks: Int32Array;
  /** For each point, how many groups of four points push it in an epoch, on average. */
  readonly pushes: Float32Array;
}

/**
 * What moves points: the curve 1 / (1 + a s^b), the strength of the push, the first step's size, the key of random
 * draws.
 */
export interface LayoutForces {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
  readonly rate: number;
  readonly epochs: number;
  readonly keys: readonly [number, number];
}

/** Floats that the steps of a point need for each coordinate. */
export const LAYOUT_SCRATCH = 12;
/** Points that one thread moves at a time; fewer are work for one thread. */
export const LAYOUT_CHUNK = 512;

/**
 * Points of a layout by coordinates: coordinate c of point v is float `c * plane + v`; the first three points stand
 * behind the last.
 */
export interface LayoutPlanes {
  readonly data: Float32Array;
  readonly points: number;
  readonly dims: number;
  readonly plane: number;
}

/** Rows of points as planes, with room for `copies` of them. */
export function layoutPlanes(
  memory: KernelMemory,
  { data: from, rows: points, cols: dims }: { data: Float32Array; rows: number; cols: number },
  copies: number,
): LayoutPlanes {
  const plane = points + 3;
  const data = memory.float32(copies * dims * plane);
  for (let c = 0; c < dims; c++) {
    for (let v = 0; v < plane; v++) data[c * plane + v] = points > 0 ? from[(v % points) * dims + c]! : 0;
  }
  return { data, points, dims, plane };
}

/**
 * Epochs `first .. last` of a layout, to be run by any number of threads at once.
 *
 * @param layout   two copies; epoch e reads copy e % 2 and writes the other.
 * @param progress three zeros.
 * @param scratch  {@link LAYOUT_SCRATCH} floats for each thread and coordinate.
 */
export function optimizeLayout(
  { groups, columns, weights, masks, pushes }: LayoutEdges,
  { data, points, dims, plane }: LayoutPlanes,
  { a, b, gamma, rate, epochs, keys }: LayoutForces,
  [first, last]: readonly [number, number],
  progress: Int32Array,
  scratch: Float32Array,
): KernelCall {
  return [
    "optimizeLayout",
    points,
    dims,
    plane,
    data.byteOffset,
    groups.byteOffset,
    columns.byteOffset,
    weights.byteOffset,
    masks.byteOffset,
    pushes.byteOffset,
    a,
    b,
    gamma,
    rate,
    epochs,
    first,
    last,
    keys[0] | 0,
    keys[1] | 0,
    progress.byteOffset,
    scratch.byteOffset,
  ];
}

/**
 * All epochs of the new points `start .. end` in a layout that stands still.
 *
 * @param points two copies of planes of `count` new points: they start in the first, and end in copy epochs % 2.
 * @param items  for each new point, what its random draws depend on.
 * @param scratch {@link LAYOUT_SCRATCH} floats for each coordinate, of this call alone.
 */
export function placePoints(
  [start, end]: readonly [number, number],
  { groups, columns, weights, masks, pushes }: LayoutEdges,
  { points, count, items, scratch }: { points: Float32Array; count: number; items: Int32Array; scratch: Float32Array },
  reference: LayoutPlanes,
  { a, b, gamma, rate, epochs, keys }: LayoutForces,
): KernelCall {
  return [
    "placePoints",
    start,
    end,
    reference.dims,
    points.byteOffset,
    count,
    reference.data.byteOffset,
    reference.points,
    reference.plane,
    groups.byteOffset,
    columns.byteOffset,
    weights.byteOffset,
    masks.byteOffset,
    pushes.byteOffset,
    items.byteOffset,
    a,
    b,
    gamma,
    rate,
    epochs,
    keys[0] | 0,
    keys[1] | 0,
    scratch.byteOffset,
  ];
}
