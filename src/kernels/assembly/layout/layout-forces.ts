/**
 * The two forces of a UMAP layout on one point from four others, by their squared distances `square`. The curve of
 * closeness is 1 / (1 + a s^b); forces are its log-likelihood's gradient.
 */

/** No component of a push is larger, as in umap-learn. */
const LIMIT: f32 = 4;
/** A number so large that adding it rounds to a whole one, which then stands in the sum's lowest bits. */
const ROUNDER: f32 = 12582912;
/** Smaller squared distances count as this. */
const CLOSE: f32 = 1e-12;

/** How strongly four others pull, each by its own step: 2 a b s^(b-1) / (1 + a s^b) steps. */
export function pullRates(square: v128, steps: v128, a: f32, b: f32): v128 {
  const s = f32x4.pmax(square, f32x4.splat(CLOSE));
  const power = powered(s, b);
  const below = f32x4.mul(s, f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)));
  return f32x4.mul(steps, f32x4.div(f32x4.mul(f32x4.splat(2 * a * b), power), below));
}

/** How strongly four others push: 2 gamma b / ((0.001 + s) (1 + a s^b)). */
export function pushRates(square: v128, a: f32, b: f32, gamma: f32): v128 {
  const power = powered(f32x4.pmax(square, f32x4.splat(CLOSE)), b);
  const below = f32x4.mul(
    f32x4.add(square, f32x4.splat(0.001)),
    f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)),
  );
  return f32x4.div(f32x4.splat(2 * gamma * b), below);
}

/** One component of four pushes, held within bounds. */
export function bounded(push: v128): v128 {
  return f32x4.pmax(f32x4.splat(-LIMIT), f32x4.pmin(f32x4.splat(LIMIT), push));
}

/** The sum of four lanes. */
export function total(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

/** The coefficients of `powered`, in memory: to splat one from there is one instruction, from the code it is three. */
const COEFFICIENTS = memory.data<f32>([
  // log2(m) / (m - 1), from m^5 to 1
  -0.035386, 0.32534109, -1.25262485, 2.62960814, -3.34629581, 3.12204223,
  // 2^f, from f^4 to 1
  0.0096857, 0.05592203, 0.24021866, 0.69312104, 1,
]);

function coefficient(k: usize): v128 {
  return v128.load32_splat(COEFFICIENTS + (k << 2));
}

/**
 * x^b for positive x by polynomials of log2 and exp2, summed in halves (Estrin's scheme), which waits less than one
 * term after the other; relative error below 1e-4.
 */
function powered(x: v128, b: f32): v128 {
  const exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
  const m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
  const m2 = f32x4.mul(m, m);
  const high = f32x4.add(f32x4.mul(coefficient(0), m), coefficient(1));
  const middle = f32x4.add(f32x4.mul(coefficient(2), m), coefficient(3));
  let log = f32x4.add(f32x4.mul(coefficient(4), m), coefficient(5));
  log = f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(high, m2), middle), m2), log);
  log = f32x4.mul(log, f32x4.sub(m, coefficient(10)));
  const y = f32x4.mul(f32x4.splat(b), f32x4.add(f32x4.convert_i32x4_s(exponent), log));

  const clamped = f32x4.pmax(f32x4.splat(-120), f32x4.pmin(f32x4.splat(120), y));
  const shifted = f32x4.add(clamped, f32x4.splat(ROUNDER));
  const f = f32x4.sub(clamped, f32x4.sub(shifted, f32x4.splat(ROUNDER)));
  const curved = f32x4.add(f32x4.mul(coefficient(6), f), coefficient(7));
  let exp = f32x4.add(f32x4.mul(coefficient(8), f), coefficient(9));
  exp = f32x4.add(f32x4.mul(curved, f32x4.mul(f, f)), exp);
  exp = f32x4.add(f32x4.mul(exp, f), coefficient(10));
  const scale = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.mul(exp, scale);
}
