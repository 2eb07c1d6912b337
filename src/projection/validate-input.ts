import type { Matrix, Vectors } from "../core";
import { matrix, toMatrix, verbatim, wrongType, wrongValue } from "../core/internal";
import type { KnnGraph } from "../neighbors";

/**
 * The first nNeighbors - 1 neighbors of each row from lists given by the caller, rows renamed: row i is `rowOf[i]`.
 *
 * @throws TypeError when it is no KnnGraph, RangeError when it does not fit the rows, names a row that is not there or
 *   twice, or is not in order.
 */
export function validateKnn(knn: KnnGraph, rowOf: Int32Array, nNeighbors: number): KnnGraph {
  const { indices, distances, rows, k } = knn;
  if (!(indices instanceof Int32Array) || !(distances instanceof Float32Array)) {
    throw wrongType("knn", "a KnnGraph", knn);
  }
  const wanted = nNeighbors - 1;
  if (rows !== rowOf.length || indices.length !== rows * k || distances.length !== rows * k || k < wanted) {
    const got = `${rows} x ${k} with ${indices.length} indices and ${distances.length} distances`;
    throw wrongValue("knn", `${rowOf.length} rows of at least ${wanted} neighbors`, verbatim(got));
  }
  const kept = { indices: new Int32Array(rows * wanted), distances: new Float32Array(rows * wanted) };
  const namedBy = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    let last = 0;
    for (let j = 0; j < wanted; j++) {
      const neighbor = indices[i * k + j]!;
      const distance = distances[i * k + j]!;
      if (!(neighbor >= 0 && neighbor < rows && neighbor !== i)) {
        throw wrongValue("knn", "indices of other rows", neighbor, ` in row ${i}`);
      }
      if (namedBy[neighbor] === i) {
        throw wrongValue("knn", "each neighbor once in a list", neighbor, ` again in row ${i}`);
      }
      if (!(distance >= 0 && distance < Number.POSITIVE_INFINITY)) {
        throw wrongValue("knn", "finite distances >= 0", distance, ` in row ${i}`);
      }
      if (distance < last) {
        throw wrongValue("knn", "distances in ascending order", distance, ` after ${last} in row ${i}`);
      }
      namedBy[neighbor] = i;
      last = distance;
      kept.indices[rowOf[i]! * wanted + j] = rowOf[neighbor]!;
      kept.distances[rowOf[i]! * wanted + j] = distance;
    }
  }
  return { ...kept, rows, k: wanted };
}

/**
 * Coordinates given by the caller, one row each for `points` distinct ones: where several rows are one point, their
 * mean.
 *
 * @throws RangeError when they are not as many as the rows, or not `nComponents` wide.
 */
export function validateInit(given: Vectors, rowOf: Int32Array, points: number, nComponents: number): Matrix {
  const coordinates = toMatrix("init", given);
  if (coordinates.rows !== rowOf.length || coordinates.cols !== nComponents) {
    const got = `${coordinates.rows} x ${coordinates.cols}`;
    throw wrongValue("init", `${rowOf.length} x ${nComponents} coordinates`, verbatim(got));
  }
  const sums = new Float64Array(points * nComponents);
  const counts = new Float64Array(points);
  for (const [i, point] of rowOf.entries()) {
    counts[point]! += 1;
    for (let c = 0; c < nComponents; c++) sums[point * nComponents + c]! += coordinates.data[i * nComponents + c]!;
  }
  return matrix(
    points,
    nComponents,
    Float32Array.from(sums, (sum, e) => sum / counts[Math.floor(e / nComponents)]!),
  );
}
