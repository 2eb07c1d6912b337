import fc from "fast-check";
import { expect, test } from "vitest";
import { extractClusters } from "../../../../src/clustering/hdbscan/tree/extract-clusters";
import { Cases } from "../../../helpers/cases";
import { anyWeightedTree, hierarchyOf } from "../../../helpers/hierarchies";
import { size } from "../../../helpers/size";
import {
  grow,
  lambdaAtZero,
  nestedOf,
  nestedTree,
  simplify,
  type WeightedTree,
} from "../../../reference/condensed-tree";
import { descendants, type NaiveCluster, rowsBelow, select } from "../../../reference/hdbscan";

const anyRule = fc.record({
  minClusterSize: fc.integer({ min: 1, max: 6 }),
  minDistinctRows: fc.constantFrom(1, 1, 1, 2, 4),
  clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
  clusterSelectionEpsilon: fc.constantFrom(0, 0, 0.5, 1, 2, 6, 20),
  clusterSelectionPersistence: fc.constantFrom(0, 0, 0.1, 0.25, 0.5, 1, 2 ** 65),
  maxClusterSize: fc.constantFrom(undefined, undefined, 4, 8, 12),
  allowSingleCluster: fc.boolean(),
});
type Rule = typeof anyRule extends fc.Arbitrary<infer T> ? T : never;

test("labels, probabilities, scores and the tree are what their definitions give", () => {
  const cases = new Cases("clusters", "the root alone", "noise", "part of a cluster", "a split undone", "an epsilon");
  fc.assert(
    fc.property(anyWeightedTree(), anyRule, (tree, rule) => {
      const found = extractClusters(hierarchyOf(tree), rule);
      const { root, selected, ...expected } = naiveCut(tree, rule);
      const points = tree.weights.length;
      expect(nestedTree(found.condensedTree, points)).toEqual(nestedOf(root));
      expect([...found.labels]).toEqual(expected.labels);
      expect([...found.probabilities]).toEqual(expected.probabilities);
      expectNear(found.outlierScores, expected.outlierScores);
      expectNear(found.clusterPersistence, expected.persistence);
      const { parent, child } = found.condensedTree;
      const pointsBelow = (node: number): number[] =>
        node < points ? [node] : [...child].filter((_, i) => parent[i] === node).flatMap(pointsBelow);
      expect(Array.from(found.selectedClusters, (node) => pointsBelow(node).sort((a, b) => a - b))).toEqual(
        selected.map((cluster) =>
          rowsBelow(cluster)
            .map(([point]) => point)
            .sort((a, b) => a - b),
        ),
      );

      cases.when("clusters", selected.length > 1);
      cases.when("the root alone", selected[0] === root);
      cases.when("noise", selected.length > 0 && expected.labels.includes(-1));
      cases.when(
        "part of a cluster",
        expected.probabilities.some((share) => share > 0 && share < 1),
      );
      cases.when("a split undone", descendants(root).length < grow(tree, rule).length);
      cases.when(
        "an epsilon",
        rule.clusterSelectionEpsilon > 0 && selected.some(({ children }) => children.length > 0),
      );
    }),
    { numRuns: size(250, 1000) },
  );
  cases.expectAll(3);
});

function naiveCut(tree: WeightedTree, rule: Rule) {
  const { weights } = tree;
  const atZero = lambdaAtZero(tree);
  const [root] = grow(tree, rule) as [NaiveCluster];
  if (rule.clusterSelectionPersistence > 0) simplify(root, rule.clusterSelectionPersistence, atZero);
  const all = descendants(root);
  for (const cluster of all) measure(cluster, weights);
  const { maxClusterSize, ...rest } = rule;
  const allowSingleCluster = rule.allowSingleCluster && weights.length >= rule.minDistinctRows;
  const chosen = select(root, all, {
    ...rest,
    ...(maxClusterSize === undefined ? {} : { maxClusterSize }),
    allowSingleCluster,
    minSamples: 1,
  });

  const epsilon = rule.clusterSelectionEpsilon;
  const rootLambda = epsilon > 0 ? Math.min(1 / epsilon, atZero) : root.death;
  const membersOf = (cluster: NaiveCluster) =>
    rowsBelow(cluster).filter(([, lambda]) => cluster !== root || lambda >= rootLambda);
  const largest = Math.max(
    0,
    ...all
      .flatMap(({ rows, birth }) => [birth, ...rows.map(([, lambda]) => lambda)])
      .filter((lambda) => lambda < atZero),
  );
  const ranked = chosen
    .map((cluster) => {
      const members = membersOf(cluster);
      const weight = members.reduce((sum, [point]) => sum + weights[point]!, 0);
      const most = weight * (cluster.death === atZero ? atZero : largest);
      const persistence = most === 0 ? 0 : Math.min(1, cluster.stability / most);
      return { cluster, members, weight, persistence, first: Math.min(...members.map(([point]) => point)) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || nearly(b.persistence - a.persistence) || a.first - b.first);

  const labels = new Array<number>(weights.length).fill(-1);
  const probabilities = new Array<number>(weights.length).fill(0);
  for (const [label, { cluster, members }] of ranked.entries()) {
    for (const [point, lambda] of members) {
      labels[point] = label;
      const { death } = cluster;
      probabilities[point] = lambda >= death ? 1 : death === atZero ? 0 : lambda / death;
    }
  }
  const outlierScores = new Array<number>(weights.length).fill(0);
  for (const cluster of all) {
    const densest = Math.max(...descendants(cluster).map(({ death }) => death));
    for (const [point, lambda] of cluster.rows) outlierScores[point] = densest === 0 ? 0 : 1 - lambda / densest;
  }
  const selected = ranked.map(({ cluster }) => cluster);
  return { root, selected, labels, probabilities, outlierScores, persistence: ranked.map((one) => one.persistence) };
}

/** What follows from a cluster's points and children. */
function measure(cluster: NaiveCluster, weights: readonly number[]): void {
  const lost = [
    ...cluster.rows.map(([point, lambda]) => ({ lambda, size: weights[point]! })),
    ...cluster.children.map((child) => ({ lambda: child.birth, size: sizeOf(child, weights) })),
  ];
  cluster.size = lost.reduce((sum, { size }) => sum + size, 0);
  cluster.death = Math.max(...lost.map(({ lambda }) => lambda));
  cluster.stability = lost.reduce((sum, { lambda, size }) => sum + (lambda - cluster.birth) * size, 0);
}

function sizeOf(cluster: NaiveCluster, weights: readonly number[]): number {
  return rowsBelow(cluster).reduce((sum, [point]) => sum + weights[point]!, 0);
}

function nearly(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

function expectNear(found: Float64Array, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(1e-12);
}
