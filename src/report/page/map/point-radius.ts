/** The largest point, in radii of the smallest. */
const MOST = 7;

/**
 * The radius of a point: its area grows by a third with each doubling of its weight.
 *
 * @param radius of a point that stands for one.
 * @param level  doublings of its weight: the binary logarithm, rounded down.
 */
export function pointRadius(radius: number, level: number): number {
  let times = 1;
  for (let i = 0; i < level; i++) times *= 1.155;
  return radius * Math.min(MOST, times);
}
