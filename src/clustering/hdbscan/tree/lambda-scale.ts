import type { Hierarchy } from "../../types";

/**
 * How many times the largest other lambda that of distance 0 is. More than any weight of rows: so what stays together
 * at distance 0 is more stable than everything around it that does not.
 */
const BEYOND = 2 ** 64;
/**
 * Smaller distances between points, which only a custom metric can give, do not change the lambda of distance 0.
 */
const SMALLEST_DISTANCE = 1e-150;

/** The lambda of distance 0: larger than that of any distance at which points merge, yet finite. */
export function lambdaAtZero({ linkage, weights, core }: Hierarchy): number {
  let smallest = Number.POSITIVE_INFINITY;
  const offer = (distance: number) => {
    if (distance > 0 && distance < smallest) smallest = distance;
  };
  linkage.distances.forEach(offer);
  weights.forEach((weight, point) => {
    if (weight > 1) offer(core[point]!);
  });
  if (smallest === Number.POSITIVE_INFINITY) smallest = 1;
  return BEYOND / Math.max(smallest, SMALLEST_DISTANCE);
}

/**
 * Lambda of a distance: its inverse.
 *
 * @param atZero that of distance 0, and the largest there is.
 */
export function lambdaOf(distance: number, atZero: number): number {
  return Math.min(1 / distance, atZero);
}

/**
 * A lambda as a share of the largest one of its cluster, 1 at most. Beside the lambda of distance 0, which stands for a
 * density without bound, every other is 0.
 */
export function shareOfDensest(lambda: number, densest: number, atZero: number): number {
  if (lambda >= densest) return 1;
  return densest === atZero ? 0 : lambda / densest;
}
