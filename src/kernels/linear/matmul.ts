import type { KernelCall } from "../module";

/** A factor of a product: A(i, t) stands at `data[i * rowStep + t * columnStep]`. */
export interface Strided {
  readonly data: Float32Array;
  readonly rowStep: number;
  readonly columnStep: number;
}

/**
 * out = A · B of `rows x depth` by `depth x cols`, B and out row-major; rows a multiple of 4, cols and row steps of 8.
 */
export function matmul(
  a: Strided,
  b: { readonly data: Float32Array; readonly rowStep: number },
  out: { readonly data: Float32Array; readonly rowStep: number },
  [rows, cols, depth]: readonly [rows: number, cols: number, depth: number],
): KernelCall {
  return [
    "matmul",
    a.data.byteOffset,
    a.rowStep,
    a.columnStep,
    b.data.byteOffset,
    b.rowStep,
    out.data.byteOffset,
    out.rowStep,
    rows,
    cols,
    depth,
  ];
}
