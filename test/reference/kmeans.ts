import type { Matrix } from "../../src/core";
import { matrix, row } from "../../src/core/internal";

/** Squared distance in double precision, every fourth column summed together, as the kernel does. */
export function centerSquare(x: ArrayLike<number>, center: ArrayLike<number>): number {
  const sums = [0, 0, 0, 0];
  for (let j = 0; j < x.length; j++) sums[j % 4]! += (x[j]! - center[j]!) * (x[j]! - center[j]!);
  return sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
}

/** Squared distance times the square of `scale` in single precision, even and odd columns summed apart, as k-means++ does. */
export function seedSquare(x: ArrayLike<number>, center: ArrayLike<number>, scale: number): number {
  const sums = [0, 0];
  for (let j = 0; j < x.length; j++) {
    const difference = Math.fround(scale * Math.fround(x[j]! - center[j]!));
    sums[j % 2] = Math.fround(sums[j % 2]! + Math.fround(difference * difference));
  }
  return Math.fround(sums[0]! + sums[1]!);
}

/** The first of the nearest centers, by looking at all of them. */
export function nearestCenter(x: ArrayLike<number>, centers: readonly ArrayLike<number>[]) {
  const squares = centers.map((center) => centerSquare(x, center));
  const square = Math.min(...squares);
  return { label: squares.indexOf(square), square };
}

/** The least sum of weight times squared distance to k means, over all partitions of a few rows. */
export function leastInertia(points: Matrix, weights: readonly number[], k: number): number {
  let least = Number.POSITIVE_INFINITY;
  const labels: number[] = [];
  const visit = (used: number): void => {
    if (labels.length === points.rows) {
      if (used === k) least = Math.min(least, inertiaOf(points, weights, labels, k));
      return;
    }
    for (let c = 0; c < Math.min(k, used + 1); c++) {
      labels.push(c);
      visit(Math.max(used, c + 1));
      labels.pop();
    }
  };
  visit(0);
  return least;
}

/** Sum of weight times squared distance of each row to the mean of its label. */
export function inertiaOf(points: Matrix, weights: ArrayLike<number>, labels: ArrayLike<number>, k: number): number {
  const means = meansOf(points, weights, labels, k);
  let sum = 0;
  for (let i = 0; i < points.rows; i++) sum += weights[i]! * centerSquare(row(points, i), means[labels[i]!]!);
  return sum;
}

/** Weighted means of the rows with each label, summed in the order of rows; an empty one is NaN. */
export function meansOf(points: Matrix, weights: ArrayLike<number>, labels: ArrayLike<number>, k: number): number[][] {
  const sums = Array.from({ length: k }, () => new Array<number>(points.cols).fill(0));
  const totals = new Array<number>(k).fill(0);
  for (let i = 0; i < points.rows; i++) {
    totals[labels[i]!]! += weights[i]!;
    for (let j = 0; j < points.cols; j++) sums[labels[i]!]![j]! += weights[i]! * points.data[i * points.cols + j]!;
  }
  return sums.map((sum, c) => sum.map((value) => value / totals[c]!));
}

/** Lloyd's algorithm by its definition, until no label changes; from starts that leave no center empty. */
export function lloyd(points: Matrix, weights: ArrayLike<number>, start: readonly ArrayLike<number>[]) {
  let centers: ArrayLike<number>[] = [...start];
  let labels: number[] = [];
  for (let iterations = 1; ; iterations++) {
    const next = Array.from({ length: points.rows }, (_, i) => nearestCenter(row(points, i), centers).label);
    if (next.every((label, i) => label === labels[i])) return { labels, centers, iterations };
    labels = next;
    centers = meansOf(points, weights, labels, start.length);
    if (centers.some((center) => Number.isNaN(center[0]))) return undefined; // empty: not for this twin
  }
}

/** The rows with each weight as so many equal rows. */
export function replicated(points: Matrix, weights: readonly number[]): Matrix {
  const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
  const rows = matrix(copies.length, points.cols);
  for (const [at, i] of copies.entries()) rows.data.set(row(points, i), at * points.cols);
  return rows;
}
