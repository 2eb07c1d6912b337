/**
 * The smallest of the distances within which the weights reach `need`; the largest distance where all do not. Any
 * measure that grows with distance will do, squared distance too.
 */
export function weightedRadius(distances: Float64Array, weights: Float64Array, need: number): number {
  const enough = need * (1 + 1e-9); // fractional weights are added up in another order below
  const held: number[] = []; // the nearest points so far, ascending by (distance, point)
  let total = 0;
  for (let point = 0; point < distances.length; point++) {
    if (total >= enough && !(distances[point]! < distances[held.at(-1)!]!)) continue;
    insert(held, distances, point);
    total += weights[point]!;
    while (total - weights[held.at(-1)!]! >= enough) total -= weights[held.pop()!]!;
  }
  let sum = 0;
  let radius = 0;
  for (const point of held) {
    if (sum >= need) break;
    sum += weights[point]!;
    radius = distances[point]!;
  }
  return radius;
}

function insert(held: number[], distances: Float64Array, point: number): void {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distances[held[middle]!]! <= distances[point]!) low = middle + 1;
    else high = middle;
  }
  held.splice(low, 0, point);
}
