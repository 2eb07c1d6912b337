// Elementary functions of four floats at once, from additions, multiplications and divisions alone, so that their bits
// are the same on every platform. Polynomials are summed in halves (Estrin's scheme), which waits less than one term
// after the other. Used by other kernels; not exported from the module.

/** A number so large that adding it rounds to a whole one, which then stands in the sum's lowest bits. */
const ROUNDER: f32 = 12582912;

/** exp(x) for x <= 0; relative error below 2e-7; zero below -87. */
export function expOfNegative(x: v128): v128 {
  const clamped = f32x4.pmax(x, f32x4.splat(-87.5));
  const shifted = f32x4.add(f32x4.mul(clamped, f32x4.splat(<f32>Math.LOG2E)), f32x4.splat(ROUNDER));
  const k = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  // ln 2 in two parts, the first with few bits, so that k times it is exact
  let r = f32x4.sub(clamped, f32x4.mul(k, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(k, f32x4.splat(2.1219444e-4)));
  const r2 = f32x4.mul(r, r);
  const high = f32x4.add(f32x4.mul(f32x4.splat(1.0 / 120.0), r), f32x4.splat(1.0 / 24.0));
  const middle = f32x4.add(f32x4.mul(f32x4.splat(1.0 / 6.0), r), f32x4.splat(0.5));
  let sum = f32x4.add(f32x4.mul(f32x4.splat(1.0 / 720.0), r2), high);
  sum = f32x4.add(f32x4.mul(sum, r2), middle);
  sum = f32x4.add(f32x4.mul(sum, r2), f32x4.add(r, f32x4.splat(1.0)));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(sum, power), f32x4.ge(x, f32x4.splat(-87.0)));
}

/** log(1 + x) for 0 <= x <= 1; relative error below 2e-7: 2 atanh(x / (2 + x)) by its series. */
export function log1pOfUnit(x: v128): v128 {
  const z = f32x4.div(x, f32x4.add(x, f32x4.splat(2)));
  const z2 = f32x4.mul(z, z); // at most 1/9
  const z4 = f32x4.mul(z2, z2);
  const s0 = f32x4.add(f32x4.mul(f32x4.splat(2.0 / 3.0), z2), f32x4.splat(2.0));
  const s1 = f32x4.add(f32x4.mul(f32x4.splat(2.0 / 7.0), z2), f32x4.splat(2.0 / 5.0));
  const s2 = f32x4.add(f32x4.mul(f32x4.splat(2.0 / 11.0), z2), f32x4.splat(2.0 / 9.0));
  const s3 = f32x4.add(f32x4.mul(f32x4.splat(2.0 / 15.0), z2), f32x4.splat(2.0 / 13.0));
  const low = f32x4.add(f32x4.mul(s1, z4), s0);
  const high = f32x4.add(f32x4.mul(s3, z4), s2);
  return f32x4.mul(z, f32x4.add(f32x4.mul(high, f32x4.mul(z4, z4)), low));
}
