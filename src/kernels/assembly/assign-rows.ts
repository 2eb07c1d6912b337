import { centerSquare, leastSquare, panelSquares } from "./center-squares";
import { addRow } from "./center-sums";

/** What bounds must differ by to count, as a share of what they were computed from: far above rounding. */
const SLACK: f64 = 1e-9;

/**
 * Lloyd's assignment of the rows `first` .. `last` to the nearest of k centers, of several at the same distance the first,
 * without measuring centers that cannot be it: each row keeps an upper bound of the distance to its own center and, for
 * each panel of four centers, a lower bound of the distance to those of them that are not its own (Ding et al. 2015, with
 * panels for groups). A bound is kept as if the centers had never moved; how far they have moved is taken off when it is read.
 *
 *   for each row whose own center may not be the nearest: measure it, then each panel that may hold a nearer one in single
 *   precision, then those of its centers that may be nearer
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * weights: f64, one a row.
 * centers: f32, k of `stride` each. panels: the same in panels of four, see `panelSquares`.
 * gaps:    f64, count + 1 for each center (`count` panels): half the distance to the nearest other center of each panel, and the least of them.
 * moved:   f64, how far each center has moved in all, then the same for the farthest of each panel (4 count + count).
 * upper:   f64, one a row. lower: f64, `count` a row. labels: i32, one a row.
 * sums:    see `centerSums`; a row whose label changes moves from one to the other.
 * scratch: 32 bytes for each panel, of this call alone.
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
  let changed = 0;
  for (let i = first; i < last; i++) {
    const own = load<i32>(labels + ((<usize>i) << 2));
    const ownMoved = load<f64>(moved + ((<usize>own) << 3));
    const gap = gaps + ((<usize>(own * (count + 1))) << 3);
    const bounds = lower + ((<usize>i * <usize>count) << 3);
    const reach = load<f64>(upper + ((<usize>i) << 3)) + ownMoved + SLACK * ownMoved;
    if (!anyNear(reach, gap, bounds, panelMoved, count)) continue;
    const row = rows + ((<usize>i * <usize>stride) << 2);
    const square = centerSquare(row, centers + ((<usize>own * <usize>stride) << 2), stride);
    const nearest = nearestOf(row, own, square, stride, k, centers, panels, gap, bounds, panelMoved, scratch);
    store<f64>(upper + ((<usize>i) << 3), sqrt(nearestSquare) - load<f64>(moved + ((<usize>nearest) << 3)));
    if (nearest === own) continue;
    store<i32>(labels + ((<usize>i) << 2), nearest);
    const weight = load<f64>(weights + ((<usize>i) << 3));
    addRow(row, stride, -weight, -1, own, k, sums);
    addRow(row, stride, weight, 1, nearest, k, sums);
    changed += 1;
  }
  return changed;
}

/** Set by `nearestOf`. */
let nearestSquare: f64 = 0;

/** Whether panel p may hold a center within `reach` of a row that is `ownReach` from its own. */
function isNear(p: i32, reach: f64, ownReach: f64, gap: usize, bounds: usize, panelMoved: usize): bool {
  const at = (<usize>p) << 3;
  const gone = load<f64>(panelMoved + at);
  if (load<f64>(bounds + at) - gone > reach + SLACK * (reach + gone)) return false;
  return load<f64>(gap + at) <= ownReach + SLACK * ownReach;
}

function anyNear(reach: f64, gap: usize, bounds: usize, panelMoved: usize, count: i32): bool {
  if (load<f64>(gap + ((<usize>count) << 3)) > reach + SLACK * reach) return false;
  for (let p = 0; p < count; p++) if (isNear(p, reach, reach, gap, bounds, panelMoved)) return true;
  return false;
}

function nearestOf(
  row: usize,
  own: i32,
  ownSquare: f64,
  stride: i32,
  k: i32,
  centers: usize,
  panels: usize,
  gap: usize,
  bounds: usize,
  panelMoved: usize,
  scratch: usize,
): i32 {
  const count = (k + 3) >> 2;
  const ownReach = sqrt(ownSquare);
  let reach = ownReach;
  nearestSquare = ownSquare;
  let nearest = own;
  for (let p = 0; p < count; p++) {
    const squares = scratch + ((<usize>p) << 5);
    if (isNear(p, reach, ownReach, gap, bounds, panelMoved)) {
      nearest = measurePanel(row, own, ownSquare, nearest, stride, k, centers, panels, p, squares);
      reach = sqrt(nearestSquare);
    } else store<f64>(squares, -1);
  }
  for (let p = 0; p < count; p++) {
    const squares = scratch + ((<usize>p) << 5);
    const at = (<usize>p) << 3;
    const gone = load<f64>(panelMoved + at);
    if (load<f64>(squares) >= 0) store<f64>(bounds + at, leastOther(squares, nearest - (p << 2)) + gone);
    else if (own >> 2 === p && nearest !== own) {
      store<f64>(bounds + at, min(load<f64>(bounds + at), ownReach + gone));
    }
  }
  return nearest;
}

/** Writes what the squared distances to the centers of a panel are at least; returns the nearest center, of those before too. */
function measurePanel(
  row: usize,
  own: i32,
  ownSquare: f64,
  nearest: i32,
  stride: i32,
  k: i32,
  centers: usize,
  panels: usize,
  p: i32,
  squares: usize,
): i32 {
  const bytes = (<usize>stride) << 2;
  const first = p << 2;
  const found = panelSquares(row, panels + <usize>first * bytes, stride);
  v128.store(squares, found, 16); // read before they are overwritten: the squares of center l end at 8 l + 8
  for (let l = 0; l < 4; l++) {
    const center = first + l;
    let square: f64 = Infinity;
    if (center === own) square = ownSquare;
    else if (center < k) {
      square = leastSquare(load<f32>(squares + 16 + ((<usize>l) << 2)), stride);
      if (square <= nearestSquare) {
        square = centerSquare(row, centers + <usize>center * bytes, stride);
        if (square < nearestSquare || (square === nearestSquare && center < nearest)) {
          nearestSquare = square;
          nearest = center;
        }
      }
    }
    store<f64>(squares + ((<usize>l) << 3), square);
  }
  return nearest;
}

/** The least distance of a panel, the one of lane `without` left out. */
function leastOther(squares: usize, without: i32): f64 {
  let least: f64 = Infinity;
  for (let l = 0; l < 4; l++) if (l !== without) least = min(least, load<f64>(squares + ((<usize>l) << 3)));
  return sqrt(least);
}
