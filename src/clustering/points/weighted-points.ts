import type { Matrix, Vectors } from "../../core";
import { type Checkpoint, follow, toMatrix, verbatim, wrongValue } from "../../core/internal";
import type { DistinctPoints } from "../types";
import { distinctPoints } from "./distinct-points";
import { positiveWeights } from "./positive-weights";

/** Distinct points with their vectors. */
export type WeightedPoints = DistinctPoints & { readonly vectors: Matrix };

/**
 * Rows and weights as an engine takes them: equal rows are one weighted point.
 *
 * @throws RangeError when there are no rows, a number is not finite, or there is not one weight > 0 a row.
 */
export async function weightedPoints(
  vectors: Vectors,
  weights: ArrayLike<number> | undefined,
  at: Checkpoint,
): Promise<WeightedPoints> {
  return pointsOfRows(toMatrix("vectors", vectors), weights, at);
}

/** The same of rows whose numbers are known to be finite; `room` is where the points are kept. */
export async function pointsOfRows(
  rows: Matrix,
  weights: ArrayLike<number> | undefined,
  at: Checkpoint,
  room?: (length: number) => Float32Array,
): Promise<WeightedPoints> {
  if (rows.rows === 0) throw wrongValue("vectors", "at least one row", verbatim("none"));
  return follow(distinctPoints(rows, positiveWeights(weights, rows.rows), room), at);
}

/**
 * New rows as a fitted clustering takes them.
 *
 * @throws RangeError when they have another number of columns, or a number is not finite.
 */
export function readNewRows(vectors: Vectors, cols: number): Matrix {
  const rows = toMatrix("vectors", vectors);
  if (rows.rows > 0 && rows.cols !== cols) throw wrongValue("vectors", `rows of ${cols} numbers`, rows.cols);
  return rows;
}
