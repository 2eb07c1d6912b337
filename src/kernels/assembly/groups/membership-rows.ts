import { decay } from "../shared/decay";

const TOLERANCE = 1e-5;
const ROUNDS = 64;
/** A bandwidth is no smaller than this share of the mean distance. */
const SMALLEST_SCALE = 1e-3;

/**
 * For rows `first .. last` of a table of distances, how much each neighbor belongs to the row's neighborhood, as
 * umap-learn computes it: exp(-(distance - rho) / sigma), 1 within rho. rho is the distance to the `connectivity`-th
 * neighbor at a distance > 0 (interpolated); sigma is found by bisection, so that the memberships sum to `target`.
 *
 * k:       distances a row, ascending, 4 bytes each; `values` alike.
 * skipped: how many neighbors at the front are left out of the sum (but not of k).
 * counted: neighbors a mean is over.
 * mean:    of all distances, for the smallest sigma of rows whose rho is 0; negative for the row's own.
 * space:   scratch of k + 2 f64 of this call's own, 16-byte aligned.
 */
export function membershipRows(
  first: i32,
  last: i32,
  k: i32,
  distances: usize,
  values: usize,
  connectivity: f64,
  target: f64,
  skipped: i32,
  counted: i32,
  mean: f64,
  space: usize,
): void {
  const bytes = (<usize>k) << 2;
  for (let i = first; i < last; i++) {
    const list = distances + <usize>i * bytes;
    const rho = connectedDistance(list, k, connectivity);
    let sum: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) sum += <f64>load<f32>(list + at);
    const least = SMALLEST_SCALE * (rho > 0 || mean < 0 ? sum / <f64>counted : mean);
    const skip = (<usize>skipped) << 2;
    const sigma = <f32>max(least, bandwidth(list + skip, k - skipped, <f64>rho, target, space));
    for (let at: usize = 0; at < bytes; at += 4) {
      const beyond = <f64>load<f32>(list + at) - <f64>rho;
      const value = beyond <= 0 || sigma === 0 ? 1 : f64x2.extract_lane(decay(f64x2.splat(beyond / <f64>sigma)), 0);
      store<f32>(values + <usize>i * bytes + at, <f32>value);
    }
  }
}

function connectedDistance(list: usize, k: i32, connectivity: f64): f32 {
  let zeros = 0;
  while (zeros < k && !(load<f32>(list + ((<usize>zeros) << 2)) > 0)) zeros++;
  const apart = list + ((<usize>zeros) << 2);
  const count = k - zeros;
  if (count === 0) return 0;
  if (<f64>count < connectivity) return load<f32>(apart + ((<usize>(count - 1)) << 2));
  const index = <i32>Math.floor(connectivity);
  const rest = connectivity - Math.floor(connectivity);
  if (index === 0) return <f32>(rest * <f64>load<f32>(apart));
  const at = <f64>load<f32>(apart + ((<usize>(index - 1)) << 2));
  return <f32>(rest > TOLERANCE ? at + rest * (<f64>load<f32>(apart + ((<usize>index) << 2)) - at) : at);
}

function bandwidth(list: usize, count: i32, rho: f64, target: f64, space: usize): f64 {
  let within: f64 = 0;
  let beyond = 0;
  for (let j = 0; j < count; j++) {
    const over = <f64>load<f32>(list + ((<usize>j) << 2)) - rho;
    if (over > 0) {
      store<f64>(space + ((<usize>beyond) << 3), over);
      beyond++;
    } else {
      within += 1;
    }
  }
  if ((beyond & 1) !== 0) store<f64>(space + ((<usize>beyond) << 3), Infinity);
  const end = space + ((<usize>((beyond + 1) & ~1)) << 3);
  let low: f64 = 0;
  let high: f64 = Infinity;
  let middle: f64 = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const scale = f64x2.splat(1 / middle);
    let sums = f64x2.splat(0);
    for (let at = space; at < end; at += 16) sums = f64x2.add(sums, decay(f64x2.mul(v128.load(at), scale)));
    const sum = within + f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = middle;
    else low = middle;
    middle = high === Infinity ? middle * 2 : (low + high) / 2;
  }
  return middle;
}
