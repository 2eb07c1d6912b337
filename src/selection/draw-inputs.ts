import { randomStream } from "../core";

/**
 * How many inputs of each row are among `limit` drawn without replacement; all of them where there are no more
 * (selection sampling, Knuth 1997, algorithm S).
 */
export function drawInputs(
  weights: Float64Array,
  { limit, seed }: { readonly limit: number; readonly seed: number },
): Float64Array {
  let left = weights.reduce((sum, weight) => sum + weight, 0);
  if (left <= limit) return weights.slice();
  const random = randomStream(seed, "selection/drawn-inputs");
  let needed = limit;
  return weights.map((weight, row) => {
    let drawn = 0;
    for (let copy = 0; copy < weight; copy++, left--) {
      if (random.uniform(row, copy) * left >= needed) continue;
      drawn++;
      needed--;
    }
    return drawn;
  });
}
