/**
 * The squared distance of two centers of `stride` doubles, even and odd columns summed apart; the same bits from either
 * side. Used by other kernels; not exported from the module.
 */
export function centerSquare64(a: usize, b: usize, stride: i32): f64 {
  let sums = f64x2.splat(0);
  const end = a + ((<usize>stride) << 3);
  for (; a < end; a += 16, b += 16) {
    const difference = f64x2.sub(v128.load(a), v128.load(b));
    sums = f64x2.add(sums, f64x2.mul(difference, difference));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
