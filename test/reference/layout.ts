import { threefry2x32 } from "../../src/core";

/** A point's edges, the others by index. */
export interface Edge {
  readonly to: number;
  readonly weight: number;
}

export interface Forces {
  readonly a: number;
  readonly b: number;
  readonly gamma: number;
  readonly keys: readonly [number, number];
}

type Point = readonly number[];

/** One epoch of one point, as the kernel does it but in 64-bit floats: edges by fours, random points by fours between them. */
export function stepPoint(
  from: Point,
  edges: readonly Edge[],
  where: (v: number) => Point,
  { step, pushes, item, epoch, population }: Record<"step" | "pushes" | "item" | "epoch" | "population", number>,
  { a, b, gamma, keys }: Forces,
): number[] {
  const own = [...from];
  const groups = Math.ceil(edges.length / 4);
  let pushed = 0;
  for (let g = 0; g < groups; g++) {
    const pulls = edges.slice(4 * g, 4 * g + 4).map(({ to, weight }) => {
      const square = Math.max(squaredDistance(own, where(to)), 1e-12);
      const rate = (step * weight * 2 * a * b * square ** (b - 1)) / (1 + a * square ** b);
      return { to: where(to), share: rate / (1 + rate) };
    });
    for (const { to, share } of pulls) for (let d = 0; d < own.length; d++) own[d]! += share * (to[d]! - own[d]!);
    for (; pushed < Math.floor((pushes * (g + 1)) / groups); pushed++) {
      const others = [0, 1, 2, 3].map((lane) => {
        const pair = new Uint32Array(2);
        threefry2x32(keys[0], keys[1], item, (epoch << 12) + ((pushed >> 1) << 2) + lane, pair);
        return where(Math.floor((pair[pushed & 1]! * population) / 2 ** 32));
      });
      push(
        own,
        others.map((to) => {
          const square = squaredDistance(own, to);
          const power = Math.max(square, 1e-12) ** b;
          return { to, force: (2 * gamma * b) / ((0.001 + square) * (1 + a * power)), step };
        }),
      );
    }
  }
  return own;
}

/** How many groups of random points are due in an epoch. */
export function due(mean: number, item: number, epoch: number): number {
  const phase = (Math.imul(item, 0x9e3779b1) >>> 0) / 2 ** 32;
  return Math.floor(Math.fround(mean) * (epoch + 1) + phase) - Math.floor(Math.fround(mean) * epoch + phase);
}

function squaredDistance(a: Point, b: Point): number {
  return a.reduce((sum, x, d) => sum + (x - b[d]!) ** 2, 0);
}

function push(own: number[], pushes: readonly { to: Point; force: number; step: number }[]): void {
  const at = [...own];
  for (const { to, force, step } of pushes) {
    for (let d = 0; d < own.length; d++) own[d]! += step * Math.max(-4, Math.min(4, force * (at[d]! - to[d]!)));
  }
}
