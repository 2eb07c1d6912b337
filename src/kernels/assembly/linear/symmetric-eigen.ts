/*
 *   tridiagonalize           row by row: reflect, A := H A H
 *   accumulateReflections    the basis in which A is tridiagonal
 *   isolateEigenvalues       qlStep until an entry beside the diagonal is nothing; rotateRows turns the basis along
 *
 * No module variables.
 */
import { addScaled, dot } from "./double-rows";

const EPSILON: f64 = 2.220446049250313e-16;
/** A squared length, of a matrix with entries up to 1, that no entry of the result would feel. */
const NOTHING: f64 = 1e-200;

/**
 * Householder's tridiagonal form of a symmetric matrix with entries up to 1 (Golub & Van Loan, Matrix Computations,
 * 8.3), rows `first .. last` of it: A := H A H for each, H = I - scale v v'.
 *
 * a:                n x n doubles, of which the upper triangle is read. Right of the diagonal, v stays.
 * diagonal, beside: n doubles each: the tridiagonal matrix; whole when `last` is n.
 * scales:           n doubles; 0 where there was nothing to do.
 * product:          n doubles of scratch.
 */
export function tridiagonalize(
  a: usize,
  n: i32,
  first: i32,
  last: i32,
  diagonal: usize,
  beside: usize,
  scales: usize,
  product: usize,
): void {
  for (let k = first; k < last; k++) {
    const at = (<usize>k) << 3;
    store<f64>(diagonal + at, load<f64>(entry(a, n, k, k)));
    const left = n - 1 - k;
    store<f64>(beside + at, left > 0 ? load<f64>(entry(a, n, k, k + 1)) : 0);
    store<f64>(scales + at, left > 1 ? reflect(a, n, k, beside + at, product) : 0);
  }
}

/** Zeroes row k right of the entry beside the diagonal, which goes to `beside`. Returns the reflection's scale. */
function reflect(a: usize, n: i32, k: i32, beside: usize, product: usize): f64 {
  const count = n - 1 - k;
  const v = entry(a, n, k, k + 1);
  const square = dot(v, v, count);
  const head = load<f64>(v);
  const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const length = 2 * (square - alpha * head);
  if (!(length > NOTHING)) return 0;
  store<f64>(beside, alpha);
  store<f64>(v, head - alpha);
  const scale = 2 / length;

  // product := scale A v, of the upper triangle alone
  memory.fill(product, 0, (<usize>count) << 3);
  for (let i = 0; i < count; i++) {
    const row = entry(a, n, k + 1 + i, k + 1 + i);
    const own = load<f64>(v + ((<usize>i) << 3));
    const to = product + ((<usize>i) << 3);
    const right = count - 1 - i;
    const sum = load<f64>(row) * own + dot(row + 8, v + ((<usize>i) << 3) + 8, right);
    store<f64>(to, load<f64>(to) + sum);
    addScaled(to + 8, row + 8, own, right);
  }
  for (let i = 0; i < count; i++) {
    const to = product + ((<usize>i) << 3);
    store<f64>(to, scale * load<f64>(to));
  }
  addScaled(product, v, -0.5 * scale * dot(product, v, count), count);
  for (let i = 0; i < count; i++) {
    const from = (<usize>i) << 3;
    const row = entry(a, n, k + 1 + i, k + 1 + i);
    addScaled(row, product + from, -load<f64>(v + from), count - i);
    addScaled(row, v + from, -load<f64>(product + from), count - i);
  }
  return scale;
}

/**
 * The transposed product of the reflections that `tridiagonalize` left in `a`: each row of `rows` is one basis vector.
 */
export function accumulateReflections(a: usize, n: i32, scales: usize, rows: usize): void {
  memory.fill(rows, 0, (<usize>(n * n)) << 3);
  for (let i = 0; i < n; i++) store<f64>(entry(rows, n, i, i), 1);
  for (let k = n - 3; k >= 0; k--) {
    const scale = load<f64>(scales + ((<usize>k) << 3));
    if (scale === 0) continue;
    const v = entry(a, n, k, k + 1);
    const count = n - 1 - k;
    for (let i = k + 1; i < n; i++) {
      const row = entry(rows, n, i, k + 1);
      addScaled(row, v, -scale * dot(row, v, count), count);
    }
  }
}

/**
 * Implicit QL steps with Wilkinson's shift until `diagonal[first .. last]` are eigenvalues; the rows turn into their
 * eigenvectors.
 */
export function isolateEigenvalues(diagonal: usize, beside: usize, rows: usize, n: i32, first: i32, last: i32): void {
  for (let l = first; l < last; l++) {
    let norm: f64 = 0;
    for (let i = l; i < n; i++) norm = max(norm, max(abs(value(diagonal, i)), abs(value(beside, i))));
    for (let round = 0; round < 100; round++) {
      let m = l;
      while (m < n - 1) {
        const near = abs(value(diagonal, m)) + abs(value(diagonal, m + 1));
        if (abs(value(beside, m)) <= EPSILON * (near + EPSILON * norm)) break;
        m++;
      }
      if (m === l) break;
      qlStep(diagonal, beside, rows, n, l, m);
    }
  }
}

function qlStep(diagonal: usize, beside: usize, rows: usize, n: i32, l: i32, m: i32): void {
  const ratio = (value(diagonal, l + 1) - value(diagonal, l)) / (2 * value(beside, l));
  const root = hypotenuse(ratio, 1);
  let g = value(diagonal, m) - value(diagonal, l) + value(beside, l) / (ratio + (ratio < 0 ? -root : root));
  let sine: f64 = 1;
  let cosine: f64 = 1;
  let carried: f64 = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * value(beside, i);
    const b = cosine * value(beside, i);
    const radius = hypotenuse(f, g);
    setValue(beside, i + 1, radius);
    if (!(radius > NOTHING)) {
      setValue(diagonal, i + 1, value(diagonal, i + 1) - carried);
      setValue(beside, m, 0);
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    const kept = value(diagonal, i + 1) - carried;
    const mixed = (value(diagonal, i) - kept) * sine + 2 * cosine * b;
    carried = sine * mixed;
    setValue(diagonal, i + 1, kept + carried);
    g = cosine * mixed - b;
    rotateRows(entry(rows, n, i, 0), n, sine, cosine);
  }
  setValue(diagonal, l, value(diagonal, l) - carried);
  setValue(beside, l, g);
  setValue(beside, m, 0);
}

/** Rotates a row and the one behind it into each other. */
function rotateRows(row: usize, n: i32, sine: f64, cosine: f64): void {
  const next = row + ((<usize>n) << 3);
  const end = row + ((<usize>(n & ~1)) << 3);
  const s = f64x2.splat(sine);
  const c = f64x2.splat(cosine);
  let to = next;
  for (; row < end; row += 16, to += 16) {
    const first = v128.load(row);
    const second = v128.load(to);
    v128.store(to, f64x2.add(f64x2.mul(s, first), f64x2.mul(c, second)));
    v128.store(row, f64x2.sub(f64x2.mul(c, first), f64x2.mul(s, second)));
  }
  if ((n & 1) !== 0) {
    const first = load<f64>(row);
    const second = load<f64>(to);
    store<f64>(to, sine * first + cosine * second);
    store<f64>(row, cosine * first - sine * second);
  }
}

function hypotenuse(a: f64, b: f64): f64 {
  const large = max(abs(a), abs(b));
  const small = min(abs(a), abs(b));
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}

function entry(a: usize, n: i32, i: i32, j: i32): usize {
  return a + ((<usize>(i * n + j)) << 3);
}

function value(list: usize, i: i32): f64 {
  return load<f64>(list + ((<usize>i) << 3));
}

function setValue(list: usize, i: i32, to: f64): void {
  store<f64>(list + ((<usize>i) << 3), to);
}
