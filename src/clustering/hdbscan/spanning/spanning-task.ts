/** What a spanning tree is computed from, whichever way. */
export interface SpanningTask {
  /** Distinct points, n x d with d > 0, times `scale`. */
  readonly data: Float32Array;
  readonly cols: number;
  readonly scale: number;
  readonly weights: Float64Array;
  /** Weight within the core distance, the point's own included. */
  readonly minWeight: number;
  /** Guard against rounding of fractional weights; 0 when all are whole. */
  readonly slack: number;
}

/** Squared core distances of points, and the edges of their tree as found, of any end first, squared too. */
export interface SquaredTree {
  readonly core: Float32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
  readonly lengths: Float32Array;
}

/** At most this many neighbors reach the weight, whichever they are. */
export function neighborsToReach(weights: Float64Array, minWeight: number): number {
  let sum = 0;
  let count = 0;
  for (const weight of weights.slice().sort()) {
    if (sum >= minWeight) break;
    sum += weight;
    count += 1;
  }
  return count;
}
