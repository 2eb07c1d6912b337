import type { Matrix } from "../../core";
import { matrix, type Steps } from "../../core/internal";
import type { DistinctPoints } from "../types";
import { floatKeys, radixOrder, sortRuns } from "./radix-order";

/** Numbers copied between two yields. */
const NUMBERS = 2 ** 18;

/**
 * Finds equal rows and adds up their weights (1 a row without weights). Returns the points' vectors too.
 *
 * @param room where they are kept.
 */
export function* distinctPoints(
  vectors: Matrix,
  weights: Float64Array | undefined,
  room: (length: number) => Float32Array = (length) => new Float32Array(length),
): Steps<DistinctPoints & { readonly vectors: Matrix }> {
  const { data, rows, cols } = vectors;
  const { order, keys } = yield* lexicographicOrder(vectors);
  const pointOf = new Int32Array(rows);
  const starts = pointStarts(vectors, order, keys, pointOf);
  yield 0;
  const points = starts.length - 1;
  const first = new Int32Array(points);
  const distinct = matrix(points, cols, room(points * cols));
  const summed = new Float64Array(points);
  const step = Math.ceil(NUMBERS / Math.max(1, cols));
  for (let from = 0; from < points; from += step) {
    const to = Math.min(points, from + step);
    for (let point = from; point < to; point++) first[point] = order[starts[point]!]!;
    copyRows(data, first, from, to, distinct);
    addWeights(weights, order, starts, from, to, summed);
    yield 0;
  }
  return { vectors: distinct, pointOf, rows: first, weights: summed };
}

/** Where the rows of each point begin in `order`, and the end of the last. Sets the point of each row. */
function pointStarts(
  { data, rows, cols }: Matrix,
  order: Uint32Array,
  keys: Uint32Array,
  pointOf: Int32Array,
): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  let points = 0;
  let before = 0;
  for (let i = 0; i < rows; i++) {
    const row = order[i]!;
    // keys tell most rows apart, and lie side by side in memory
    if (i === 0 || keys[before] !== keys[row] || compareRows(data, cols, before, row) !== 0) starts[points++] = i;
    pointOf[row] = points - 1;
    before = row;
  }
  starts[points] = rows;
  return starts.subarray(0, points + 1);
}

function copyRows(data: Float32Array, rows: Int32Array, from: number, to: number, { data: copy, cols }: Matrix): void {
  let end = from * cols;
  for (let point = from; point < to; point++) {
    const start = rows[point]! * cols;
    for (let at = start; at < start + cols; at++) copy[end++] = data[at]! + 0; // no -0
  }
}

function addWeights(
  weights: Float64Array | undefined,
  order: Uint32Array,
  starts: Uint32Array,
  from: number,
  to: number,
  summed: Float64Array,
): void {
  for (let point = from; point < to; point++) {
    const [start, end] = [starts[point]!, starts[point + 1]!];
    if (!weights) summed[point] = end - start;
    else if (end - start === 1) summed[point] = weights[order[start]!]!;
    else summed[point] = sumAscending(Float64Array.from(order.subarray(start, end), (row) => weights[row]!));
  }
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
