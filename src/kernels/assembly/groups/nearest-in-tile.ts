import { centerSquare } from "./center-square";
import { leastPlace, leastValue, measuredOf, readRow, rowError, rowSquare, secondValue } from "./center-tile";

/**
 * Bounds of the row that `nearestInTile` was last called for: its squared distance to the nearest center is at most the
 * first, and to any other that was measured at least the second.
 */
export let mostOfNearest: f64 = 0;
export let leastOfOthers: f64 = 0;

/**
 * Of the first `listed` centers of `order` the nearest to a row of the tile, of several at the same distance
 * (`centerSquare`) that of the smaller number: where single precision leaves several, those are measured again in
 * double.
 *
 * @param place which row of the tile. @param row its address. @param order, listed as `measureTile` took them.
 */
export function nearestInTile(
  place: i32,
  row: usize,
  stride: i32,
  k: i32,
  centers: usize,
  order: usize,
  listed: i32,
): i32 {
  readRow(place);
  if (secondValue - leastValue > 2 * rowError) {
    mostOfNearest = rowSquare + leastValue + rowError;
    leastOfOthers = max(0, rowSquare + secondValue - rowError);
    return load<i32>(order + ((<usize>leastPlace) << 2));
  }
  const limit = leastValue + 2 * rowError;
  let nearest = k;
  let least: f64 = Infinity;
  let second: f64 = rowError === Infinity ? Infinity : max(0, rowSquare + leastValue + rowError);
  for (let at = 0; at < listed; at++) {
    const center = load<i32>(order + ((<usize>at) << 2));
    if (center === k || measuredOf(place, at) > limit) continue;
    const square = centerSquare(row, centers + ((<usize>center * <usize>stride) << 2), stride);
    if (square < least || (square === least && center < nearest)) {
      second = min(second, least);
      least = square;
      nearest = center;
    } else second = min(second, square);
  }
  mostOfNearest = least;
  leastOfOthers = second;
  return nearest;
}
