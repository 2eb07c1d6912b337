/**
 * `exp`, `log` and `asin` from exact operations alone. `Math.exp` and its kin are left to the engine by the
 * language and may differ in the last bit between engines and processors; results here must not.
 */

const LN2_HIGH = 0.6931471803691238; // the leading 32 bits of ln 2, so that k * LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;
const bits = new DataView(new ArrayBuffer(8));
/** 1 / n! of even n from 12 down, and of odd n from 13 down: summed side by side, neither waits for the other. */
const EVEN_TERMS = [12, 10, 8, 6, 4, 2, 0].map(oneOverFactorial);
const ODD_TERMS = [13, 11, 9, 7, 5, 3, 1].map(oneOverFactorial);
/** 1 / n of every other odd n, likewise. */
const OUTER_TERMS = [25, 21, 17, 13, 9, 5].map((n) => 1 / n);
const INNER_TERMS = [23, 19, 15, 11, 7, 3].map((n) => 1 / n);

/** Natural exponential; relative error below 4e-16. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x * Math.LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW; // |r| <= ln(2) / 2
  const r2 = r * r;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < EVEN_TERMS.length; i++) {
    even = even * r2 + EVEN_TERMS[i]!;
    odd = odd * r2 + ODD_TERMS[i]!;
  }
  const sum = even + r * odd; // Taylor to r^13 / 13!: remainder below 5e-18
  if (k > -1022 && k < 1024) return sum * powerOfTwo(k);
  const half = Math.trunc(k / 2);
  return sum * powerOfTwo(half) * powerOfTwo(k - half);
}

/** Natural logarithm; -Infinity at 0, NaN below; relative error below 4e-16. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    scaled = x * 0x40000000000000; // subnormal: times 2^54
    exponent = -54;
  }
  bits.setFloat64(0, scaled, true);
  const high = bits.getInt32(4, true);
  exponent += (high >>> 20) - 1023;
  bits.setInt32(4, (high & 0xfffff) | 0x3ff00000, true);
  let mantissa = bits.getFloat64(0, true); // in [1, 2)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1); // log m = 2 atanh t, |t| < 0.1716
  const t2 = t * t;
  const t4 = t2 * t2;
  let outer = 0;
  let inner = 0;
  for (let i = 0; i < OUTER_TERMS.length; i++) {
    outer = outer * t4 + OUTER_TERMS[i]!;
    inner = inner * t4 + INNER_TERMS[i]!;
  }
  const series = (outer * t2 + inner) * t2;
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * t * series + 2 * t);
}

/** Arcsine of x in [0, 1]; NaN outside; relative error below 1e-15. */
export function asin(x: number): number {
  if (!(x >= 0 && x <= 1)) return Number.NaN;
  if (x > 0.5) return Math.PI / 2 - 2 * asin(Math.sqrt((1 - x) / 2));
  const x2 = x * x;
  let series = 1;
  // Taylor by Horner: asin x = x (1 + x2 1/(2*3) (1 + x2 9/(4*5) (1 + x2 25/(6*7) (...)))), x2 <= 1/4
  for (let n = 25; n >= 1; n--) series = 1 + (series * x2 * (2 * n - 1) * (2 * n - 1)) / (2 * n * (2 * n + 1));
  return x * series;
}

function oneOverFactorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return 1 / product;
}

/** 2 to an integer in -1022 .. 1023. */
export function powerOfTwo(exponent: number): number {
  bits.setInt32(0, 0, true);
  bits.setInt32(4, (exponent + 1023) << 20, true);
  return bits.getFloat64(0, true);
}
