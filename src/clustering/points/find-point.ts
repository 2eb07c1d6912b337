import type { Matrix } from "../../core";
import { row } from "../../core/internal";

/** The point equal to a row, among points in lexicographic order; -1 when there is none. */
export function findPoint(points: Matrix, wanted: Float32Array): number {
  let low = 0;
  let high = points.rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(row(points, middle), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low < points.rows && compare(row(points, low), wanted) === 0 ? low : -1;
}

function compare(a: Float32Array, b: Float32Array): number {
  for (let j = 0; j < a.length; j++) {
    const difference = a[j]! - b[j]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
