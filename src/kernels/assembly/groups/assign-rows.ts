import { centerSquare, leastLane, leastSquare, mostSquare, panelSquares, singleSquare } from "./center-squares";
import { addRow } from "./center-sums";

/** What bounds must differ by to count, as a factor of what they were computed from: far above rounding. */
const SLACK: f64 = 1 + 1e-9;

/**
 * Lloyd's assignment of the rows `first` .. `last` to the nearest of k centers, of several at the same distance the
 * first, without measuring centers that cannot be it: each row keeps an upper bound of the distance to its own center
 * and, for each panel of four centers, a lower bound of the distance to those of them that are not its own (Ding et al.
 * 2015, with panels for groups). A bound is kept as if the centers had never moved; how far they have moved is taken
 * off when it is read.
 *
 *   for each row whose own center may not be the nearest: measure it, then each panel that may hold a nearer one in
 *   single
 *   precision, then those of its centers that may be nearer
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * weights: f64, one a row.
 * centers: f32, k of `stride` each. panels: the same in panels of four, see `panelSquares`.
 * gaps:    f64, count + 1 for each center (`count` panels): half the distance to the nearest other center of each
 * panel, and the least of them.
 * moved:   f64, how far each center has moved in all, then the same for the farthest of each panel (4 count + count).
 * upper:   f64, one a row. lower: f64, `count` a row. labels: i32, one a row.
 * sums:    see `centerSums`; a row whose label changes moves from one to the other.
 * scratch: 64 bytes for each panel, of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 *
 * @returns rows with another label than before.
 */
export function assignRows(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  weights: usize,
  k: i32,
  centers: usize,
  panels: usize,
  gaps: usize,
  moved: usize,
  upper: usize,
  lower: usize,
  labels: usize,
  sums: usize,
  scratch: usize,
): i32 {
  const count = (k + 3) >> 2;
  const panelMoved = moved + ((<usize>count) << 5);
  const slackMoved = scratch + <usize>count * 48;
  for (let p: usize = 0; p < (<usize>count) << 3; p += 8) store<f64>(slackMoved + p, load<f64>(panelMoved + p) * SLACK);
  let changed = 0;
  for (let i = first; i < last; i++) {
    const label = load<i32>(labels + ((<usize>i) << 2));
    const kept = load<f64>(upper + ((<usize>i) << 3));
    const ownMoved = load<f64>(moved + ((<usize>label) << 3));
    const gap = gaps + ((<usize>(label * (count + 1))) << 3);
    const bounds = lower + ((<usize>i * <usize>count) << 3);
    if (!anyNear((kept + ownMoved * SLACK) * SLACK, gap, bounds, slackMoved, count)) continue;
    const row = rows + ((<usize>i * <usize>stride) << 2);
    const own = kept === Infinity ? -1 : label;
    nearestSquare = Infinity;
    if (own >= 0) {
      const center = centers + ((<usize>own * <usize>stride) << 2);
      const reach = sqrt(mostSquare(singleSquare(row, center, stride), stride));
      store<f64>(upper + ((<usize>i) << 3), reach - ownMoved);
      if (!anyNear(reach * SLACK, gap, bounds, slackMoved, count)) continue;
      nearestSquare = centerSquare(row, center, stride);
    }
    const nearest = nearestOf(row, own, stride, k, centers, panels, gap, bounds, panelMoved, slackMoved, scratch);
    store<f64>(upper + ((<usize>i) << 3), sqrt(nearestSquare) - load<f64>(moved + ((<usize>nearest) << 3)));
    if (nearest === label) continue;
    store<i32>(labels + ((<usize>i) << 2), nearest);
    const weight = load<f64>(weights + ((<usize>i) << 3));
    addRow(row, stride, -weight, -1, label, k, sums);
    addRow(row, stride, weight, 1, nearest, k, sums);
    changed += 1;
  }
  return changed;
}

/** Of the center that is nearest so far. */
let nearestSquare: f64 = 0;

/**
 * Whether panel p may hold a center within `reach` of a row that is `ownReach` from its own; both with slack, as is how
 * far the panels have moved.
 */
function isNear(p: i32, reach: f64, ownReach: f64, gap: usize, bounds: usize, slackMoved: usize): bool {
  const at = (<usize>p) << 3;
  return load<f64>(bounds + at) <= reach + load<f64>(slackMoved + at) && load<f64>(gap + at) <= ownReach;
}

function anyNear(reach: f64, gap: usize, bounds: usize, slackMoved: usize, count: i32): bool {
  if (load<f64>(gap + ((<usize>count) << 3)) > reach) return false;
  for (let p = 0; p < count; p++) if (isNear(p, reach, reach, gap, bounds, slackMoved)) return true;
  return false;
}

/**
 * The nearest center of a row; `nearestSquare` is its own's to begin with, and the nearest's at the end. Bounds of the
 * panels that were measured are renewed.
 */
function nearestOf(
  row: usize,
  own: i32,
  stride: i32,
  k: i32,
  centers: usize,
  panels: usize,
  gap: usize,
  bounds: usize,
  panelMoved: usize,
  slackMoved: usize,
  scratch: usize,
): i32 {
  const bytes = (<usize>stride) << 2;
  const count = (k + 3) >> 2;
  const ownSquare = nearestSquare;
  const ownReach = sqrt(ownSquare);
  const singles = scratch + ((<usize>count) << 5);
  let bound = ownSquare;
  let reach = ownReach * SLACK;
  for (let p = 0; p < count; p++) {
    const single = singles + ((<usize>p) << 4);
    if (isNear(p, reach, ownReach * SLACK, gap, bounds, slackMoved)) {
      const four = panelSquares(row, panels + <usize>(p << 2) * bytes, stride);
      v128.store(single, four);
      const most = mostSquare(leastLane(four), stride);
      if (most < bound) {
        bound = most;
        reach = sqrt(bound) * SLACK;
      }
    } else store<f32>(single, -1);
  }
  let nearest = own;
  for (let p = 0; p < count; p++) {
    const single = singles + ((<usize>p) << 4);
    if (load<f32>(single) < 0) continue;
    for (let l = 0; l < 4; l++) {
      const center = (p << 2) + l;
      let square: f64 = Infinity;
      if (center === own) square = ownSquare;
      else if (center < k) {
        square = leastSquare(load<f32>(single + ((<usize>l) << 2)), stride);
        if (square <= bound && square <= nearestSquare) {
          square = centerSquare(row, centers + <usize>center * bytes, stride);
          if (square < nearestSquare || (square === nearestSquare && center < nearest)) {
            nearestSquare = square;
            nearest = center;
          }
        }
      }
      store<f64>(scratch + ((<usize>center) << 3), square);
    }
  }
  for (let p = 0; p < count; p++) {
    const at = (<usize>p) << 3;
    const gone = load<f64>(panelMoved + at);
    if (load<f32>(singles + (at << 1)) >= 0) {
      store<f64>(bounds + at, leastOther(scratch + (at << 2), nearest - (p << 2)) + gone);
    } else if (own >> 2 === p && nearest !== own) {
      store<f64>(bounds + at, min(load<f64>(bounds + at), ownReach + gone));
    }
  }
  return nearest;
}

/** The least distance of a panel, the one of lane `without` left out. */
function leastOther(squares: usize, without: i32): f64 {
  let least: f64 = Infinity;
  for (let l = 0; l < 4; l++) if (l !== without) least = min(least, load<f64>(squares + ((<usize>l) << 3)));
  return sqrt(least);
}
