import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";
import type { SparseRows } from "./sparse-block";

/**
 * Rows `first .. last` of G = A A'.
 *
 * @param a      sparse rows, and the same matrix turned.
 * @param out    G, rows of `stride` floats.
 */
export function gramRows(
  memory: KernelMemory,
  [first, last]: readonly [number, number],
  a: { readonly rows: SparseRows; readonly turned: SparseRows },
  { out, stride }: { readonly out: Float32Array; readonly stride: number },
): KernelCall {
  const n = a.rows.offsets.length - 1;
  return [
    "gramRows",
    first,
    last,
    a.rows.offsets.byteOffset,
    a.rows.columns.byteOffset,
    a.rows.values.byteOffset,
    a.turned.offsets.byteOffset,
    a.turned.columns.byteOffset,
    a.turned.values.byteOffset,
    memory.float64(n).byteOffset,
    n,
    stride,
    out.byteOffset,
  ];
}
