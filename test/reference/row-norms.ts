import type { Matrix } from "../../src/core";

/** Euclidean norm of each row, in double precision. */
export function rowNorms({ data, rows, cols }: Matrix): number[] {
  return Array.from({ length: rows }, (_, i) => Math.hypot(...data.subarray(i * cols, (i + 1) * cols)));
}
