import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";

/** The rows of a matrix as plain lists. */
export function rowsOf(vectors: Matrix): number[][] {
  return Array.from({ length: vectors.rows }, (_, i) => [...row(vectors, i)]);
}

/** The smallest cosine between a row and the one expected in its place. */
export function leastCosine(vectors: Matrix, expected: readonly (readonly number[])[]): number {
  const cosines = rowsOf(vectors).map((values, i) => {
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, t) => sum + value * b[t]!, 0);
    const other = expected[i]!;
    return dot(values, other) / Math.sqrt(dot(values, values) * dot(other, other));
  });
  return Math.min(...cosines);
}
