/**
 * The two forces of a UMAP layout on one point, four other points at a time. A point is `quads` vectors of four floats.
 *
 * The curve of closeness is 1 / (1 + a s^b), s the squared distance; forces are its log-likelihood's gradient, computed from
 * where `own` stands before. `own` is moved in place; p0..p3 are the others.
 */

/** No component of a push is larger, as in umap-learn. */
const LIMIT: f32 = 4;

/**
 * Moves `own` towards the four others, each by its own step. The step is implicit, share rate / (1 + rate) of the way: it
 * never jumps over the other, as the plain step does for close points.
 */
export function attract(
  own: usize,
  quads: i32,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  steps: v128,
  a: f32,
  b: f32,
): void {
  const square = f32x4.max(squaredDistances(own, quads, p0, p1, p2, p3), f32x4.splat(1e-12));
  const power = powered(square, b);
  const below = f32x4.mul(square, f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)));
  const rates = f32x4.mul(steps, f32x4.div(f32x4.mul(f32x4.splat(2 * a * b), power), below));
  approach(own, quads, p0, p1, p2, p3, f32x4.div(rates, f32x4.add(f32x4.splat(1), rates)));
}

/** Moves `own` away from the four others by equal steps; others that stand where it stands have no direction, thus no force. */
export function repel(
  own: usize,
  quads: i32,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  step: f32,
  a: f32,
  b: f32,
  gamma: f32,
): void {
  const square = squaredDistances(own, quads, p0, p1, p2, p3);
  const power = powered(f32x4.max(square, f32x4.splat(1e-12)), b);
  const below = f32x4.mul(
    f32x4.add(square, f32x4.splat(0.001)),
    f32x4.add(f32x4.mul(f32x4.splat(a), power), f32x4.splat(1)),
  );
  const force = f32x4.div(f32x4.splat(2 * gamma * b), below);
  move(own, quads, p0, p1, p2, p3, force, f32x4.splat(step));
}

function squaredDistances(own: usize, quads: i32, p0: usize, p1: usize, p2: usize, p3: usize): v128 {
  let s0 = f32x4.splat(0),
    s1 = f32x4.splat(0),
    s2 = f32x4.splat(0),
    s3 = f32x4.splat(0);
  for (let q: usize = 0; q < (<usize>quads) << 4; q += 16) {
    const x = v128.load(own + q);
    const e0 = f32x4.sub(x, v128.load(p0 + q));
    const e1 = f32x4.sub(x, v128.load(p1 + q));
    const e2 = f32x4.sub(x, v128.load(p2 + q));
    const e3 = f32x4.sub(x, v128.load(p3 + q));
    s0 = f32x4.add(s0, f32x4.mul(e0, e0));
    s1 = f32x4.add(s1, f32x4.mul(e1, e1));
    s2 = f32x4.add(s2, f32x4.mul(e2, e2));
    s3 = f32x4.add(s3, f32x4.mul(e3, e3));
  }
  const left = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 1, 4, 5), v128.shuffle<f32>(s0, s1, 2, 3, 6, 7));
  const right = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 1, 4, 5), v128.shuffle<f32>(s2, s3, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(left, right, 0, 2, 4, 6), v128.shuffle<f32>(left, right, 1, 3, 5, 7));
}

/** Goes a share of the way to each of four points, one after the other. */
function approach(own: usize, quads: i32, p0: usize, p1: usize, p2: usize, p3: usize, shares: v128): void {
  const s0 = v128.shuffle<f32>(shares, shares, 0, 0, 0, 0);
  const s1 = v128.shuffle<f32>(shares, shares, 1, 1, 1, 1);
  const s2 = v128.shuffle<f32>(shares, shares, 2, 2, 2, 2);
  const s3 = v128.shuffle<f32>(shares, shares, 3, 3, 3, 3);
  for (let q: usize = 0; q < (<usize>quads) << 4; q += 16) {
    let x = v128.load(own + q);
    x = f32x4.add(x, f32x4.mul(s0, f32x4.sub(v128.load(p0 + q), x)));
    x = f32x4.add(x, f32x4.mul(s1, f32x4.sub(v128.load(p1 + q), x)));
    x = f32x4.add(x, f32x4.mul(s2, f32x4.sub(v128.load(p2 + q), x)));
    x = f32x4.add(x, f32x4.mul(s3, f32x4.sub(v128.load(p3 + q), x)));
    v128.store(own + q, x);
  }
}

function move(own: usize, quads: i32, p0: usize, p1: usize, p2: usize, p3: usize, force: v128, steps: v128): void {
  const high = f32x4.splat(LIMIT);
  const low = f32x4.splat(-LIMIT);
  const f0 = v128.shuffle<f32>(force, force, 0, 0, 0, 0),
    w0 = v128.shuffle<f32>(steps, steps, 0, 0, 0, 0);
  const f1 = v128.shuffle<f32>(force, force, 1, 1, 1, 1),
    w1 = v128.shuffle<f32>(steps, steps, 1, 1, 1, 1);
  const f2 = v128.shuffle<f32>(force, force, 2, 2, 2, 2),
    w2 = v128.shuffle<f32>(steps, steps, 2, 2, 2, 2);
  const f3 = v128.shuffle<f32>(force, force, 3, 3, 3, 3),
    w3 = v128.shuffle<f32>(steps, steps, 3, 3, 3, 3);
  for (let q: usize = 0; q < (<usize>quads) << 4; q += 16) {
    const x = v128.load(own + q);
    const e0 = f32x4.mul(f0, f32x4.sub(x, v128.load(p0 + q)));
    const e1 = f32x4.mul(f1, f32x4.sub(x, v128.load(p1 + q)));
    const e2 = f32x4.mul(f2, f32x4.sub(x, v128.load(p2 + q)));
    const e3 = f32x4.mul(f3, f32x4.sub(x, v128.load(p3 + q)));
    const m01 = f32x4.add(
      f32x4.mul(w0, f32x4.max(low, f32x4.min(high, e0))),
      f32x4.mul(w1, f32x4.max(low, f32x4.min(high, e1))),
    );
    const m23 = f32x4.add(
      f32x4.mul(w2, f32x4.max(low, f32x4.min(high, e2))),
      f32x4.mul(w3, f32x4.max(low, f32x4.min(high, e3))),
    );
    v128.store(own + q, f32x4.add(x, f32x4.add(m01, m23)));
  }
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
