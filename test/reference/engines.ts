import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";

/** Squared distance in double precision, in the order of columns. */
export function squareOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) * (a[j]! - b[j]!);
  return sum;
}

/** DBSCAN by its definition: core rows, and for each row the core rows it may go with, as components. */
export function dbscanByDefinition(points: Matrix, weights: ArrayLike<number>, eps: number, minSamples: number) {
  const rows = Array.from({ length: points.rows }, (_, i) => row(points, i));
  const near = (a: number, b: number) => squareOf(rows[a]!, rows[b]!) <= eps * eps;
  const isCore = rows.map((_, a) => {
    let weight = 0;
    for (let b = 0; b < rows.length; b++) if (near(a, b)) weight += weights[b]!;
    return weight >= minSamples;
  });
  const component = new Int32Array(rows.length).fill(-1);
  for (let start = 0; start < rows.length; start++) {
    if (!isCore[start] || component[start]! >= 0) continue;
    const open = [start];
    component[start] = start;
    while (open.length > 0) {
      const a = open.pop()!;
      for (let b = 0; b < rows.length; b++) {
        if (!isCore[b] || component[b]! >= 0 || !near(a, b)) continue;
        component[b] = start;
        open.push(b);
      }
    }
  }
  const labels = rows.map((_, a) => {
    if (isCore[a]) return component[a]!;
    let nearest = -1;
    for (let b = 0; b < rows.length; b++) {
      if (!isCore[b] || !near(a, b)) continue;
      if (nearest < 0 || before(rows, a, b, nearest)) nearest = b;
    }
    return nearest < 0 ? -1 : component[nearest]!;
  });
  return { isCore, labels };
}

/** Whether row b comes before row c as a neighbor of a: by distance, then by the first differing coordinate. */
function before(rows: readonly Float32Array[], a: number, b: number, c: number): boolean {
  const difference = squareOf(rows[a]!, rows[b]!) - squareOf(rows[a]!, rows[c]!);
  if (difference !== 0) return difference < 0;
  for (let j = 0; j < rows[b]!.length; j++) if (rows[b]![j] !== rows[c]![j]) return rows[b]![j]! < rows[c]![j]!;
  return false;
}

/** Heights of all merges, by looking at every pair of clusters each time: ascending. */
export function mergeHeights(
  points: Matrix,
  weights: ArrayLike<number>,
  linkage: "ward" | "average" | "complete" | "single",
): number[] {
  const clusters = Array.from({ length: points.rows }, (_, i) => [i]);
  const rows = Array.from({ length: points.rows }, (_, i) => row(points, i));
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = [0, 1, Number.POSITIVE_INFINITY] as [number, number, number];
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const height = clusterDistance(rows, weights, clusters[a]!, clusters[b]!, linkage);
        if (height < best[2]) best = [a, b, height];
      }
    }
    heights.push(best[2]);
    clusters[best[0]]!.push(...clusters.splice(best[1], 1)[0]!);
  }
  return heights;
}

function clusterDistance(
  rows: readonly Float32Array[],
  weights: ArrayLike<number>,
  a: readonly number[],
  b: readonly number[],
  linkage: "ward" | "average" | "complete" | "single",
): number {
  const weightOf = (members: readonly number[]) => members.reduce((sum, i) => sum + weights[i]!, 0);
  if (linkage === "ward") {
    const mean = (members: readonly number[]) =>
      Array.from(
        rows[0]!,
        (_, j) => members.reduce((sum, i) => sum + weights[i]! * rows[i]![j]!, 0) / weightOf(members),
      );
    const [one, other] = [weightOf(a), weightOf(b)];
    return Math.sqrt(((2 * one * other) / (one + other)) * squareOf(mean(a), mean(b)));
  }
  const distances = a.flatMap((i) =>
    b.map((j) => ({ distance: Math.sqrt(squareOf(rows[i]!, rows[j]!)), weight: weights[i]! * weights[j]! })),
  );
  if (linkage === "single") return Math.min(...distances.map(({ distance }) => distance));
  if (linkage === "complete") return Math.max(...distances.map(({ distance }) => distance));
  const total = distances.reduce((sum, { weight }) => sum + weight, 0);
  return distances.reduce((sum, { distance, weight }) => sum + distance * weight, 0) / total;
}

/** The order of OPTICS by its definition, over distinct rows in lexicographic order, each once. */
export function opticsByDefinition(points: Matrix, minSamples: number, maxEps: number) {
  const rows = Array.from({ length: points.rows }, (_, i) => row(points, i));
  const distance = (a: number, b: number) => Math.sqrt(squareOf(rows[a]!, rows[b]!));
  const core = rows.map((_, a) => {
    const sorted = rows.map((_row, b) => distance(a, b)).sort((x, y) => x - y);
    const found = sorted[minSamples - 1];
    return found === undefined || found > maxEps ? Number.POSITIVE_INFINITY : found;
  });
  const reach = rows.map(() => Number.POSITIVE_INFINITY);
  const open = new Set(rows.keys());
  const order: number[] = [];
  const reachability: number[] = [];
  while (open.size > 0) {
    const next = [...open].reduce((a, b) => (reach[b]! < reach[a]! ? b : a));
    open.delete(next);
    order.push(next);
    reachability.push(reach[next]!);
    if (core[next] === Number.POSITIVE_INFINITY) continue;
    for (const other of open) {
      const length = distance(next, other);
      if (length <= maxEps) reach[other] = Math.min(reach[other]!, Math.max(core[next]!, length));
    }
  }
  return { order, reachability, core };
}

/** Log density of a row under one Gaussian with a full covariance, by Gaussian elimination. */
export function logDensity(x: ArrayLike<number>, mean: ArrayLike<number>, covariance: readonly number[][]): number {
  const d = x.length;
  const a = covariance.map((line, i) => [...line, x[i]! - mean[i]!]);
  let logDeterminant = 0;
  for (let i = 0; i < d; i++) {
    logDeterminant += Math.log(a[i]![i]!);
    for (let r = i + 1; r < d; r++) {
      const factor = a[r]![i]! / a[i]![i]!;
      for (let c = i; c <= d; c++) a[r]![c]! -= factor * a[i]![c]!;
    }
  }
  const solved = new Array<number>(d).fill(0);
  for (let i = d - 1; i >= 0; i--) {
    let sum = a[i]![d]!;
    for (let j = i + 1; j < d; j++) sum -= a[i]![j]! * solved[j]!;
    solved[i] = sum / a[i]![i]!;
  }
  let square = 0;
  for (let i = 0; i < d; i++) square += (x[i]! - mean[i]!) * solved[i]!;
  return -(d * Math.log(2 * Math.PI) + logDeterminant + square) / 2;
}
