import { exp, type RandomStream } from "../core/internal";

/** Uniform numbers that one weight may take. */
const DRAWS = 12;
const LARGE_MEAN = 30;

/** A weight for each row, Poisson with the row's weight times `share` as its mean: inputs drawn by the Poisson bootstrap. */
export function poissonWeights(weights: Float64Array, share: number, random: RandomStream, draw: number): Float64Array {
  return weights.map((weight, row) => poisson(weight * share, (i) => random.uniform(row, draw * DRAWS + i)));
}

/** A Poisson number: by inversion, or, of a large mean, from the normal law (twelve uniforms) of its mean and variance. */
function poisson(mean: number, uniform: (draw: number) => number): number {
  if (mean > LARGE_MEAN) {
    let normal = -DRAWS / 2;
    for (let draw = 0; draw < DRAWS; draw++) normal += uniform(draw);
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const u = uniform(0);
  let probability = exp(-mean);
  let below = probability;
  let value = 0;
  while (below < u && value < 10 * LARGE_MEAN) {
    value++;
    probability *= mean / value;
    below += probability;
  }
  return value;
}
