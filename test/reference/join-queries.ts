import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";

/** Points that queries are compared with. */
export interface NaivePoints {
  vectors: Matrix;
  weights: readonly number[];
  /** Squared. */
  core: readonly number[];
  /** -1 for none. */
  groupOf: readonly number[];
  groups: number;
}

/** Where a query stands among points; all distances are squared, in 32-bit floats summed in the order of columns. */
export function joinQuery(points: NaivePoints, query: Float32Array, need: number, known: number) {
  const length = Array.from({ length: points.vectors.rows }, (_, i) => squared(query, row(points.vectors, i)));
  const near = [...length.keys()].sort((a, b) => length[a]! - length[b]! || a - b);
  const core = known >= 0 ? known : coreOf(near, length, points.weights, need);
  const reach = length.map((d, i) => Math.max(core, points.core[i]!, d));
  const byReach = (a: number, b: number) => reach[a]! - reach[b]! || length[a]! - length[b]!;
  const [neighbor] = [...near].sort((a, b) => byReach(a, b) || a - b);
  const best = Array.from({ length: points.groups }, (_, group) =>
    near
      .filter((i) => points.groupOf[i] === group)
      .sort(byReach)
      .at(0),
  );
  const groups = [...best.keys()]
    .filter((group) => best[group] !== undefined)
    .sort((a, b) => byReach(best[a]!, best[b]!) || a - b);
  return {
    nearest: known >= 0 ? -1 : near[0]!,
    core,
    neighbor: neighbor!,
    reach: reach[neighbor!]!,
    groups,
    groupReach: groups.map((group) => reach[best[group]!]!),
  };
}

function coreOf(near: readonly number[], length: readonly number[], weights: readonly number[], need: number): number {
  let sum = 0;
  for (const i of near) {
    sum += weights[i]!;
    if (sum >= need) return length[i]!;
  }
  return length[near.at(-1)!]!;
}

function squared(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = Math.fround(a[j]! - b[j]!);
    sum = Math.fround(sum + Math.fround(difference * difference));
  }
  return sum;
}
