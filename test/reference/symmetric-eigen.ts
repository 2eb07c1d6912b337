/** Eigenvalues, largest first, and their unit eigenvectors: vector i is `vectors[i * n .. (i + 1) * n]`. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const EPSILON = 2.220446049250313e-16;
/** A squared length, of a matrix with entries up to 1, that no entry of the result would feel. */
const NOTHING = 1e-200;

/**
 * All eigenvalues and eigenvectors of a symmetric n x n matrix: Householder's tridiagonal form, then implicit QL with
 * Wilkinson's shift (Golub & Van Loan, Matrix Computations, 8.3). Only + - * / and sqrt: the same bits everywhere.
 */
export function symmetricEigen(symmetric: Float64Array, n: number): Eigen {
  let size = 0;
  for (const entry of symmetric) size = Math.max(size, Math.abs(entry));
  if (size === 0) size = 1;
  const a = symmetric.map((entry) => entry / size); // so that squares neither overflow nor vanish
  const scales = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) scales[k] = reflectColumn(a, n, k);
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]!);
  const beside = Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? a[i * n + i + 1]! : 0));
  const vectors = accumulateReflections(a, n, scales);
  for (let l = 0; l < n; l++) {
    isolateEigenvalue(diagonal, beside, vectors, n, l);
  }
  return descending(
    diagonal.map((value) => value * size),
    vectors,
    n,
  );
}

/**
 * Zeroes column k below its subdiagonal by A := H A H, H = I - scale v v'. The entry beside the diagonal goes to
 * `a[k, k + 1]`, v stays in column k below the diagonal. Returns the scale, 0 when there is nothing to do.
 */
function reflectColumn(a: Float64Array, n: number, k: number): number {
  let square = 0;
  for (let i = k + 1; i < n; i++) square += a[i * n + k]! * a[i * n + k]!;
  const head = a[(k + 1) * n + k]!;
  const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const length = 2 * (square - alpha * head);
  if (!(length > NOTHING)) return 0;
  const v = new Float64Array(n);
  for (let i = k + 1; i < n; i++) v[i] = a[i * n + k]!;
  v[k + 1] = head - alpha;
  const scale = 2 / length;

  const p = new Float64Array(n);
  let product = 0;
  for (let i = k + 1; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += a[i * n + j]! * v[j]!;
    p[i] = scale * sum;
    product += p[i]! * v[i]!;
  }
  for (let i = k + 1; i < n; i++) p[i]! -= 0.5 * scale * product * v[i]!;
  for (let i = k + 1; i < n; i++) {
    for (let j = k + 1; j < n; j++) a[i * n + j]! -= v[i]! * p[j]! + p[i]! * v[j]!;
  }
  for (let i = k + 1; i < n; i++) a[i * n + k] = v[i]!;
  a[k * n + k + 1] = alpha;
  return scale;
}

/** The transposed product of the reflections, so that each row is one basis vector. */
function accumulateReflections(a: Float64Array, n: number, scales: Float64Array): Float64Array {
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    if (scales[k] === 0) continue;
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += rows[i * n + j]! * a[j * n + k]!;
      const step = scales[k]! * sum;
      for (let j = k + 1; j < n; j++) rows[i * n + j]! -= step * a[j * n + k]!;
    }
  }
  return rows;
}

/** QL steps on the block that starts at l, until `beside[l]` vanishes and `diagonal[l]` is an eigenvalue. */
function isolateEigenvalue(
  diagonal: Float64Array,
  beside: Float64Array,
  rows: Float64Array,
  n: number,
  l: number,
): void {
  let norm = 0;
  for (let i = l; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]!), Math.abs(beside[i]!));
  for (let round = 0; round < 100; round++) {
    let m = l;
    while (m < n - 1) {
      const near = Math.abs(diagonal[m]!) + Math.abs(diagonal[m + 1]!);
      if (Math.abs(beside[m]!) <= EPSILON * (near + EPSILON * norm)) break;
      m++;
    }
    if (m === l) return;
    qlStep(diagonal, beside, rows, n, l, m);
  }
}

function qlStep(
  diagonal: Float64Array,
  beside: Float64Array,
  rows: Float64Array,
  n: number,
  l: number,
  m: number,
): void {
  const ratio = (diagonal[l + 1]! - diagonal[l]!) / (2 * beside[l]!);
  const root = hypotenuse(ratio, 1);
  let g = diagonal[m]! - diagonal[l]! + beside[l]! / (ratio + (ratio < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * beside[i]!;
    const b = cosine * beside[i]!;
    const radius = hypotenuse(f, g);
    beside[i + 1] = radius;
    if (!(radius > NOTHING)) {
      diagonal[i + 1]! -= carried;
      beside[m] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    const kept = diagonal[i + 1]! - carried;
    const mixed = (diagonal[i]! - kept) * sine + 2 * cosine * b;
    carried = sine * mixed;
    diagonal[i + 1] = kept + carried;
    g = cosine * mixed - b;
    rotateRows(rows, n, i, sine, cosine);
  }
  diagonal[l]! -= carried;
  beside[l] = g;
  beside[m] = 0;
}

/** Rotates rows i and i + 1 into each other. */
function rotateRows(rows: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  const start = i * n;
  for (let j = 0; j < n; j++) {
    const first = rows[start + j]!;
    const second = rows[start + n + j]!;
    rows[start + n + j] = sine * first + cosine * second;
    rows[start + j] = cosine * first - sine * second;
  }
}

function hypotenuse(a: number, b: number): number {
  const large = Math.max(Math.abs(a), Math.abs(b));
  const small = Math.min(Math.abs(a), Math.abs(b));
  if (large === 0) return 0;
  const ratio = small / large;
  return large * Math.sqrt(1 + ratio * ratio);
}

function descending(values: Float64Array, rows: Float64Array, n: number): Eigen {
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) vectors.set(rows.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => values[i]!), vectors };
}
