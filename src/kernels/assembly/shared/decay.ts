/** A number so large that adding it rounds to a whole one, which then stands in the sum's lowest bits. */
const ROUNDER: f64 = 6755399441055744;

/**
 * exp(-x) for two x >= 0 in 64-bit floats, from additions and multiplications alone: relative error below 1e-15, 0
 * beyond 700. Used by other kernels; not exported from the module.
 */
export function decay(x: v128): v128 {
  const minus = f64x2.neg(f64x2.pmin(x, f64x2.splat(701)));
  const shifted = f64x2.add(f64x2.mul(minus, f64x2.splat(Math.LOG2E)), f64x2.splat(ROUNDER));
  const k = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  // ln 2 in two parts, the first with few bits, so that k times it is exact
  let r = f64x2.sub(minus, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  let sum = f64x2.splat(1.0 / 479001600.0);
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 39916800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 3628800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 362880.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 40320.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 5040.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 720.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 120.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 24.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0 / 6.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1.0));
  const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return v128.and(f64x2.mul(sum, power), f64x2.le(x, f64x2.splat(700)));
}
