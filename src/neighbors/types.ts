/**
 * The k nearest neighbours of each row: `indices[row * k + j]` is the j-th nearest other row at `distances[row * k + j]`,
 * ascending by (distance, index). The row itself is not among them.
 */
export interface KnnGraph {
  readonly indices: Int32Array;
  readonly distances: Float32Array;
  readonly rows: number;
  readonly k: number;
}
