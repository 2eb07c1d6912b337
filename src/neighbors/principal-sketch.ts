import { randomStream } from "../core";
import type { Sketch } from "../kernels";

const AXES = 16;
const SAMPLE = 256;
const ITERATIONS = 3;
/** Axes that hold this share of the variance leave nothing worth screening for. */
const ENOUGH = 0.98;
/** Points beyond so many root-mean-square radii are drawn in, so that a few far ones do not coarsen the integers. */
const FAR = 6;
const BALL = 16384;

/** Rows as `kdTree` takes them. */
interface ScaledRows {
  readonly data: Float32Array;
  readonly cols: number;
  readonly scale: number;
}

/**
 * The principal axes of a sample of the rows, by subspace iteration (Halko, Martinsson & Tropp 2011): what a k-d tree over
 * rows of many columns makes its boxes of. Any orthonormal axes would do; these make tight boxes.
 */
export function principalSketch({ data, cols, scale }: ScaledRows): Sketch {
  const rows = data.length / cols;
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j]! += data[i * cols + j]!;
  for (let j = 0; j < cols; j++) mean[j]! /= rows;
  const { largest, meanSquare } = radii(data, mean, rows, cols);

  const size = Math.min(rows, SAMPLE);
  const sample = new Float64Array(size * cols);
  for (let s = 0; s < size; s++) {
    const row = Math.floor((s * rows) / size) * cols;
    for (let j = 0; j < cols; j++) sample[s * cols + j] = data[row + j]! - mean[j]!;
  }
  const count = Math.min(AXES, (cols + 3) & ~3);
  const axes = leadingAxes(sample, size, cols, count);
  const reach = Math.min(Math.sqrt(largest), FAR * Math.sqrt(meanSquare)) * scale;
  return {
    mean: Float32Array.from(mean, (value) => value * scale),
    axes: byColumn(axes, cols, count),
    count,
    unit: reach > 0 ? BALL / reach : 1,
    fine: cols > count && shareOnAxes(sample, axes, size, cols, count) < ENOUGH,
  };
}

function radii(data: Float32Array, mean: Float64Array, rows: number, cols: number) {
  let largest = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let j = 0; j < cols; j++) {
      const centred = data[i * cols + j]! - mean[j]!;
      square += centred * centred;
    }
    largest = Math.max(largest, square);
    total += square;
  }
  return { largest, meanSquare: total / rows };
}

/** Unit axes one after the other; zero where the sample spans fewer. */
function leadingAxes(sample: Float64Array, size: number, cols: number, count: number): Float64Array {
  const stream = randomStream(0, "neighbors/sketch");
  const axes = Float64Array.from({ length: count * cols }, (_, i) => stream.uniform(i, 0) - 0.5);
  orthonormalize(axes, cols, count);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = new Float64Array(count * cols);
    for (let s = 0; s < size; s++) {
      const row = sample.subarray(s * cols, (s + 1) * cols);
      for (let a = 0; a < count; a++) {
        const along = dot(row, axes, a * cols);
        for (let j = 0; j < cols; j++) next[a * cols + j]! += along * row[j]!;
      }
    }
    axes.set(next);
    orthonormalize(axes, cols, count);
  }
  return axes;
}

/** Gram-Schmidt, twice over, since once leaves rounding behind; what depends on earlier axes becomes zero. */
function orthonormalize(axes: Float64Array, cols: number, count: number): void {
  for (let a = 0; a < count; a++) {
    const axis = axes.subarray(a * cols, (a + 1) * cols);
    const before = Math.sqrt(dot(axis, axis, 0));
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < a; b++) {
        const along = dot(axis, axes, b * cols);
        for (let j = 0; j < cols; j++) axis[j]! -= along * axes[b * cols + j]!;
      }
    }
    const length = Math.sqrt(dot(axis, axis, 0));
    const factor = length > before * 1e-6 ? 1 / length : 0;
    for (let j = 0; j < cols; j++) axis[j]! *= factor;
  }
}

function dot(row: Float64Array, axes: Float64Array, start: number): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j]! * axes[start + j]!;
  return sum;
}

/** The share of the sample's variance that the axes hold. */
function shareOnAxes(sample: Float64Array, axes: Float64Array, size: number, cols: number, count: number): number {
  let held = 0;
  let whole = 0;
  for (let s = 0; s < size; s++) {
    const row = sample.subarray(s * cols, (s + 1) * cols);
    whole += dot(row, row, 0);
    for (let a = 0; a < count; a++) {
      const along = dot(row, axes, a * cols);
      held += along * along;
    }
  }
  return whole > 0 ? held / whole : 1;
}

function byColumn(axes: Float64Array, cols: number, count: number): Float32Array {
  return Float32Array.from({ length: cols * count }, (_, i) => axes[(i % count) * cols + Math.floor(i / count)]!);
}
