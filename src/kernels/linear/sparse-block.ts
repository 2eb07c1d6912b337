import type { KernelCall } from "../module";

/** A sparse matrix in kernel memory, in compressed rows. */
export interface SparseRows {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Tall dense matrices in kernel memory: the factor, the result, and what is added and taken away. */
export interface TallBlocks {
  readonly x: Float32Array;
  readonly own?: Float32Array | undefined;
  /** May be `out`. */
  readonly before?: Float32Array | undefined;
  readonly out: Float32Array;
}

/**
 * Rows `first .. last` of `out = scale * (A x) + shift * own - before`.
 *
 * @param quads columns of the tall matrices, divided by 4.
 */
export function sparseBlock(
  [first, last]: readonly [number, number],
  { offsets, columns, values }: SparseRows,
  quads: number,
  { x, own, before, out }: TallBlocks,
  { scale, shift }: { scale: number; shift: number },
): KernelCall {
  return [
    "sparseBlock",
    first,
    last,
    offsets.byteOffset,
    columns.byteOffset,
    values.byteOffset,
    quads,
    x.byteOffset,
    own?.byteOffset ?? 0,
    before?.byteOffset ?? 0,
    out.byteOffset,
    scale,
    shift,
  ];
}
