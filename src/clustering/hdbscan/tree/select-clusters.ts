import type { ClusterTree } from "./cluster-tree";

/** How clusters are chosen from the condensed tree. */
export interface SelectionRule {
  readonly clusterSelectionMethod: "eom" | "leaf";
  readonly clusterSelectionEpsilon: number;
  readonly maxClusterSize: number | undefined;
  readonly allowSingleCluster: boolean;
}

/** Stabilities this close are equal: symmetric data must not be decided by rounding. */
const TIE = 1e-10;

/**
 * The clusters to be reported, ascending: those of largest total stability (excess of mass, Campello et al. 2013), or
 * the leaves; then, with an epsilon, merged upwards until each was born at that distance or above (Malzer & Baum 2020).
 */
export function selectClusters(tree: ClusterTree, rule: SelectionRule): number[] {
  const chosen = rule.clusterSelectionMethod === "eom" ? mostStable(tree, rule) : leaves(tree);
  if (rule.clusterSelectionEpsilon === 0 || chosen.includes(0)) return chosen;
  const merged = chosen.map((cluster) => climb(tree, cluster, rule));
  return [...new Set(merged)].sort((a, b) => a - b);
}

/** One pass from the leaves to the root: a cluster stays unless its descendants are more stable, or it is too large. */
function mostStable(
  tree: ClusterTree,
  { maxClusterSize = Number.POSITIVE_INFINITY, allowSingleCluster }: SelectionRule,
): number[] {
  const best = tree.stability.slice();
  const kept = new Uint8Array(best.length);
  for (let cluster = best.length - 1; cluster >= (allowSingleCluster ? 0 : 1); cluster--) {
    const below = tree.children[cluster]!.reduce((sum, child) => sum + best[child]!, 0);
    if (below > best[cluster]! * (1 + TIE) || tree.size[cluster]! > maxClusterSize) best[cluster] = below;
    else kept[cluster] = 1;
  }
  return topmost(tree, kept);
}

/** The clusters marked that have no marked ancestor. */
export function topmost(tree: ClusterTree, marked: Uint8Array): number[] {
  const covered = new Uint8Array(marked.length);
  const result: number[] = [];
  for (let cluster = 0; cluster < marked.length; cluster++) {
    const parent = tree.parent[cluster]!;
    covered[cluster] = parent >= 0 && (covered[parent]! || marked[parent]!) ? 1 : 0;
    if (marked[cluster] && !covered[cluster]) result.push(cluster);
  }
  return result;
}

function leaves(tree: ClusterTree): number[] {
  return [...tree.children.keys()].filter((cluster) => cluster > 0 && tree.children[cluster]!.length === 0);
}

/** The nearest ancestor born at a distance of epsilon or above; a cluster that was born there stays. */
function climb(tree: ClusterTree, cluster: number, rule: SelectionRule): number {
  const bornAt = (c: number) => 1 / tree.birth[c]!;
  let at = cluster;
  if (bornAt(at) >= rule.clusterSelectionEpsilon) return at;
  for (;;) {
    const parent = tree.parent[at]!;
    if (parent === 0) return rule.allowSingleCluster ? 0 : at;
    if (bornAt(parent) >= rule.clusterSelectionEpsilon) return parent;
    at = parent;
  }
}
