import type { PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/** Euclidean norm of each row, into `norms`. */
export function rowNorms(points: PaddedRows, norms: Float32Array): KernelCall {
  return ["rowNorms", points.data.byteOffset, points.rows, points.stride, norms.byteOffset];
}
