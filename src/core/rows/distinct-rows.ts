import type { Steps } from "../running/steps";
import { type Matrix, matrix } from "./matrix";

/** The distinct rows of a matrix in an order of their own, and for each row as given the distinct one it equals. */
export interface DistinctRows {
  readonly points: Matrix;
  readonly rowOf: Int32Array;
}

/** Numbers copied between two yields. */
const NUMBERS = 2 ** 18;

/**
 * Rows in lexicographic order of their values, equal ones merged: the same whatever the order of the rows.
 *
 * @param keepEqual leaves equal rows apart, in the order given.
 */
export function* distinctRows(given: Matrix, keepEqual = false): Steps<DistinctRows> {
  const { data, rows, cols } = given;
  const compare = (a: number, b: number): number => {
    for (let j = 0; j < cols; j++) {
      const difference = data[a * cols + j]! - data[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = yield* orderByFirst(given, (a, b) => compare(a, b) || a - b);
  const rowOf = new Int32Array(rows);
  const first: number[] = [];
  for (let at = 0; at < rows; at++) {
    const i = order[at]!;
    if (at === 0 || keepEqual || compare(order[at - 1]!, i) !== 0) first.push(i);
    rowOf[i] = first.length - 1;
  }
  yield 0;
  const points = matrix(first.length, cols);
  const step = Math.ceil(NUMBERS / Math.max(1, cols));
  for (let to = 0; to < first.length; to++) {
    points.data.set(data.subarray(first[to]! * cols, (first[to]! + 1) * cols), to * cols);
    if (to % step === 0) yield 0;
  }
  return { points, rowOf };
}

/** Whole numbers a float can hold, beside 32 bits: a key of more rows leaves out bits of the value. */
const EXACT_ROWS = 2 ** 21;

/**
 * Rows sorted by their first value, as numbers that hold it and the row, and only where that does not decide by
 * `compare`.
 */
function* orderByFirst({ data, rows, cols }: Matrix, compare: (a: number, b: number) => number): Steps<Int32Array> {
  let places = 1;
  while (places < rows) places *= 2;
  const coarse = Math.max(1, places / EXACT_ROWS);
  const firsts = new Float32Array(rows);
  for (let i = 0; i < rows && cols > 0; i++) firsts[i] = data[i * cols]! + 0; // -0 counts as 0
  const bits = new Uint32Array(firsts.buffer);
  const keys = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const ordered = bits[i]! >>> 31 ? ~bits[i]! >>> 0 : bits[i]! + 2 ** 31;
    keys[i] = Math.floor(ordered / coarse) * places + i;
  }
  yield 0;
  keys.sort();
  yield 0;
  const order = new Int32Array(rows);
  for (let start = 0, end = 0; start < rows; start = end) {
    const value = Math.floor(keys[start]! / places);
    for (end = start; end < rows && Math.floor(keys[end]! / places) === value; end++) order[end] = keys[end]! % places;
    if (end - start > 1) order.subarray(start, end).sort(compare);
  }
  return order;
}
