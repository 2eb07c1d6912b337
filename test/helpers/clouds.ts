import type { Matrix } from "../../src/core";
import { matrix, randomStream } from "../../src/core/internal";

/** Points of several round clusters, labelled by cluster: row i belongs to cluster i % clusters. */
export function clusteredPoints(
  rows: number,
  {
    cols = 8,
    clusters = 4,
    spread = 0.3,
    seed = 1,
  }: { cols?: number; clusters?: number; spread?: number; seed?: number } = {},
): { points: Matrix; labels: number[] } {
  const random = randomStream(seed, "test/clusters");
  const normal = (item: number, draw: number) => {
    let sum = -6;
    for (let d = 0; d < 12; d++) sum += random.uniform(item, 100 * draw + d);
    return sum;
  };
  const points = matrix(rows, cols);
  const labels = Array.from({ length: rows }, (_, i) => i % clusters);
  for (const [i, label] of labels.entries()) {
    for (let j = 0; j < cols; j++) points.data[i * cols + j] = 2 * normal(label, 1000 + j) + spread * normal(i, j);
  }
  return { points, labels };
}

/** Some rows of a matrix, in the order given: row i of the result is row `order[i]`. */
export function permuted({ data, cols }: Matrix, order: readonly number[]): Matrix {
  const result = matrix(order.length, cols);
  for (const [to, from] of order.entries()) result.data.set(data.subarray(from * cols, (from + 1) * cols), to * cols);
  return result;
}
