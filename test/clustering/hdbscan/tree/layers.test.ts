import fc from "fast-check";
import { expect, test } from "vitest";
import { extractClusters } from "../../../../src/clustering/hdbscan/tree/extract-clusters";
import { findLayers } from "../../../../src/clustering/hdbscan/tree/layers";
import { Cases } from "../../../helpers/cases";
import { anyWeightedTree, hierarchyOf } from "../../../helpers/hierarchies";
import { size } from "../../../helpers/size";
import type { WeightedTree } from "../../../reference/condensed-tree";

/**
 * Eight points of weight 20, and far from them two of weight 11: at 21 and 22 there are two clusters, for a short while.
 */
const SHORT_LIVED: WeightedTree = {
  edges: [
    ...[1, 2, 3, 4, 5, 6, 7].map((to) => ({ from: 0, to, distance: 1 })),
    { from: 8, to: 9, distance: 1 },
    { from: 0, to: 8, distance: 8 },
  ],
  weights: [20, 20, 20, 20, 20, 20, 20, 20, 11, 11],
  core: new Array(10).fill(0.25),
};

test("layers are the sizes of largest total persistence that have little in common", () => {
  const cases = new Cases("no layer", "one layer", "several layers", "a layer too alike", "too little persistence");
  fc.assert(
    fc.property(
      anyWeightedTree(22, 12),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(1, 1, 2),
      (tree, smallest, distinct) => {
        const hierarchy = hierarchyOf(tree);
        const pointOf = Int32Array.from([...tree.weights.keys(), 0]); // the first point stands for two rows
        const found = findLayers(hierarchy, pointOf, { minClusterSize: smallest, minDistinctRows: distinct });

        const base = Math.max(2, smallest);
        const total = tree.weights.reduce((sum, weight) => sum + weight, 0);
        const cuts = new Map<number, { leaves: string[]; labels: Int32Array; probabilities: Float64Array }>();
        const lives = new Map<string, number>();
        for (let size = base; size <= total + 1; size++) {
          const { labels, probabilities, selectedClusters } = extractClusters(hierarchy, leafRule(size, distinct));
          const leaves = Array.from(selectedClusters, (_, label) =>
            [...labels.keys()].filter((point) => labels[point] === label).join(),
          );
          for (const leaf of leaves) lives.set(leaf, (lives.get(leaf) ?? 0) + 1);
          cuts.set(size, { leaves, labels, probabilities });
        }
        const persistenceOf = (size: number) => cuts.get(size)!.leaves.reduce((sum, leaf) => sum + lives.get(leaf)!, 0);
        const changes = [...cuts.keys()].filter((size) => {
          const [before, now] = [cuts.get(size - 1)?.leaves ?? [], cuts.get(size)!.leaves];
          return now.length > 0 && (now.length !== before.length || now.some((leaf) => !before.includes(leaf)));
        });
        const ranked = changes.sort((a, b) => persistenceOf(b) - persistenceOf(a) || b - a);
        const kept: number[] = [];
        for (const size of ranked) {
          const isLittle = persistenceOf(size) < 0.1 * persistenceOf(ranked[0]!);
          const isAlike = kept.some((other) => jaccard(cuts.get(other)!.leaves, cuts.get(size)!.leaves) > 0.2);
          cases.when("too little persistence", isLittle);
          cases.when("a layer too alike", isAlike);
          if (!isLittle && !isAlike && kept.length < 10) kept.push(size);
        }

        expect(found.layers.map(({ minClusterSize }) => minClusterSize)).toEqual([...kept].sort((a, b) => b - a));
        for (const layer of found.layers) {
          const { leaves, labels, probabilities } = cuts.get(layer.minClusterSize)!;
          expect([layer.clusters, layer.persistence]).toEqual([leaves.length, persistenceOf(layer.minClusterSize)]);
          expect([...layer.labels]).toEqual(Array.from(pointOf, (point) => labels[point]));
          expect([...layer.probabilities]).toEqual(Array.from(pointOf, (point) => probabilities[point]));
        }
        const [best, next] = kept;
        expect(found.best).toBe(best ?? base);
        const first = `of all minimum sizes from ${base} on, ${best} has the largest total persistence, ${best && persistenceOf(best)}`;
        if (cases.when("no layer", best === undefined)) {
          expect(found.reason).toBe(`no minimum size from ${base} on parts the rows, so the smallest was taken`);
        } else if (cases.when("one layer", next === undefined, "several layers")) expect(found.reason).toBe(first);
        else expect(found.reason).toBe(`${first}; next among the layers is ${next} with ${persistenceOf(next!)}`);
      },
    ),
    { numRuns: size(60, 300), examples: [[SHORT_LIVED, 2, 1]] },
  );
  cases.expectAll();
});

function leafRule(minClusterSize: number, minDistinctRows: number) {
  return {
    minClusterSize,
    minDistinctRows,
    clusterSelectionMethod: "leaf",
    clusterSelectionEpsilon: 0,
    clusterSelectionPersistence: 0,
    maxClusterSize: undefined,
    allowSingleCluster: false,
  } as const;
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((leaf) => b.includes(leaf)).length;
  return both / new Set([...a, ...b]).size;
}
