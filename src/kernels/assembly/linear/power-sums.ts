import { squaredTile } from "../knn/squared-tile";

/**
 * For each point of the panels `first` .. `last`, over the other points of the panels `from` .. `to`: the smallest
 * squared distance m, and the sum of weight x (m / squared distance)^(dims / 2). Terms are at most their weight, so
 * that nothing overflows in however many dimensions; powers are made of multiplications and one square root.
 *
 * panels:  points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l.
 * weights: f64, one a point, 0 for padding.
 * nearest: f32, one a point: m; Infinity without others. 0 leaves the sum without meaning.
 * sums:    f64, one a point.
 * tile:    scratch of 64 bytes, not shared with another thread.
 * All arrays 16-byte aligned, none overlapping; entries of the panels `first` .. `last` are written.
 */
export function powerSums(
  panels: usize,
  cols: i32,
  weights: usize,
  from: i32,
  to: i32,
  first: i32,
  last: i32,
  dims: i32,
  nearest: usize,
  sums: usize,
  tile: usize,
): void {
  const size = (<usize>cols) << 4;
  for (let q = first; q < last; q++) {
    v128.store(nearest + ((<usize>q) << 4), f32x4.splat(Infinity));
    v128.store(sums + ((<usize>q) << 5), f64x2.splat(0));
    v128.store(sums + ((<usize>q) << 5), f64x2.splat(0), 16);
    for (let p = from; p < to; p++) {
      squaredTile(panels + <usize>q * size, panels + <usize>p * size, cols, tile);
      const low = v128.load(weights + ((<usize>p) << 5));
      const high = v128.load(weights + ((<usize>p) << 5), 16);
      const padding = bothHalves(f64x2.eq(low, f64x2.splat(0)), f64x2.eq(high, f64x2.splat(0)));
      for (let l = 0; l < 4; l++) {
        const own = p === q ? i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(l)) : i32x4.splat(0);
        const squared = v128.bitselect(
          f32x4.splat(Infinity),
          v128.load(tile + ((<usize>l) << 4)),
          v128.or(own, padding),
        );
        const point = (q << 2) + l;
        add(squared, low, high, dims, nearest + ((<usize>point) << 2), sums + ((<usize>point) << 3));
      }
    }
  }
}

/** Adds four terms to a sum; a new smallest distance rescales what was summed before. */
function add(squared: v128, low: v128, high: v128, dims: i32, nearest: usize, sum: usize): void {
  let smallest = load<f32>(nearest);
  let total = load<f64>(sum);
  const pairs = f32x4.pmin(
    squared,
    i8x16.shuffle(squared, squared, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
  );
  const least = min(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
  if (least < smallest) {
    if (smallest < Infinity) total *= f64x2.extract_lane(power(f64x2.splat(<f64>least / <f64>smallest), dims), 0);
    smallest = least;
    store<f32>(nearest, least);
  }
  if (smallest === Infinity) return;
  const unit = f64x2.splat(<f64>smallest);
  const upper = i8x16.shuffle(squared, squared, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  const terms = f64x2.add(
    f64x2.mul(low, power(f64x2.div(unit, f64x2.promote_low_f32x4(squared)), dims)),
    f64x2.mul(high, power(f64x2.div(unit, f64x2.promote_low_f32x4(upper)), dims)),
  );
  store<f64>(sum, total + f64x2.extract_lane(terms, 0) + f64x2.extract_lane(terms, 1));
}

/** ratio^(dims / 2) by repeated squaring. */
function power(ratio: v128, dims: i32): v128 {
  let result = (dims & 1) !== 0 ? f64x2.sqrt(ratio) : f64x2.splat(1);
  let square = ratio;
  for (let left = dims >> 1; left > 0; left >>= 1) {
    if ((left & 1) !== 0) result = f64x2.mul(result, square);
    square = f64x2.mul(square, square);
  }
  return result;
}

/** Masks of two pairs of doubles as one mask of four floats. */
function bothHalves(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}
