import { asExpected, integer, number, readOptions, type Schema, wrongValue } from "../../core/internal";
import { numberClusters } from "../points/number-clusters";
import type { DistinctPoints, LinkageTree } from "../types";
import { AgglomerativeResult } from "./agglomerative-model";
import type { DendrogramCut } from "./linkage";

const DENDROGRAM_CUT = { k: integer({ min: 1 }), height: number({ min: 0 }) } satisfies Schema<DendrogramCut>;

/**
 * The same hierarchy cut elsewhere, without merging again.
 *
 * @param fitted what {@link agglomerative} returned.
 * @param cut    one of `k`, the number of clusters, and `height`, the distance up to which clusters are merged.
 * @returns the same result with other labels.
 * @throws RangeError when k is larger than the number of distinct rows; TypeError unless one of the two is given.
 * @example
 * const fitted = await agglomerative([[0], [1], [8], [9], [20]], { k: 2 });
 * [...cutDendrogram(fitted, { height: 2 }).labels]; // [0, 0, 1, 1, 2]
 */
export function cutDendrogram(fitted: AgglomerativeResult, cut: DendrogramCut): AgglomerativeResult {
  const { k, height } = readOptions(cut, DENDROGRAM_CUT);
  checkOneCut({ k, height });
  return asExpected("fitted", "what agglomerative returns", fitted, () => {
    checkCount(k, fitted.points);
    const { ofPoints, labels, sizes } = cutPoints(fitted.dendrogram, fitted.points, { k, height });
    return new AgglomerativeResult({ ...fitted, pointLabels: ofPoints, labels, sizes });
  });
}

/** @throws TypeError unless one of the two is given. */
export function checkOneCut({ k, height }: DendrogramCut): void {
  if ((k === undefined) !== (height === undefined)) return;
  throw new TypeError(`expected one of "k" and "height", got ${k === undefined ? "none" : "both"}`);
}

/** @throws RangeError when there are more clusters than points. */
export function checkCount(k: number | undefined, { rows }: DistinctPoints): void {
  if (k !== undefined && k > rows.length) {
    throw wrongValue("k", `at most the number of distinct rows (${rows.length})`, k);
  }
}

/** The clusters that are left when merges are made as far as the cut. */
export function cutPoints(
  { left, right, distances }: LinkageTree,
  points: DistinctPoints,
  { k, height }: DendrogramCut,
) {
  const count = points.rows.length;
  let made = 0;
  if (k !== undefined) made = count - k;
  else while (made < distances.length && distances[made]! <= height!) made += 1;
  const clusterOf = new Int32Array(count + made).fill(-1);
  let clusters = 0;
  for (let node = count + made - 1; node >= 0; node--) {
    if (clusterOf[node]! < 0) clusterOf[node] = clusters++;
    if (node < count) continue;
    clusterOf[left[node - count]!] = clusterOf[node]!;
    clusterOf[right[node - count]!] = clusterOf[node]!;
  }
  const { ofPoints, sizes } = numberClusters(clusterOf, clusters, points);
  return { ofPoints, sizes, labels: points.pointOf.map((point) => ofPoints[point]!) };
}
