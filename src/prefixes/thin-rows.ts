import type { RandomStream } from "../core/internal";

/**
 * Weights of about `most` rows at most: where there are more, rows are left out by chance, the lighter the sooner, and those that
 * stay stand for them, so that sums stay the same on average.
 */
export function thinRows(weights: Float64Array, most: number, random: RandomStream): Float64Array {
  const rows = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  if (rows <= most) return weights;
  return weights.map((weight, row) => {
    const share = Math.min(1, (weight * most) / rows);
    return weight > 0 && random.uniform(row, 0) < share ? weight / share : 0;
  });
}
