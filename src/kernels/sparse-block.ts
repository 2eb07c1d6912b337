import type { KernelCall } from "./module";

/** A sparse matrix in kernel memory, in compressed rows. */
export interface SparseRows {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/**
 * Rows `first .. last` of `out = scale * (A x) + shift * x - before`.
 *
 * @param quads  columns of x, before and out, divided by 4.
 * @param before none when undefined; may be `out`.
 */
export function sparseBlock(
  [first, last]: readonly [number, number],
  { offsets, columns, values }: SparseRows,
  quads: number,
  { x, before, out }: { x: Float32Array; before?: Float32Array | undefined; out: Float32Array },
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
    before?.byteOffset ?? 0,
    out.byteOffset,
    scale,
    shift,
  ];
}
