import { expect, test } from "vitest";
import type { ClusterTree } from "../../../../src/clustering/hdbscan/tree/cluster-tree";
import { type SelectionRule, selectClusters } from "../../../../src/clustering/hdbscan/tree/select-clusters";

const EOM = {
  clusterSelectionMethod: "eom",
  clusterSelectionEpsilon: 0,
  maxClusterSize: undefined,
  allowSingleCluster: false,
} as const satisfies SelectionRule;

/** A tree from the parent, the stability and the birth of each cluster; all of size 10. */
function treeOf(clusters: readonly [parent: number, stability: number, birth?: number][]): ClusterTree {
  const numbers = (of: (cluster: (typeof clusters)[number]) => number) => Float64Array.from(clusters, of);
  return {
    parent: Int32Array.from(clusters, ([parent]) => parent),
    stability: numbers(([, stability]) => stability),
    birth: numbers(([, , birth]) => birth ?? 0),
    death: numbers(() => 100),
    size: numbers(() => 10),
    children: clusters.map((_, at) => [...clusters.keys()].filter((other) => clusters[other]![0] === at)),
  };
}

test("a cluster as stable as its parts, but for rounding, stays whole; one less stable by more does not", () => {
  const parted = (stability: number) =>
    treeOf([
      [-1, 0],
      [0, stability],
      [1, 0.5],
      [1, 0.5],
      [0, 1],
    ]);
  expect(selectClusters(parted(1), EOM)).toEqual([1, 4]);
  expect(selectClusters(parted(1 - 1e-12), EOM)).toEqual([1, 4]);
  expect(selectClusters(parted(1 + 1e-12), EOM)).toEqual([1, 4]);
  expect(selectClusters(parted(1 - 1e-8), EOM)).toEqual([2, 3, 4]);
});

test("the root, where it may be one, stands for all below it", () => {
  const tree = treeOf([
    [-1, 9],
    [0, 2],
    [0, 3],
    [1, 0.5],
    [1, 0.5],
  ]);
  expect(selectClusters(tree, { ...EOM, allowSingleCluster: true })).toEqual([0]);
  expect(selectClusters(tree, EOM)).toEqual([1, 2]);
});

test("clusters merged up to an epsilon are listed once, in ascending order", () => {
  // 1 and 2 are born at distance 10; 3, a part of 2, at 1; 4 and 5, parts of 1, at 0.5
  const tree = treeOf([
    [-1, 0],
    [0, 0, 0.1],
    [0, 0, 0.1],
    [2, 5, 1],
    [1, 5, 2],
    [1, 5, 2],
  ]);
  expect(selectClusters(tree, EOM)).toEqual([3, 4, 5]);
  expect(selectClusters(tree, { ...EOM, clusterSelectionEpsilon: 0.6 })).toEqual([1, 3]);
  expect(selectClusters(tree, { ...EOM, clusterSelectionEpsilon: 5 })).toEqual([1, 2]);
});
