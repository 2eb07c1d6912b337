import type { KernelCall } from "./module";

/** Weighted edges in kernel memory: those of point v are the groups of four `groups[v] .. groups[v + 1]`, padded with weight 0. */
export interface LayoutEdges {
  readonly groups: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float32Array;
  /** For each point, how many groups of four random points push it in an epoch, on average. */
  readonly pushes: Float32Array;
}

/** What moves points: the curve 1 / (1 + a s^b), the strength of the push, the first step's size, the key of random draws. */
export interface LayoutForces {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
  readonly rate: number;
  readonly epochs: number;
  readonly keys: readonly [number, number];
}

/**
 * Epochs `first .. last` of a layout, to be run by any number of threads at once.
 *
 * @param positions two copies of n points, `quads` times 4 floats each; epoch e reads copy e % 2 and writes the other.
 * @param progress  two zeros.
 */
export function optimizeLayout(
  { groups, columns, weights, pushes }: LayoutEdges,
  { data, quads }: { data: Float32Array; quads: number },
  { a, b, gamma, rate, epochs, keys }: LayoutForces,
  [first, last]: readonly [number, number],
  progress: Int32Array,
): KernelCall {
  return [
    "optimizeLayout",
    groups.length - 1,
    quads,
    data.byteOffset,
    groups.byteOffset,
    columns.byteOffset,
    weights.byteOffset,
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
  ];
}

/**
 * All epochs of the new points `start .. end` in a layout that stands still.
 *
 * @param points    new points, `quads` times 4 floats each; moved in place.
 * @param reference the layout: `population` points of the same shape.
 * @param items     for each new point, what its random draws depend on.
 */
export function placePoints(
  [start, end]: readonly [number, number],
  { groups, columns, weights, pushes }: LayoutEdges,
  { points, items, quads }: { points: Float32Array; items: Int32Array; quads: number },
  reference: { data: Float32Array; population: number },
  { a, b, gamma, rate, epochs, keys }: LayoutForces,
): KernelCall {
  return [
    "placePoints",
    start,
    end,
    quads,
    points.byteOffset,
    reference.data.byteOffset,
    reference.population,
    groups.byteOffset,
    columns.byteOffset,
    weights.byteOffset,
    pushes.byteOffset,
    items.byteOffset,
    a,
    b,
    gamma,
    rate,
    epochs,
    keys[0] | 0,
    keys[1] | 0,
  ];
}
