import { randomStream } from "../core/internal";
import type { Sketch } from "../kernels";
import { integerScale, type ScaledRows } from "./integer-scale";

const AXES = 16;
const ITERATIONS = 3;
/** Axes that hold this share of the variance leave nothing worth screening for. */
const ENOUGH = 0.98;

/**
 * The principal axes of a sample of the rows, by subspace iteration (Halko, Martinsson & Tropp 2011): what a k-d tree
 * over rows of many columns makes its boxes of. Any orthonormal axes would do; these make tight boxes.
 */
export function principalSketch(rows: ScaledRows): Sketch {
  const { cols } = rows;
  const { mean, unit, sample } = integerScale(rows);
  const count = Math.min(AXES, (cols + 3) & ~3);
  const axes = leadingAxes(sample, cols, count);
  const fine = cols > count && shareOnAxes(sample, axes, cols) < ENOUGH;
  return { mean, axes: byColumn(axes, cols, count), count, unit, fine };
}

/** Unit axes one after the other; zero where the sample spans fewer. */
function leadingAxes(sample: Float64Array, cols: number, count: number): Float64Array {
  const stream = randomStream(0, "neighbors/sketch");
  const axes = Float64Array.from({ length: count * cols }, (_, i) => stream.uniform(i, 0) - 0.5);
  orthonormalize(axes, cols, count);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = new Float64Array(count * cols);
    for (let row = 0; row < sample.length; row += cols) {
      for (let axis = 0; axis < axes.length; axis += 4 * cols) addAlongFour(next, axes, axis, sample, row, cols);
    }
    axes.set(next);
    orthonormalize(axes, cols, count);
  }
  return axes;
}

/** Adds a row to the sums of four axes, times how far it goes along each. */
function addAlongFour(
  sums: Float64Array,
  axes: Float64Array,
  first: number,
  sample: Float64Array,
  row: number,
  cols: number,
): void {
  const [second, third, fourth] = [first + cols, first + 2 * cols, first + 3 * cols];
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0; j < cols; j++) {
    const value = sample[row + j]!;
    s0 += value * axes[first + j]!;
    s1 += value * axes[second + j]!;
    s2 += value * axes[third + j]!;
    s3 += value * axes[fourth + j]!;
  }
  for (let j = 0; j < cols; j++) {
    const value = sample[row + j]!;
    sums[first + j]! += s0 * value;
    sums[second + j]! += s1 * value;
    sums[third + j]! += s2 * value;
    sums[fourth + j]! += s3 * value;
  }
}

/** Gram-Schmidt, twice over, since once leaves rounding behind; what depends on earlier axes becomes zero. */
function orthonormalize(axes: Float64Array, cols: number, count: number): void {
  for (let axis = 0; axis < count * cols; axis += cols) {
    const before = Math.sqrt(dot(axes, axis, axes, axis, cols));
    for (let pass = 0; pass < 2; pass++) {
      for (let earlier = 0; earlier < axis; earlier += cols) {
        const along = dot(axes, axis, axes, earlier, cols);
        for (let j = 0; j < cols; j++) axes[axis + j]! -= along * axes[earlier + j]!;
      }
    }
    const length = Math.sqrt(dot(axes, axis, axes, axis, cols));
    const factor = length > before * 1e-6 ? 1 / length : 0;
    for (let j = 0; j < cols; j++) axes[axis + j]! *= factor;
  }
}

/** In four sums, which do not wait for each other. */
function dot(a: Float64Array, i: number, b: Float64Array, j: number, cols: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let at = 0;
  for (; at + 4 <= cols; at += 4) {
    s0 += a[i + at]! * b[j + at]!;
    s1 += a[i + at + 1]! * b[j + at + 1]!;
    s2 += a[i + at + 2]! * b[j + at + 2]!;
    s3 += a[i + at + 3]! * b[j + at + 3]!;
  }
  for (; at < cols; at++) s0 += a[i + at]! * b[j + at]!;
  return s0 + s1 + (s2 + s3);
}

/** The share of the sample's variance that the axes hold. */
function shareOnAxes(sample: Float64Array, axes: Float64Array, cols: number): number {
  let explained = 0;
  let whole = 0;
  for (let row = 0; row < sample.length; row += cols) {
    whole += dot(sample, row, sample, row, cols);
    for (let axis = 0; axis < axes.length; axis += cols) {
      const along = dot(sample, row, axes, axis, cols);
      explained += along * along;
    }
  }
  return whole > 0 ? explained / whole : 1;
}

function byColumn(axes: Float64Array, cols: number, count: number): Float32Array {
  return Float32Array.from({ length: cols * count }, (_, i) => axes[(i % count) * cols + Math.floor(i / count)]!);
}
