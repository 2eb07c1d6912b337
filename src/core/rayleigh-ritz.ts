import type { Checkpoint } from "./progress";
import { symmetricEigen } from "./symmetric-eigen";

/** Share of the largest spread, of columns of length 1 in 32-bit floats, below which a direction is rounding. */
const ROUNDING = 1e-10;
/** Of a vector of length 1 no more than this, squared, stands apart from the others: they span nearly nothing together. */
const DEPENDENT = 1e-6;

/**
 * Replaces the columns of x by the best orthonormal approximations of eigenvectors within their span, largest eigenvalue
 * first (Rayleigh-Ritz). Returns their eigenvalues.
 *
 * @param x     rows of `width` floats, a multiple of 4; changed in place.
 * @param image a symmetric matrix times x.
 */
export async function rayleighRitz(
  x: Float32Array,
  image: Float32Array,
  width: number,
  at: Checkpoint,
): Promise<Float64Array> {
  const gram = await innerProducts(x, x, width, at);
  const energy = await innerProducts(x, image, width, at);
  const scales = Float64Array.from({ length: width }, (_, a) => 1 / Math.sqrt(gram[a * width + a]! || 1));
  const scaled = gram.map((value, e) => value * scales[Math.floor(e / width)]! * scales[e % width]!);
  const whitening = await whiteningOf(scaled, width);
  for (let e = 0; e < whitening.length; e++) whitening[e]! *= scales[Math.floor(e / width)]!;
  const reduced = product(transpose(whitening, width), product(energy, whitening, width), width);
  const { values, vectors } = await symmetricEigen(reduced, width);
  await mixColumns(x, product(whitening, transpose(vectors, width), width), width, at);
  return values;
}

/**
 * Coefficients of orthonormal directions, as columns, in terms of vectors of length 1 with these inner products: by Cholesky's
 * factor, or, where some vectors nearly depend on the others, by the eigenvectors that are more than rounding.
 */
async function whiteningOf(gram: Float64Array, width: number): Promise<Float64Array> {
  const inverse = inverseCholesky(gram, width);
  if (inverse) return transpose(inverse, width);
  const { values: spread, vectors: axes } = await symmetricEigen(gram, width);
  const whitening = new Float64Array(width * width);
  for (let c = 0; c < width; c++) {
    // A direction that only rounding spans is left out: its column becomes 0, and so does its eigenvalue.
    const length = spread[c]! > ROUNDING * spread[0]! ? Math.sqrt(spread[c]!) : Number.POSITIVE_INFINITY;
    for (let a = 0; a < width; a++) whitening[a * width + c] = axes[c * width + a]! / length;
  }
  return whitening;
}

/** The inverse of the lower factor of a matrix with ones on its diagonal; undefined where a pivot is too small. */
function inverseCholesky(a: Float64Array, n: number): Float64Array | undefined {
  const factor = new Float64Array(n * n);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (j < i) factor[i * n + j] = sum / factor[j * n + j]!;
      else if (!(sum > DEPENDENT)) return undefined;
      else factor[i * n + i] = Math.sqrt(sum);
    }
    for (let k = 0; k < i; k++) {
      const below = factor[i * n + k]!;
      for (let c = 0; c <= k; c++) inverse[i * n + c]! -= below * inverse[k * n + c]!;
    }
    for (let c = 0; c < i; c++) inverse[i * n + c]! /= factor[i * n + i]!;
    inverse[i * n + i] = 1 / factor[i * n + i]!;
  }
  return inverse;
}

/** left' right where it is symmetric: upper triangle summed in 64 bits, four rows at a time, and mirrored. */
async function innerProducts(
  left: Float32Array,
  right: Float32Array,
  width: number,
  at: Checkpoint,
): Promise<Float64Array> {
  const sums = new Float64Array(width * width);
  const four = [0, 1, 2, 3].map(() => new Float64Array(width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [r0, r1, r2, r3] = four;
  for (let start = 0; start < left.length; start += 4 * width) {
    for (const [r, row] of four.entries()) {
      const from = start + r * width;
      if (from < left.length) for (let b = 0; b < width; b++) row[b] = right[from + b]!;
      else row.fill(0);
    }
    for (let a = 0; a < width; a++) {
      const l0 = left[start + a]!;
      const l1 = left[start + width + a] ?? 0;
      const l2 = left[start + 2 * width + a] ?? 0;
      const l3 = left[start + 3 * width + a] ?? 0;
      for (let b = a, e = a * width + a; b < width; b++, e++) {
        sums[e]! += l0 * r0[b]! + l1 * r1[b]! + (l2 * r2[b]! + l3 * r3[b]!);
      }
    }
    const pause = at.pass(0);
    if (pause) await pause;
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) sums[a * width + b] = sums[b * width + a]!;
  return sums;
}

/** x := x change, row by row. */
async function mixColumns(x: Float32Array, change: Float64Array, width: number, at: Checkpoint): Promise<void> {
  const mixed = new Float64Array(width);
  for (let start = 0; start < x.length; start += width) {
    mixed.fill(0);
    for (let a = 0; a < width; a += 4) {
      const [x0, x1, x2, x3] = [x[start + a]!, x[start + a + 1]!, x[start + a + 2]!, x[start + a + 3]!];
      const from = a * width;
      for (let c = 0; c < width; c++) {
        mixed[c]! +=
          x0 * change[from + c]! +
          x1 * change[from + width + c]! +
          (x2 * change[from + 2 * width + c]! + x3 * change[from + 3 * width + c]!);
      }
    }
    x.set(mixed, start);
    const pause = at.pass(0);
    if (pause) await pause;
  }
}

function transpose(a: Float64Array, n: number): Float64Array {
  return a.map((_, e) => a[(e % n) * n + Math.floor(e / n)]!);
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) result[i * n + j]! += a[i * n + k]! * b[k * n + j]!;
  }
  return result;
}
