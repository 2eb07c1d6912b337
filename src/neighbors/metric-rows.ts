import type { Matrix } from "../core";
import { matrix, wrongValue } from "../core/internal";
import type { Metric } from "./types";

/** Squares of differences, summed over the columns, must stay below the largest 32-bit float. */
const LARGEST_SQUARE = 3e38;

/**
 * Rows between which plain squared euclidean distance is what the metric needs: the points themselves, or for cosine
 * the points at length 1, whose squared distance is twice the cosine distance. A zero row has no direction and gets one
 * of its own, in an extra column.
 *
 * @throws RangeError when distances could overflow.
 */
export function metricRows(name: string, points: Matrix, metric: Metric): Matrix {
  return metric === "cosine" ? cosineRows(points) : checkedRows(name, points);
}

function checkedRows(name: string, points: Matrix): Matrix {
  let largest = 0;
  for (let e = 0; e < points.data.length; e++) {
    const size = Math.abs(points.data[e]!);
    if (size > largest) largest = size;
  }
  if (4 * largest * largest * points.cols >= LARGEST_SQUARE) {
    throw wrongValue(name, "values whose squared distances fit 32-bit floats", largest);
  }
  return points;
}

/** Rows of length 1, and a last column that is 1 where a row is all zeros. */
function cosineRows({ data, rows, cols }: Matrix): Matrix {
  const unit = matrix(rows, cols + 1);
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let j = 0; j < cols; j++) square += data[i * cols + j]! * data[i * cols + j]!;
    const norm = Math.sqrt(square);
    const start = i * (cols + 1);
    if (norm === 0) unit.data[start + cols] = 1;
    else for (let j = 0; j < cols; j++) unit.data[start + j] = data[i * cols + j]! / norm;
  }
  return unit;
}
