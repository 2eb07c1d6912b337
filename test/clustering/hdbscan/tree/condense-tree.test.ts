import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterTree } from "../../../../src/clustering/hdbscan/tree/cluster-tree";
import { condenseTree } from "../../../../src/clustering/hdbscan/tree/condense-tree";
import { lambdaAtZero, lambdaOf, shareOfDensest } from "../../../../src/clustering/hdbscan/tree/lambda-scale";
import { Cases } from "../../../helpers/cases";
import { anyWeightedTree, hierarchyOf } from "../../../helpers/hierarchies";
import { size } from "../../../helpers/size";
import { grow, lambdaAtZero as naiveAtZero, nestedOf, nestedTree } from "../../../reference/condensed-tree";
import type { NaiveCluster } from "../../../reference/hdbscan";

const anyRule = fc.record({
  minClusterSize: fc.integer({ min: 1, max: 8 }),
  minDistinctRows: fc.constantFrom(1, 1, 2, 3),
});

test("a condensed tree holds what hangs together at each level", () => {
  const cases = new Cases("many parts at once", "a point that is a cluster", "points that leave together");
  fc.assert(
    fc.property(anyWeightedTree(), anyRule, (tree, rule) => {
      const points = tree.weights.length;
      const [root] = grow(tree, rule) as [NaiveCluster];
      const condensed = condenseTree(hierarchyOf(tree), rule);
      expect(nestedTree(condensed, points)).toEqual(nestedOf(root));
      cases.when("many parts at once", root.children.length > 2);
      cases.when(
        "a point that is a cluster",
        root.children.some(({ rows }) => rows.length === 1),
      );
      cases.when("points that leave together", root.rows.length > 1);

      const { parent, child, lambda, size } = condensed;
      expect([child.length, lambda.length, size.length]).toEqual(new Array(3).fill(parent.length));
      expect([...parent]).toEqual([...parent].sort((a, b) => a - b));
      const clusters = [...child].filter((node) => node >= points);
      expect(clusters).toEqual(clusters.map((_, i) => points + 1 + i)); // numbered as they stand
      for (const [i, node] of child.entries()) {
        expect(parent[i]).toBeLessThan(node < points ? Number.POSITIVE_INFINITY : node);
      }
      const ofPoints = [...child.keys()].filter((i) => child[i]! < points);
      expect(ofPoints.map((i) => size[i])).toEqual(ofPoints.map((i) => tree.weights[child[i]!]));
      expect([...child].filter((node) => node < points).sort((a, b) => a - b)).toEqual([...tree.weights.keys()]);
    }),
    { numRuns: size(120, 400) },
  );
  cases.expectAll();
});

test("the clusters of a condensed tree: parents, births, deaths, sizes, stabilities", () => {
  fc.assert(
    fc.property(anyWeightedTree(), anyRule, (tree, rule) => {
      const points = tree.weights.length;
      const found = clusterTree(condenseTree(hierarchyOf(tree), rule), points);
      expect(found.parent[0]).toBe(-1);
      const expectSame = (at: number, naive: NaiveCluster): void => {
        expect([found.birth[at], found.death[at], found.size[at]]).toEqual([naive.birth, naive.death, naive.size]);
        expect(Math.abs(found.stability[at]! - naive.stability)).toBeLessThanOrEqual(1e-12 * naive.stability);
        const bySize = (sizes: number[]) => sizes.sort((a, b) => a - b);
        const children = found.children[at]!;
        expect(bySize(children.map((child) => found.size[child]!))).toEqual(
          bySize(naive.children.map(({ size }) => size)),
        );
        for (const child of children) expect(found.parent[child]).toBe(at);
        if (new Set(naive.children.map(({ size }) => size)).size < children.length) return;
        for (const child of children) {
          expectSame(child, naive.children.find(({ size }) => size === found.size[child])!);
        }
      };
      const clusters = grow(tree, rule);
      expect(found.parent.length).toBe(clusters.length);
      expectSame(0, clusters[0]!);
    }),
    { numRuns: size(60, 200) },
  );
});

test("lambda is the inverse of a distance, and that of distance 0 is beyond all others", () => {
  fc.assert(
    fc.property(anyWeightedTree(), (tree) => {
      expect(lambdaAtZero(hierarchyOf(tree))).toBe(naiveAtZero(tree));
    }),
    { numRuns: size(60, 200) },
  );
  const tiny = { edges: [{ from: 0, to: 1, distance: 1e-200 }], weights: [1, 1], core: [0, 0] };
  expect(lambdaAtZero(hierarchyOf(tiny))).toBe(2 ** 64 / 1e-150);
  const ofWeight = (weight: number) => ({ edges: [], weights: [weight], core: [0.25] });
  expect([1, 2].map((weight) => lambdaAtZero(hierarchyOf(ofWeight(weight))))).toEqual([2 ** 64, 2 ** 66]);

  expect([lambdaOf(0, 100), lambdaOf(0.001, 100), lambdaOf(4, 100)]).toEqual([100, 100, 0.25]);
  expect([shareOfDensest(2, 2, 100), shareOfDensest(3, 2, 100), shareOfDensest(1, 4, 100)]).toEqual([1, 1, 0.25]);
  expect([shareOfDensest(1, 100, 100), shareOfDensest(100, 100, 100)]).toEqual([0, 1]);
});
