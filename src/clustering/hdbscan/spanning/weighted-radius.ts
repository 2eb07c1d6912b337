/**
 * The smallest of the distances within which the weights reach `minWeight`; the largest distance where all do not. Any
 * measure that grows with distance will do, squared distance too.
 */
export function weightedRadius(distances: Float64Array, weights: Float64Array, minWeight: number): number {
  const enough = minWeight * (1 + 1e-9); // fractional weights are added up in another order below
  const nearest: number[] = []; // the nearest points so far, ascending by (distance, point)
  let total = 0;
  for (let point = 0; point < distances.length; point++) {
    if (total >= enough && !(distances[point]! < distances[nearest.at(-1)!]!)) continue;
    insert(nearest, distances, point);
    total += weights[point]!;
    while (total - weights[nearest.at(-1)!]! >= enough) total -= weights[nearest.pop()!]!;
  }
  let sum = 0;
  let radius = 0;
  for (const point of nearest) {
    if (sum >= minWeight) break;
    sum += weights[point]!;
    radius = distances[point]!;
  }
  return radius;
}

function insert(nearest: number[], distances: Float64Array, point: number): void {
  let low = 0;
  let high = nearest.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distances[nearest[middle]!]! <= distances[point]!) low = middle + 1;
    else high = middle;
  }
  nearest.splice(low, 0, point);
}
