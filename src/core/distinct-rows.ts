import { type Matrix, matrix } from "./matrix";

/** The distinct rows of a matrix in an order of their own, and for each row as given the distinct one it equals. */
export interface DistinctRows {
  readonly points: Matrix;
  readonly rowOf: Int32Array;
}

/**
 * Rows in lexicographic order of their values, equal ones merged: the same whatever the order of the rows.
 *
 * @param keepEqual leaves equal rows apart, in the order given.
 */
export function distinctRows(given: Matrix, keepEqual = false): DistinctRows {
  const { data, rows, cols } = given;
  const compare = (a: number, b: number): number => {
    for (let j = 0; j < cols; j++) {
      const difference = data[a * cols + j]! - data[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Int32Array.from({ length: rows }, (_, i) => i).sort((a, b) => compare(a, b) || a - b);
  const rowOf = new Int32Array(rows);
  const first: number[] = [];
  for (const [at, i] of order.entries()) {
    if (at === 0 || keepEqual || compare(order[at - 1]!, i) !== 0) first.push(i);
    rowOf[i] = first.length - 1;
  }
  const points = matrix(first.length, cols);
  for (const [to, from] of first.entries()) {
    points.data.set(data.subarray(from * cols, (from + 1) * cols), to * cols);
  }
  return { points, rowOf };
}
