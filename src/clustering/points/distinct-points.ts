import type { Matrix } from "../../core";
import { matrix, RowIndex, type Steps } from "../../core/internal";
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
  const { data, cols } = vectors;
  const { firstOf } = yield* RowIndex.over(vectors);
  const rows = yield* lexicographicOrder(
    vectors,
    firstOf.filter((first, row) => first === row),
  );
  const points = rows.length;
  const pointOf = new Int32Array(vectors.rows);
  for (let point = 0; point < points; point++) pointOf[rows[point]!] = point;
  for (let row = 0; row < pointOf.length; row++) pointOf[row] = pointOf[firstOf[row]!]!;
  yield 0;
  const distinct = matrix(points, cols, room(points * cols));
  const step = Math.ceil(NUMBERS / Math.max(1, cols));
  for (let from = 0; from < points; from += step) {
    copyRows(data, rows, from, Math.min(points, from + step), distinct);
    yield 0;
  }
  return { vectors: distinct, pointOf, rows, weights: summedWeights(pointOf, points, weights) };
}

function copyRows(data: Float32Array, rows: Int32Array, from: number, to: number, { data: copy, cols }: Matrix): void {
  let end = from * cols;
  for (let point = from; point < to; point++) {
    const start = rows[point]! * cols;
    for (let at = start; at < start + cols; at++) copy[end++] = data[at]! + 0; // no -0
  }
}

/** The weight of each point: of all its rows, which are summed so that their order does not matter. */
function summedWeights(pointOf: Int32Array, points: number, weights: Float64Array | undefined): Float64Array {
  const summed = new Float64Array(points);
  if (!weights) {
    for (const point of pointOf) summed[point]! += 1;
    return summed;
  }
  if (points === pointOf.length) {
    for (const [row, point] of pointOf.entries()) summed[point] = weights[row]!;
    return summed;
  }
  const starts = new Int32Array(points + 1);
  for (const point of pointOf) starts[point + 1]! += 1;
  for (let point = 0; point < points; point++) starts[point + 1]! += starts[point]!;
  const byPoint = new Float64Array(pointOf.length);
  const next = starts.slice();
  for (let row = 0; row < pointOf.length; row++) byPoint[next[pointOf[row]!]!++] = weights[row]!;
  for (let point = 0; point < points; point++) {
    const [start, end] = [starts[point]!, starts[point + 1]!];
    summed[point] = end - start === 1 ? byPoint[start]! : sumAscending(byPoint.subarray(start, end));
  }
  return summed;
}

/** A sum that does not depend on the order given. */
function sumAscending(values: Float64Array): number {
  let sum = 0;
  for (const value of values.sort()) sum += value;
  return sum;
}

/** Rows that all differ, in lexicographic order of their values. */
function* lexicographicOrder({ data, cols }: Matrix, rows: Int32Array): Steps<Int32Array> {
  const firstColumn = cols > 0 ? Float32Array.from(rows, (row) => data[row * cols]!) : new Float32Array(rows.length);
  const keys = floatKeys(firstColumn);
  const order = radixOrder(keys);
  yield 0;
  sortRuns(order, keys, (a, b) => compareRows(data, cols, rows[a]!, rows[b]!));
  return Int32Array.from(order, (at) => rows[at]!);
}

function compareRows(data: Float32Array, cols: number, a: number, b: number): number {
  for (let j = 0; j < cols; j++) {
    const difference = data[a * cols + j]! - data[b * cols + j]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
