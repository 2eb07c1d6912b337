import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";

/** A · B, in double precision. */
export function matmul(a: Matrix, b: Matrix): number[][] {
  return Array.from({ length: a.rows }, (_, i) =>
    Array.from({ length: b.cols }, (_, j) => row(a, i).reduce((sum, x, t) => sum + x * b.data[t * b.cols + j]!, 0)),
  );
}
