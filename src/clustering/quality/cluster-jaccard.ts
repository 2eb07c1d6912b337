import type { Labels } from "../../core";
import { contingency } from "./contingency";

/** What became of one cluster in another labeling. */
export interface ClusterMatch {
  /** The cluster of `a`. */
  readonly cluster: number;
  /** The cluster of `b` it has most in common with, of several the smallest; -1 where all its points are noise there. */
  readonly match: number;
  /** Points of both, divided by points of either. */
  readonly jaccard: number;
}

/**
 * For each cluster of one labeling the cluster of another that is most like it (Hennig 2007: up to .5 it is dissolved,
 * from .75 on recovered). Noise (-1) is no cluster.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns an entry for each cluster of `a` that has points, ascending.
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * clusterJaccard([0, 0, 1, 1], [1, 1, 0, -1]).map(({ match, jaccard }) => [match, jaccard]); // [[1, 1], [0, 0.5]]
 */
export function clusterJaccard(a: Labels, b: Labels): ClusterMatch[] {
  const table = contingency(a, b);
  const best = new Map<number, { match: number; jaccard: number }>();
  for (let i = 1; i < table.a.length; i++) if (table.a[i]! > 0) best.set(i, { match: -1, jaccard: 0 });
  for (const { i, j, count } of table.cells) {
    if (i === 0 || j === 0) continue;
    const jaccard = count / (table.a[i]! + table.b[j]! - count);
    if (jaccard > best.get(i)!.jaccard) best.set(i, { match: j - 1, jaccard });
  }
  return Array.from(best, ([i, found]) => ({ cluster: i - 1, ...found }));
}
