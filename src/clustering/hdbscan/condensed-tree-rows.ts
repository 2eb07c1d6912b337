import { type HdbscanResultData, readResult } from "./hdbscan-result-data";

/** One line of a condensed tree, as tables and data frames want it; the columns of hdbscan's `to_pandas`. */
export interface CondensedTreeRow {
  readonly parent: number;
  readonly child: number;
  readonly lambda: number;
  readonly size: number;
  /** The row that the child is (of equal rows the first); undefined for a cluster. */
  readonly row: number | undefined;
  /** The label of the child; undefined where it is not a selected cluster. */
  readonly label: number | undefined;
}

/**
 * The condensed tree as plain rows.
 *
 * @param result what {@link hdbscan} found.
 * @returns one row an entry of the tree, in its order.
 * @example
 * const result = await hdbscan([[0], [1], [2], [9], [10], [11]], { minClusterSize: 3, minSamples: 1 });
 * condensedTreeRows(result)[0]!.size; // 3
 */
export function condensedTreeRows(result: HdbscanResultData): CondensedTreeRow[] {
  const { condensedTree, selectedClusters, points } = readResult(result);
  const { parent, child, lambda, size } = condensedTree;
  const labels = new Map(Array.from(selectedClusters, (node, label) => [node, label]));
  return Array.from(child, (node, i) => ({
    parent: parent[i]!,
    child: node,
    lambda: lambda[i]!,
    size: size[i]!,
    row: points.rows[node],
    label: labels.get(node),
  }));
}
