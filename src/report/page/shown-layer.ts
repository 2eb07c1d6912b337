import { READABLE } from "../labels/place-labels";

/**
 * The layer whose segments are named on the map, by its position: on the whole map the finest one with names that can be read, and with
 * each doubling the next finer one; further away the next coarser one.
 *
 * @param counts segments of the layers, coarse to fine.
 * @param zoom 1 where the whole map is seen.
 */
export function shownLayer(counts: readonly number[], zoom: number): number {
  const whole = Math.max(
    0,
    counts.findLastIndex((count) => count <= READABLE),
  );
  let at = whole;
  if (zoom < CLOSE) at--;
  for (let doubled = zoom / 2; doubled >= CLOSE; doubled /= 2) at++;
  return Math.max(0, Math.min(counts.length - 1, at));
}

/** A zoom this near to a doubling counts as one. */
const CLOSE = 0.98;
