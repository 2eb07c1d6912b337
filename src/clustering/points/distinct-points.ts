import type { Matrix } from "../../core";
import { matrix, type Steps } from "../../core/internal";
import type { DistinctPoints } from "../types";
import { floatKeys, radixOrder, sortRuns } from "./radix-order";

/** Numbers copied between two yields. */
const NUMBERS = 2 ** 18;

/** Finds equal rows and adds up their weights (1 a row without weights). Returns the points' vectors too. */
export function* distinctPoints(
  vectors: Matrix,
  weights: Float64Array | undefined,
): Steps<DistinctPoints & { readonly vectors: Matrix }> {
  const { data, rows, cols } = vectors;
  const { order, keys } = yield* lexicographicOrder(vectors);
  const pointOf = new Int32Array(rows);
  const starts: number[] = [];
  for (let i = 0; i < rows; i++) {
    const [before, row] = [order[i - 1]!, order[i]!];
    // keys tell most rows apart, and lie side by side in memory
    if (i === 0 || keys[before] !== keys[row] || compareRows(data, cols, before, row) !== 0) starts.push(i);
    pointOf[row] = starts.length - 1;
  }
  yield 0;
  const step = Math.ceil(NUMBERS / Math.max(1, cols));
  const first = Int32Array.from(starts, (start) => order[start]!);
  const distinct = matrix(starts.length, cols);
  const summed = new Float64Array(starts.length);
  for (let point = 0; point < starts.length; point++) {
    const [start, end] = [starts[point]!, starts[point + 1] ?? rows];
    const [from, to] = [first[point]! * cols, point * cols];
    for (let j = 0; j < cols; j++) distinct.data[to + j] = data[from + j]! + 0; // no -0
    if (!weights) summed[point] = end - start;
    else if (end - start === 1) summed[point] = weights[first[point]!]!;
    else summed[point] = sumAscending(Float64Array.from(order.subarray(start, end), (row) => weights[row]!));
    if (point % step === 0) yield 0;
  }
  return { vectors: distinct, pointOf, rows: first, weights: summed };
}

/** Rows in lexicographic order of their values, equal rows in their own order; and a key of each row's first value. */
function* lexicographicOrder({ data, rows, cols }: Matrix): Steps<{ order: Uint32Array; keys: Uint32Array }> {
  const firstColumn = new Float32Array(rows);
  if (cols > 0) for (let i = 0; i < rows; i++) firstColumn[i] = data[i * cols]!;
  const keys = floatKeys(firstColumn);
  const order = radixOrder(keys);
  yield 0;
  sortRuns(order, keys, (a, b) => compareRows(data, cols, a, b) || a - b);
  return { order, keys };
}

function compareRows(data: Float32Array, cols: number, a: number, b: number): number {
  for (let j = 0; j < cols; j++) {
    const difference = data[a * cols + j]! - data[b * cols + j]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A sum that does not depend on the order given. */
function sumAscending(values: Float64Array): number {
  let sum = 0;
  for (const value of values.sort()) sum += value;
  return sum;
}
