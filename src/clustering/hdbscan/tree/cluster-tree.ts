import type { CondensedTree } from "../../types";

/**
 * The clusters of a condensed tree, numbered from 0 (the root) as they stand there, parents before children; cluster c
 * is node `points + c` of the condensed tree.
 */
export interface ClusterTree {
  /** -1 for the root. */
  readonly parent: Int32Array;
  /** Lambda at which it leaves its parent; 0 for the root. */
  readonly birth: Float64Array;
  /** The largest lambda at which anything leaves it. */
  readonly death: Float64Array;
  readonly size: Float64Array;
  /** Excess of mass: the sum over what leaves it of (lambda - birth) x size. */
  readonly stability: Float64Array;
  readonly children: readonly (readonly number[])[];
}

/** Reads the clusters off a condensed tree of this many points. */
export function clusterTree({ parent, child, lambda, size }: CondensedTree, points: number): ClusterTree {
  const count = 1 + child.reduce((clusters, node) => clusters + (node >= points ? 1 : 0), 0);
  const tree = {
    parent: new Int32Array(count).fill(-1),
    birth: new Float64Array(count),
    death: new Float64Array(count),
    size: new Float64Array(count),
    stability: new Float64Array(count),
    children: Array.from({ length: count }, (): number[] => []),
  };
  for (let i = 0; i < parent.length; i++) {
    const from = parent[i]! - points;
    tree.stability[from]! += (lambda[i]! - tree.birth[from]!) * size[i]!;
    tree.death[from] = Math.max(tree.death[from]!, lambda[i]!);
    if (from === 0) tree.size[0]! += size[i]!;
    if (child[i]! < points) continue;
    const cluster = child[i]! - points;
    tree.parent[cluster] = from;
    tree.birth[cluster] = lambda[i]!;
    tree.size[cluster] = size[i]!;
    tree.children[from]!.push(cluster);
  }
  return tree;
}
