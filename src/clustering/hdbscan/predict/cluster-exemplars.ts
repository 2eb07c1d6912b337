import { type HdbscanResultData, readResult } from "../hdbscan-result-data";
import { exemplarPoints } from "./exemplar-points";

/**
 * The rows at the densest places of each cluster: of every leaf below it, those that leave last. A long cluster has
 * several such places, which no single center could stand for.
 *
 * @param result what {@link hdbscan} found.
 * @returns for each label, rows in ascending order; of equal rows the first.
 * @example
 * const result = await hdbscan([[0], [1], [2], [9], [10], [10.5], [11]], { minClusterSize: 3, minSamples: 1 });
 * clusterExemplars(result).length; // 2
 */
export function clusterExemplars(result: HdbscanResultData): Int32Array[] {
  const { condensedTree, selectedClusters, points } = readResult(result);
  return exemplarPoints(condensedTree, points.rows.length, selectedClusters).map((members) =>
    members.map((point) => points.rows[point]!).sort(),
  );
}
