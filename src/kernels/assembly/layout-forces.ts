/**
 * The two forces of a UMAP layout on one point from four others, by their squared distances `square`. The curve of closeness is
 * 1 / (1 + a s^b); forces are its log-likelihood's gradient.
 */

/** No component of a push is larger, as in umap-learn. */
const LIMIT: f32 = 4;
/** Smaller squared distances count as this. */
const CLOSE: f32 = 1e-12;

/** How strongly four others pull, each by its own step: 2 a b s^(b-1) / (1 + a s^b) steps. */
export function pullRates(square: v128, steps: v128, a: f32, b: f32): v128 {
  const s = f32x4.max(square, f32x4.splat(CLOSE));
  const power = powered(s, b);
  const below = f32x4.mul(s, f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)));
  return f32x4.mul(steps, f32x4.div(f32x4.mul(f32x4.splat(2 * a * b), power), below));
}

/** How strongly four others push: 2 gamma b / ((0.001 + s) (1 + a s^b)). */
export function pushRates(square: v128, a: f32, b: f32, gamma: f32): v128 {
  const power = powered(f32x4.max(square, f32x4.splat(CLOSE)), b);
  const below = f32x4.mul(
    f32x4.add(square, f32x4.splat(0.001)),
    f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)),
  );
  return f32x4.div(f32x4.splat(2 * gamma * b), below);
}

/** One component of four pushes, held within bounds. */
export function bounded(push: v128): v128 {
  return f32x4.max(f32x4.splat(-LIMIT), f32x4.min(f32x4.splat(LIMIT), push));
}

/** The sum of four lanes. */
export function total(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

/** x^b for positive x by polynomials of log2 and exp2; relative error below 1e-4. */
function powered(x: v128, b: f32): v128 {
  const exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127));
  const m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
  let log = f32x4.add(f32x4.mul(f32x4.splat(-0.035386), m), f32x4.splat(0.32534109));
  log = f32x4.add(f32x4.mul(log, m), f32x4.splat(-1.25262485));
  log = f32x4.add(f32x4.mul(log, m), f32x4.splat(2.62960814));
  log = f32x4.add(f32x4.mul(log, m), f32x4.splat(-3.34629581));
  log = f32x4.add(f32x4.mul(log, m), f32x4.splat(3.12204223));
  log = f32x4.mul(log, f32x4.sub(m, f32x4.splat(1)));
  const y = f32x4.mul(f32x4.splat(b), f32x4.add(f32x4.convert_i32x4_s(exponent), log));

  const clamped = f32x4.max(f32x4.splat(-120), f32x4.min(f32x4.splat(120), y));
  const whole = f32x4.nearest(clamped);
  const f = f32x4.sub(clamped, whole);
  let exp = f32x4.add(f32x4.mul(f32x4.splat(0.0096857), f), f32x4.splat(0.05592203));
  exp = f32x4.add(f32x4.mul(exp, f), f32x4.splat(0.24021866));
  exp = f32x4.add(f32x4.mul(exp, f), f32x4.splat(0.69312104));
  exp = f32x4.add(f32x4.mul(exp, f), f32x4.splat(1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(exp, scale);
}
