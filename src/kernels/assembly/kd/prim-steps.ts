/**
 * Steps of Prim's algorithm on the mutual reachability distances max(core a, core b, |a - b|), all squared. Edges are
 * ordered by (mutual reachability, distance, smaller end, larger end), which makes the spanning tree unique.
 *
 * panels:  points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l; `panelCount` panels.
 * core:    squared core distance of each point.
 * open:    the same, +Infinity for points in the tree and for padding; written here.
 * best, bestLength, bestFrom: for each point outside, its best edge into the tree; Infinity at first, and for padding.
 * from, to, weights, lengths: edges found; steps `first` .. `last` write those entries. Step 0 starts at point 0.
 * All arrays 16-byte aligned, none overlapping.
 */
export function primSteps(
  panels: usize,
  panelCount: i32,
  cols: i32,
  core: usize,
  open: usize,
  best: usize,
  bestLength: usize,
  bestFrom: usize,
  from: usize,
  to: usize,
  weights: usize,
  lengths: usize,
  first: i32,
  last: i32,
): void {
  for (let step = first; step < last; step++) {
    const current = step === 0 ? 0 : load<i32>(to + ((<usize>(step - 1)) << 2));
    store<f32>(open + ((<usize>current) << 2), Infinity);
    store<f32>(best + ((<usize>current) << 2), Infinity);
    store<f32>(bestLength + ((<usize>current) << 2), -1);
    const nearest = relax(
      panels,
      panelCount,
      cols,
      load<f32>(core + ((<usize>current) << 2)),
      open,
      best,
      bestLength,
      bestFrom,
      current,
    );
    const chosen = firstEdge(panelCount, nearest, best, bestLength, bestFrom);
    const at = (<usize>step) << 2;
    store<i32>(from + at, load<i32>(bestFrom + ((<usize>chosen) << 2)));
    store<i32>(to + at, chosen);
    store<f32>(weights + at, nearest);
    store<f32>(lengths + at, load<f32>(bestLength + ((<usize>chosen) << 2)));
  }
}

/** Offers every open point its edge to `current`; returns the smallest mutual reachability of any open point. */
function relax(
  panels: usize,
  panelCount: i32,
  cols: i32,
  ownCore: f32,
  open: usize,
  best: usize,
  bestLength: usize,
  bestFrom: usize,
  current: i32,
): f32 {
  const query = panels + ((<usize>(current >> 2) * cols) << 4) + ((<usize>(current & 3)) << 2);
  const own = f32x4.splat(ownCore);
  const source = i32x4.splat(current);
  let smallest = f32x4.splat(Infinity);
  let point = panels;
  for (let p = 0; p < panelCount; p++) {
    let length = f32x4.splat(0);
    for (let j = 0; j < cols; j++) {
      const difference = f32x4.sub(v128.load32_splat(query + ((<usize>j) << 4)), v128.load(point));
      length = f32x4.add(length, f32x4.mul(difference, difference));
      point += 16;
    }
    const at = (<usize>p) << 4;
    const weight = f32x4.pmax(f32x4.pmax(own, v128.load(open + at)), length);
    const oldWeight = v128.load(best + at);
    const oldLength = v128.load(bestLength + at);
    const oldFrom = v128.load(bestFrom + at);
    const nearer = v128.or(
      f32x4.lt(length, oldLength),
      v128.and(f32x4.eq(length, oldLength), i32x4.lt_s(source, oldFrom)),
    );
    const better = v128.or(f32x4.lt(weight, oldWeight), v128.and(f32x4.eq(weight, oldWeight), nearer));
    const newWeight = v128.bitselect(weight, oldWeight, better);
    v128.store(best + at, newWeight);
    v128.store(bestLength + at, v128.bitselect(length, oldLength, better));
    v128.store(bestFrom + at, v128.bitselect(source, oldFrom, better));
    smallest = f32x4.pmin(smallest, newWeight);
  }
  return min(
    min(f32x4.extract_lane(smallest, 0), f32x4.extract_lane(smallest, 1)),
    min(f32x4.extract_lane(smallest, 2), f32x4.extract_lane(smallest, 3)),
  );
}

/** Among the open points whose best edge weighs `weight`, the one whose edge comes first in the order of edges. */
function firstEdge(panelCount: i32, weight: f32, best: usize, bestLength: usize, bestFrom: usize): i32 {
  let chosen = -1;
  let length: f32 = 0;
  let low = 0;
  let high = 0;
  const wanted = f32x4.splat(weight);
  for (let p = 0; p < panelCount; p++) {
    let lanes = i32x4.bitmask(f32x4.eq(v128.load(best + ((<usize>p) << 4)), wanted));
    while (lanes !== 0) {
      const point = (p << 2) + ctz(lanes);
      lanes &= lanes - 1;
      const other = load<i32>(bestFrom + ((<usize>point) << 2));
      const ownLength = load<f32>(bestLength + ((<usize>point) << 2));
      const ownLow = min(point, other);
      const ownHigh = max(point, other);
      const before =
        ownLength < length || (ownLength === length && (ownLow < low || (ownLow === low && ownHigh < high)));
      if (chosen < 0 || before) {
        chosen = point;
        length = ownLength;
        low = ownLow;
        high = ownHigh;
      }
    }
  }
  return chosen;
}
