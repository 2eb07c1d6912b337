/*
 *   unitLengths         vectors of length 1
 *   inverseCholesky     W := the inverse of the factor of their inner products; where they are dependent, spreadAxes
 *   W E W'              the energy in an orthonormal basis
 *   eigen               its eigenvectors (symmetric-eigen.ts), by falling eigenvalue, taken back through W
 *
 * No module variables.
 */
import { addScaled, dot } from "./double-rows";
import { accumulateReflections, isolateEigenvalues, tridiagonalize } from "./symmetric-eigen";

/** Share of the largest spread, of columns of length 1 in 32-bit floats, below which a direction is rounding. */
const ROUNDING: f64 = 1e-10;
/**
 * Of a vector of length 1 no more than this, squared, stands apart from the others: they span nearly nothing together.
 */
const DEPENDENT: f64 = 1e-6;

/**
 * The best orthonormal approximations of eigenvectors within the span of some vectors (Rayleigh-Ritz), largest
 * eigenvalue first.
 *
 * n:       how many vectors.
 * gram:    their inner products, n x n doubles of which the upper triangle is read; changed.
 * energy:  their inner products with their images under a symmetric matrix, likewise.
 * change:  n x n doubles: column c makes vector c of them.
 * values:  n doubles: the eigenvalues.
 * scratch: 3 n^2 + 5 n doubles.
 */
export function ritzPairs(n: i32, gram: usize, energy: usize, change: usize, values: usize, scratch: usize): void {
  const size = (<usize>(n * n)) << 3;
  const line = (<usize>n) << 3;
  const whitening = scratch;
  const image = whitening + size;
  const turned = image + size;
  const scales = turned + size;
  const diagonal = scales + line;
  const beside = diagonal + line;
  const reflections = beside + line;
  const spare = reflections + line;

  unitLengths(gram, scales, n);
  mirror(gram, n);
  mirror(energy, n);
  const triangular = inverseCholesky(gram, change, whitening, n);
  if (!triangular) {
    eigen(gram, n, turned, diagonal, beside, reflections, spare);
    spreadAxes(turned, diagonal, whitening, n);
  }
  for (let c = 0; c < n; c++) scaleRow(whitening + <usize>c * line, scales, n);

  // reduced := W E W', in the place of the gram matrix
  for (let i = 0; i < n; i++) {
    const row = image + <usize>i * line;
    memory.fill(row, 0, line);
    const entries = triangular ? i + 1 : n;
    for (let k = 0; k < entries; k++) {
      addScaled(row, energy + <usize>k * line, load<f64>(entry(whitening, n, i, k)), n);
    }
    for (let j = i; j < n; j++) {
      const reach = triangular ? j + 1 : n;
      store<f64>(entry(gram, n, i, j), dot(row, whitening + <usize>j * line, reach));
    }
  }
  eigen(gram, n, turned, diagonal, beside, reflections, spare);

  for (let i = 0; i < n; i++) {
    const c = rank(diagonal, n, i);
    store<f64>(values + ((<usize>c) << 3), load<f64>(diagonal + ((<usize>i) << 3)));
    memory.fill(spare, 0, line);
    for (let k = 0; k < n; k++) {
      const reach = triangular ? k + 1 : n;
      addScaled(spare, whitening + <usize>k * line, load<f64>(entry(turned, n, i, k)), reach);
    }
    for (let a = 0; a < n; a++) store<f64>(entry(change, n, a, c), load<f64>(spare + ((<usize>a) << 3)));
  }
}

/** Scales the vectors to length 1; `scales` is by how much. */
function unitLengths(gram: usize, scales: usize, n: i32): void {
  for (let a = 0; a < n; a++) {
    const square = load<f64>(entry(gram, n, a, a));
    store<f64>(scales + ((<usize>a) << 3), 1 / Math.sqrt(square > 0 ? square : 1));
  }
  for (let a = 0; a < n; a++) {
    const own = load<f64>(scales + ((<usize>a) << 3));
    for (let b = a; b < n; b++) {
      const at = entry(gram, n, a, b);
      store<f64>(at, load<f64>(at) * own * load<f64>(scales + ((<usize>b) << 3)));
    }
  }
}

function mirror(a: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) store<f64>(entry(a, n, i, j), load<f64>(entry(a, n, j, i)));
  }
}

/**
 * The inverse of the lower factor of a matrix with ones on its diagonal, zeros right of the diagonal; false where a
 * pivot is too small. `factor` is scratch.
 */
function inverseCholesky(a: usize, factor: usize, inverse: usize, n: i32): bool {
  const line = (<usize>n) << 3;
  memory.fill(inverse, 0, line * <usize>n);
  for (let i = 0; i < n; i++) {
    const row = factor + <usize>i * line;
    for (let j = 0; j < i; j++) {
      const sum = load<f64>(entry(a, n, i, j)) - dot(row, factor + <usize>j * line, j);
      store<f64>(entry(factor, n, i, j), sum / load<f64>(entry(factor, n, j, j)));
    }
    const pivot = load<f64>(entry(a, n, i, i)) - dot(row, row, i);
    if (!(pivot > DEPENDENT)) return false;
    const root = Math.sqrt(pivot);
    store<f64>(entry(factor, n, i, i), root);
    const own = inverse + <usize>i * line;
    for (let k = 0; k < i; k++) {
      addScaled(own, inverse + <usize>k * line, -load<f64>(entry(factor, n, i, k)) / root, k + 1);
    }
    store<f64>(entry(inverse, n, i, i), 1 / root);
  }
  return true;
}

/**
 * Directions of length 1 instead of axes; one that only rounding spans is left out: it becomes 0, and so does its
 * eigenvalue.
 */
function spreadAxes(axes: usize, spread: usize, whitening: usize, n: i32): void {
  let largest: f64 = 0;
  for (let c = 0; c < n; c++) largest = max(largest, load<f64>(spread + ((<usize>c) << 3)));
  memory.fill(whitening, 0, (<usize>(n * n)) << 3);
  for (let c = 0; c < n; c++) {
    const value = load<f64>(spread + ((<usize>c) << 3));
    if (!(value > ROUNDING * largest)) continue;
    addScaled(entry(whitening, n, c, 0), entry(axes, n, c, 0), 1 / Math.sqrt(value), n);
  }
}

function scaleRow(row: usize, scales: usize, n: i32): void {
  const end = row + ((<usize>n) << 3);
  for (; row < end; row += 8, scales += 8) store<f64>(row, load<f64>(row) * load<f64>(scales));
}

/** All eigenvectors, as rows, of a matrix with entries of any size, of which the upper triangle is read. */
function eigen(a: usize, n: i32, vectors: usize, diagonal: usize, beside: usize, scales: usize, product: usize): void {
  let size: f64 = 0;
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) size = max(size, abs(load<f64>(entry(a, n, i, j))));
  if (size === 0) size = 1;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) store<f64>(entry(a, n, i, j), load<f64>(entry(a, n, i, j)) / size);
  }
  tridiagonalize(a, n, 0, n, diagonal, beside, scales, product);
  accumulateReflections(a, n, scales, vectors);
  isolateEigenvalues(diagonal, beside, vectors, n, 0, n);
  for (let i = 0; i < n; i++) {
    const at = diagonal + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) * size);
  }
}

/** How many values precede one: those larger, and of those equal the earlier. */
function rank(values: usize, n: i32, i: i32): i32 {
  const own = load<f64>(values + ((<usize>i) << 3));
  let before = 0;
  for (let j = 0; j < n; j++) {
    const other = load<f64>(values + ((<usize>j) << 3));
    if (other > own || (other === own && j < i)) before++;
  }
  return before;
}

function entry(a: usize, n: i32, i: i32, j: i32): usize {
  return a + ((<usize>(i * n + j)) << 3);
}
