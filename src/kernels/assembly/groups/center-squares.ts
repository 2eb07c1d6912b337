/**
 * Squared distances of a row to centers. Used by other kernels; not exported from the module.
 *
 * row, center: f32, padded with zeros to a multiple of 4 columns. 16-byte aligned.
 * panel:       four centers: column j of center l is float j * 4 + l.
 */

/**
 * Of one center in double precision, the terms of columns j, j + 4, j + 8, ... summed apart, then (0 + 2) + (1 + 3).
 */
export function centerSquare(row: usize, center: usize, stride: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 16, center += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row));
    const y = f64x2.promote_low_f32x4(v128.load64_zero(row, 8));
    const d = f64x2.sub(x, f64x2.promote_low_f32x4(v128.load64_zero(center)));
    const e = f64x2.sub(y, f64x2.promote_low_f32x4(v128.load64_zero(center, 8)));
    low = f64x2.add(low, f64x2.mul(d, d));
    high = f64x2.add(high, f64x2.mul(e, e));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** Of one center in single precision. */
export function singleSquare(row: usize, center: usize, stride: i32): f32 {
  let sums = f32x4.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 16, center += 16) {
    const d = f32x4.sub(v128.load(row), v128.load(center));
    sums = f32x4.add(sums, f32x4.mul(d, d));
  }
  const low = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 2);
  return low + (f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 3));
}

/** Of four centers in single precision: four floats. */
export function panelSquares(row: usize, panel: usize, stride: i32): v128 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 16, panel += 64) {
    const d0 = f32x4.sub(v128.load32_splat(row), v128.load(panel));
    const d1 = f32x4.sub(v128.load32_splat(row, 4), v128.load(panel, 16));
    const d2 = f32x4.sub(v128.load32_splat(row, 8), v128.load(panel, 32));
    const d3 = f32x4.sub(v128.load32_splat(row, 12), v128.load(panel, 48));
    s0 = f32x4.add(s0, f32x4.mul(d0, d0));
    s1 = f32x4.add(s1, f32x4.mul(d1, d1));
    s2 = f32x4.add(s2, f32x4.mul(d2, d2));
    s3 = f32x4.add(s3, f32x4.mul(d3, d3));
  }
  return f32x4.add(f32x4.add(s0, s2), f32x4.add(s1, s3));
}

/**
 * What a squared distance is at least and at most when single precision says `square`: twice its largest error away,
 * and what is lost below the smallest floats. Where it overflows, nothing is known.
 */
export function leastSquare(square: f32, stride: i32): f64 {
  if (square === Infinity) return 0;
  return max(0, <f64>square * (1 - relativeError(stride)) - <f64>stride * LOST);
}

export function mostSquare(square: f32, stride: i32): f64 {
  return <f64>square * (1 + relativeError(stride)) + <f64>stride * LOST;
}

const LOST: f64 = 1e-43;

function relativeError(stride: i32): f64 {
  return <f64>(stride + 8) * 1.1920928955078125e-7; // 2^-23
}

/** The least of four floats. */
export function leastLane(squares: v128): f32 {
  const two = f32x4.pmin(
    squares,
    i8x16.shuffle(squares, squares, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
  );
  return min(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1));
}
