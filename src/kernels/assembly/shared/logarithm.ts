/**
 * Natural logarithm of a finite x > 0 that is not subnormal, from additions, multiplications and divisions alone: the
 * same bits as `log` of src/core. Used by other kernels; not exported from the module.
 */
export function logarithm(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let exponent = <f64>(<i32>((bits >> 52) & 0x7ff) - 1023);
  let mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000); // in [1, 2)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1); // log m = 2 atanh t, |t| < 0.1716
  const t2 = t * t;
  const t4 = t2 * t2;
  let outer: f64 = 1.0 / 25.0;
  outer = outer * t4 + 1.0 / 21.0;
  outer = outer * t4 + 1.0 / 17.0;
  outer = outer * t4 + 1.0 / 13.0;
  outer = outer * t4 + 1.0 / 9.0;
  outer = outer * t4 + 1.0 / 5.0;
  let inner: f64 = 1.0 / 23.0;
  inner = inner * t4 + 1.0 / 19.0;
  inner = inner * t4 + 1.0 / 15.0;
  inner = inner * t4 + 1.0 / 11.0;
  inner = inner * t4 + 1.0 / 7.0;
  inner = inner * t4 + 1.0 / 3.0;
  const series = (outer * t2 + inner) * t2;
  // ln 2 in two parts, the first with few bits, so that the exponent times it is exact
  return exponent * 0.6931471803691238 + (exponent * 1.9082149292705877e-10 + 2 * t * series + 2 * t);
}
