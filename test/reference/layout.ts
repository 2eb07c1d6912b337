import { threefry2x32 } from "../../src/core/internal";

/** A point's edges, the others by index. */
export interface Edge {
  readonly to: number;
  readonly weight: number;
  /** It is due in every so-manieth epoch; the same for the four edges of a group. */
  readonly every: number;
}

export interface Forces {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
  readonly keys: readonly [number, number];
}

type Point = readonly number[];

/** One epoch of one point, as the kernel does it but in 64-bit floats: pulled by the edges that are due, pushed by groups of four. */
export function stepPoint(
  own: Point,
  edges: readonly Edge[],
  { pulling, pushing }: Record<"pulling" | "pushing", (v: number) => Point>,
  { step, pushes, item, epoch, population }: Record<"step" | "pushes" | "item" | "epoch" | "population", number>,
  { a, b, gamma, keys }: Forces,
): number[] {
  const sums = own.map(() => 0);
  let rates = 0;
  for (const [e, { to, weight, every }] of edges.entries()) {
    if ((epoch + item + Math.floor(e / 4)) % every !== 0) continue;
    const other = pulling(to);
    const square = Math.max(squaredDistance(own, other), 1e-12);
    const rate = (step * weight * 2 * a * b * square ** (b - 1)) / (1 + a * square ** b);
    rates += rate;
    for (let d = 0; d < own.length; d++) sums[d]! += rate * (other[d]! - own[d]!);
  }
  for (let p = 0; p < pushes; p++) {
    const pair = new Uint32Array(2);
    threefry2x32(keys[0], keys[1], item, (epoch << 12) + 4 * (p >> 3) + (p & 3), pair);
    const first = Math.floor((pair[(p >> 2) & 1]! * population) / 2 ** 32);
    for (let v = first; v < first + 4; v++) {
      const other = pushing(v % population);
      const square = squaredDistance(own, other);
      const force = (2 * gamma * b) / ((0.001 + square) * (1 + a * Math.max(square, 1e-12) ** b));
      for (let d = 0; d < own.length; d++) {
        sums[d]! += step * Math.max(-4, Math.min(4, force * (own[d]! - other[d]!)));
      }
    }
  }
  return own.map((x, d) => x + sums[d]! / (1 + rates));
}

/** How many groups of random points are due in an epoch. */
export function due(mean: number, item: number, epoch: number): number {
  const phase = (Math.imul(item, 0x9e3779b1) >>> 0) / 2 ** 32;
  return Math.floor(Math.fround(mean) * (epoch + 1) + phase) - Math.floor(Math.fround(mean) * epoch + phase);
}

function squaredDistance(a: Point, b: Point): number {
  return a.reduce((sum, x, d) => sum + (x - b[d]!) ** 2, 0);
}
