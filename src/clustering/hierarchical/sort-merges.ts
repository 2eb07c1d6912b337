import type { ChainMerges } from "../../kernels";
import type { LinkageTree } from "../types";

/**
 * Merges in the order of height, renumbered; no merge comes before, or is lower than, one that it is made of.
 *
 * @param heightOf the value to report for what the kernel calls a height.
 */
export function sortMerges(
  { left, right, heights, sizes }: ChainMerges,
  points: number,
  heightOf: (height: number) => number,
): LinkageTree {
  const merges = left.length;
  const distances = new Float64Array(merges);
  const heightAt = (node: number) => (node < points ? 0 : distances[node - points]!);
  for (let merge = 0; merge < merges; merge++) {
    distances[merge] = Math.max(heightOf(heights[merge]!), heightAt(left[merge]!), heightAt(right[merge]!));
  }
  const order = Int32Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]! || a - b);
  const place = new Int32Array(merges);
  for (const [at, merge] of order.entries()) place[merge] = at;
  const renumbered = (node: number) => (node < points ? node : points + place[node - points]!);
  const ends = Array.from(order, (merge) => {
    const [a, b] = [renumbered(left[merge]!), renumbered(right[merge]!)];
    return a < b ? ([a, b] as const) : ([b, a] as const);
  });
  return {
    left: Int32Array.from(ends, ([low]) => low),
    right: Int32Array.from(ends, ([, high]) => high),
    distances: Float64Array.from(order, (merge) => distances[merge]!),
    sizes: Float64Array.from(order, (merge) => sizes[merge]!),
  };
}
