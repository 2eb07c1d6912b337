import type { HdbscanResultData } from "./hdbscan-result-data";
import { extractClusters } from "./tree/extract-clusters";
import { linkageTree } from "./tree/linkage-tree";

/**
 * The clusters that other weights of the same points would give, on the spanning tree and the core distances as they
 * are: where something is dense stays, who is there is drawn anew. A point of weight 0 counts for nothing.
 *
 * @param weights one >= 0 for each point of the result.
 * @returns labels of the points.
 */
export function resampleClusters(result: HdbscanResultData, weights: Float64Array): Int32Array {
  const core = Float64Array.from(result.points.rows, (row) => result.coreDistances[row]!);
  return extractClusters({ linkage: linkageTree(result.minimumSpanningTree, weights), weights, core }, result.chosen)
    .labels;
}
