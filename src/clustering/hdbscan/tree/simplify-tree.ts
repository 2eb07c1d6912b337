import type { CondensedTree } from "../../types";

/** What becomes of the clusters of a condensed tree, numbered from the root, 0. */
interface Merges {
  /** The cluster that each becomes a part of; itself where it stays. */
  readonly into: Int32Array;
  /** The lambda at which its points leave that cluster; infinite where they keep their own. */
  readonly leaves: Float64Array;
}

/**
 * Undoes short-lived splits, deepest first: a branch whose densest point is less than `persistence` (in lambda) beyond
 * the split is no cluster. Where one branch is left, the parent goes on as that branch; the points of the others leave
 * it at the split, or stay as long as they would have where it ends there (as `cluster_selection_persistence` of
 * Python's hdbscan does; here for splits into any number of branches).
 *
 * @param points number of points, below which children are points.
 * @param atZero the lambda of distance 0: what holds together there is never undone.
 */
export function simplifyTree(tree: CondensedTree, points: number, persistence: number, atZero: number): CondensedTree {
  const { into, leaves } = findMerges(tree, points, persistence, atZero);
  const number = new Int32Array(into.length);
  let kept = 0;
  for (let cluster = 0; cluster < into.length; cluster++) if (into[cluster] === cluster) number[cluster] = kept++;

  const rows: { parent: number; child: number; lambda: number; size: number }[] = [];
  for (let i = 0; i < tree.parent.length; i++) {
    const child = tree.child[i]!;
    if (child >= points && into[child - points] !== child - points) continue;
    let parent = tree.parent[i]! - points;
    let lambda = tree.lambda[i]!;
    while (into[parent] !== parent) {
      lambda = Math.min(lambda, leaves[parent]!);
      parent = into[parent]!;
    }
    rows.push({
      parent: points + number[parent]!,
      child: child < points ? child : points + number[child - points]!,
      lambda,
      size: tree.size[i]!,
    });
  }
  rows.sort((a, b) => a.parent - b.parent); // stable: the order of entries within a cluster stays
  return {
    parent: Int32Array.from(rows, ({ parent }) => parent),
    child: Int32Array.from(rows, ({ child }) => child),
    lambda: Float64Array.from(rows, ({ lambda }) => lambda),
    size: Float64Array.from(rows, ({ size }) => size),
  };
}

function findMerges(
  { parent, child, lambda }: CondensedTree,
  points: number,
  persistence: number,
  atZero: number,
): Merges {
  const clusters = parent.length === 0 ? 0 : parent.at(-1)! - points + 1;
  const into = Int32Array.from({ length: clusters }, (_, cluster) => cluster);
  const leaves = new Float64Array(clusters).fill(Number.POSITIVE_INFINITY);
  const densest = new Float64Array(clusters);
  const split = new Float64Array(clusters);
  const branches: number[][] = Array.from({ length: clusters }, () => []);
  for (let i = 0; i < parent.length; i++) {
    const cluster = parent[i]! - points;
    densest[cluster] = Math.max(densest[cluster]!, lambda[i]!);
    if (child[i]! < points) continue;
    branches[cluster]!.push(child[i]! - points);
    split[cluster] = lambda[i]!;
  }
  for (let cluster = clusters - 1; cluster >= 0; cluster--) {
    const parts = branches[cluster]!;
    if (parts.length === 0) continue;
    const strongest = parts.reduce((a, b) => (densest[b]! > densest[a]! ? b : a));
    densest[cluster] = Math.max(densest[cluster]!, densest[strongest]!);
    const life = (part: number) =>
      densest[part] === atZero ? Number.POSITIVE_INFINITY : densest[part]! - split[cluster]!;
    const weak = parts.filter((part) => part !== strongest && life(part) < persistence);
    const goesOn = weak.length === parts.length - 1 && weak.length > 0;
    const isLeaf = goesOn && branches[strongest]!.length === 0;
    for (const part of weak) {
      into[part] = cluster;
      if (!isLeaf) leaves[part] = split[cluster]!;
    }
    if (!goesOn) {
      branches[cluster] = parts.filter((part) => !weak.includes(part));
      continue;
    }
    into[strongest] = cluster;
    branches[cluster] = branches[strongest]!;
    split[cluster] = split[strongest]!;
  }
  return { into, leaves };
}
