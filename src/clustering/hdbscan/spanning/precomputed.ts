import type { Matrix, Vectors } from "../../../core";
import { toMatrix, verbatim, wrongValue } from "../../../core/internal";
import type { KnnGraph } from "../../../neighbors";

/**
 * Reads what stands for vectors under `metric: "precomputed"`: a symmetric matrix of distances, or a neighbor graph.
 */
export function readPrecomputed(given: Vectors | KnnGraph): Matrix | KnnGraph {
  return isGraph(given) ? checkGraph(given) : checkMatrix(toMatrix("vectors", given));
}

export function isGraph(given: unknown): given is KnnGraph {
  return typeof given === "object" && given !== null && "indices" in given && "distances" in given;
}

function checkMatrix(distances: Matrix): Matrix {
  const { data, rows, cols } = distances;
  if (rows !== cols) throw wrongValue("vectors", "a square matrix of distances", verbatim(`${rows} x ${cols}`));
  for (let i = 0; i < rows; i++) {
    if (data[i * cols + i] !== 0) {
      throw wrongValue("vectors", `distance 0 from row ${i} to itself`, data[i * cols + i]);
    }
    for (let j = 0; j < i; j++) {
      const [there, back] = [data[j * cols + i]!, data[i * cols + j]!];
      if (there !== back) {
        throw wrongValue("vectors", "a symmetric matrix", there, ` in row ${j}, column ${i} and ${back} back`);
      }
      if (back < 0) throw wrongValue("vectors", "distances >= 0", back, ` in row ${i}, column ${j}`);
    }
  }
  return distances;
}

function checkGraph(graph: KnnGraph): KnnGraph {
  const { indices, distances, rows, k } = graph;
  if (indices.length !== rows * k || distances.length !== rows * k) {
    throw wrongValue(
      "vectors",
      `rows x k = ${rows * k} neighbors`,
      verbatim(`${indices.length} indices and ${distances.length} distances`),
    );
  }
  for (let p = 0; p < indices.length; p++) {
    const [row, index, distance] = [Math.floor(p / k), indices[p]!, distances[p]!];
    if (index === -1 && distance === Number.POSITIVE_INFINITY) continue; // the list ends here
    if (!(index >= 0 && index < rows)) {
      throw wrongValue("vectors", `neighbors from 0 to ${rows - 1}`, index, ` in row ${row}`);
    }
    const previous = p % k > 0 ? distances[p - 1]! : 0;
    if (!(distance >= previous) || distance === Number.POSITIVE_INFINITY) {
      throw wrongValue("vectors", "finite distances in ascending order", distance, ` in row ${row}`);
    }
  }
  return graph;
}
