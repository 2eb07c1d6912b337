import { addRow } from "./center-sums";
import { measureTile, TILE } from "./center-tile";
import { leastOfOthers, mostOfNearest, nearestInTile } from "./nearest-in-tile";

/** What bounds must differ by to count, as a factor of what they were computed from: far above rounding. */
const SLACK: f64 = 1 + 1e-9;

// What `assignRows` was called with, for `assignTile`: every thread has an instance of its own.
let rows: usize = 0;
let stride: i32 = 0;
let weights: usize = 0;
let k: i32 = 0;
let centers: usize = 0;
let shifted: usize = 0;
let order: usize = 0;
let moved: usize = 0;
let bounds: usize = 0;
let labels: usize = 0;
let sums: usize = 0;
let lists: usize = 0;
let changed: i32 = 0;

/**
 * Lloyd's assignment of the rows `first` .. `last` to the nearest of k centers, of several at the same distance the
 * first. Each row keeps an upper bound of the distance to its own center and a lower bound of that to any other
 * (Hamerly 2010); while they lie apart, no center is measured. A bound is kept as if the centers had never moved; how
 * far they have moved is taken off when it is read.
 *
 *   for each row whose own center may not be the nearest: list it with others of its label
 *   for eight of one label: measure the centers so near to their own that one may be nearer, all rows at once
 *                           (Newling and Fleuret 2016), with what is within reach beyond
 *   for those that are left: the same with all centers
 *
 * rowsAt:    f32, `rowStride` from row to row, a multiple of 4, padding zero.
 * weightsAt: f64, one a row.
 * centersAt: f32, `count` (k) of `stride` each. shiftedAt: the same, see `measureTile`.
 * orderAt:   i32, for each center all centers from the nearest, itself first; each filled up to a multiple of 4 by k.
 * movedAt:   f64, how far each center has moved in all; then for each, summed over steps, how far any other has at
 * most; then, for each, half the distances to the centers in their order, filled up by Infinity.
 * boundsAt:  f64, two a row: upper and lower. labelsAt: i32, one a row.
 * sumsAt:    see `centerSums`; a row whose label changes moves from one to the other.
 * scratchAt: 36 (k + 1) bytes and up to a multiple of 16, then the scratch of `measureTile`, of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 *
 * @returns rows with another label than before.
 */
export function assignRows(
  first: i32,
  last: i32,
  rowsAt: usize,
  rowStride: i32,
  weightsAt: usize,
  count: i32,
  centersAt: usize,
  shiftedAt: usize,
  orderAt: usize,
  movedAt: usize,
  boundsAt: usize,
  labelsAt: usize,
  sumsAt: usize,
  scratchAt: usize,
): i32 {
  rows = rowsAt;
  stride = rowStride;
  weights = weightsAt;
  k = count;
  centers = centersAt;
  shifted = shiftedAt;
  order = orderAt;
  moved = movedAt;
  bounds = boundsAt;
  labels = labelsAt;
  sums = sumsAt;
  lists = scratchAt;
  changed = 0;
  const sizes = lists + ((<usize>(k + 1)) << 5);
  memory.fill(sizes, 0, (<usize>(k + 1)) << 2);
  const othersMoved = moved + ((<usize>k) << 3);
  for (let i = first; i < last; i++) {
    const label = <usize>load<i32>(labels + ((<usize>i) << 2));
    const bound = bounds + ((<usize>i) << 4);
    const upper = load<f64>(bound);
    const reach = upper + load<f64>(moved + (label << 3)) * SLACK;
    if (reach < load<f64>(bound, 8) - load<f64>(othersMoved + (label << 3)) * SLACK) continue;
    if (reach < load<f64>(halvesOf(<i32>label) + 8)) continue;
    enlist(upper === Infinity ? k : <i32>label, i);
  }
  for (let label = 0; label < k; label++) {
    const size = load<i32>(sizes + ((<usize>label) << 2));
    for (let place = 0; place < size; place++) {
      enlist(k, load<i32>(lists + ((<usize>label) << 5) + ((<usize>place) << 2)));
    }
  }
  assignTile(k);
  return changed;
}

/** Half the distances from a center to the others, from the nearest: itself first, and one more than there are. */
function halvesOf(center: i32): usize {
  return moved + ((<usize>(2 * k)) << 3) + <usize>center * ((<usize>((k + 4) & ~3)) << 3);
}

function enlist(list: i32, row: i32): void {
  const size = lists + ((<usize>(k + 1)) << 5) + ((<usize>list) << 2);
  const place = load<i32>(size);
  store<i32>(lists + ((<usize>list) << 5) + ((<usize>place) << 2), row);
  store<i32>(size, place + 1);
  if (place + 1 === TILE) assignTile(list);
}

/** Assigns the rows of a list, and empties it: those of a label, or, of list k, any. */
function assignTile(label: i32): void {
  const sizeAt = lists + ((<usize>(k + 1)) << 5) + ((<usize>label) << 2);
  const size = load<i32>(sizeAt);
  store<i32>(sizeAt, 0);
  const list = lists + ((<usize>label) << 5);
  const all = (k + 3) & ~3;
  let listed = all;
  let beyond: f64 = Infinity; // the least distance to a center that is not measured
  let ordered = order;
  if (label < k) {
    ordered += (<usize>(label * all)) << 2;
    const halves = halvesOf(label);
    let reach: f64 = 0;
    for (let place = 0; place < size; place++) {
      reach = max(reach, load<f64>(bounds + ((<usize>load<i32>(list + ((<usize>place) << 2))) << 4)));
    }
    reach = reach + load<f64>(moved + ((<usize>label) << 3)) * SLACK;
    const limit = reach + load<f64>(halves, 8);
    listed = 4;
    while (listed < all && load<f64>(halves + ((<usize>listed) << 3)) <= limit) listed += 4;
    if (listed < k) beyond = (2 * load<f64>(halves + ((<usize>listed) << 3))) / SLACK - reach;
  }
  const scratch = (sizeAt + ((<usize>(k + 1 - label)) << 2) + 15) & ~15;
  if (size > 0) measureTile(rows, stride, list, size, k, shifted, ordered, listed, scratch);
  for (let place = 0; place < size; place++) {
    const i = <usize>load<i32>(list + ((<usize>place) << 2));
    const row = rows + ((i * <usize>stride) << 2);
    const nearest = nearestInTile(place, row, stride, k, centers, ordered, listed);
    const lower = min(sqrt(leastOfOthers) / SLACK, beyond);
    const bound = bounds + (i << 4);
    store<f64>(bound, sqrt(mostOfNearest) * SLACK - load<f64>(moved + ((<usize>nearest) << 3)));
    store<f64>(bound, lower + load<f64>(moved + ((<usize>(k + nearest)) << 3)), 8);
    const before = load<i32>(labels + (i << 2));
    if (nearest === before) continue;
    store<i32>(labels + (i << 2), nearest);
    const weight = load<f64>(weights + (i << 3));
    addRow(row, stride, -weight, -1, before, k, sums);
    addRow(row, stride, weight, 1, nearest, k, sums);
    changed += 1;
  }
}
