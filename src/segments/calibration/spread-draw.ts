import { randomStream } from "../../core/internal";

/**
 * Draws a share of the users spread evenly over the rows (systematic sampling: Cochran 1977, chapter 8): rows stand in the order of
 * their paths, so that each kind of path is drawn in its proportion, and shares of segments vary less than by chance alone.
 *
 * @param weights users of each row.
 * @returns how many of them are drawn.
 */
export function spreadDraw(weights: Float64Array, share: number, seed: number): Float64Array {
  const start = randomStream(seed, "segments/spread").uniform(0, 0);
  let users = 0;
  return weights.map((weight) => {
    const before = Math.floor(share * users + start);
    users += weight;
    return Math.min(weight, Math.floor(share * users + start) - before);
  });
}
