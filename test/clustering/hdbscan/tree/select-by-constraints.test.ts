import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hdbscan } from "../../../../src/clustering";
import { clusterTree } from "../../../../src/clustering/hdbscan/tree/cluster-tree";
import { selectByConstraints } from "../../../../src/clustering/hdbscan/tree/select-by-constraints";
import { selectClusters } from "../../../../src/clustering/hdbscan/tree/select-clusters";
import { guidedCut } from "../../../../src/clustering/internal";
import { Cases } from "../../../helpers/cases";
import { choices, type PlainCluster, satisfied } from "../../../reference/best-by-constraints";

/** Rows in few places, so that there is a hierarchy. */
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 6,
  maxLength: 16,
});

describe("clusters by constraints", () => {
  test("satisfy at least as many constraints as any other choice, and are the most stable of those that do", async () => {
    const seen = new Cases("several choices", "other than by stability alone");
    await fc.assert(
      fc.asyncProperty(rows, fc.infiniteStream(fc.nat(99)), async (points, drawn) => {
        const found = await hdbscan(points, { minClusterSize: 2, minSamples: 1 });
        const count = found.points.weights.length;
        const draw = (below: number) => drawn.next().value % below;
        const labels = Array.from({ length: count }, () => draw(4) - 1);
        const users = Array.from({ length: count }, () => draw(4));
        const apart = Array.from({ length: count > 3 ? draw(4) : 0 }, () => [draw(count), draw(count)] as const);
        const tree = clusterTree(found.condensedTree, count);
        const plain = plainTree(found.condensedTree, tree, count);
        const known = { labels: Int32Array.from(labels), weights: Float64Array.from(users), apart };
        const chosen = selectByConstraints(found.condensedTree, tree, known, false);
        const options = choices(plain).filter((choice) => coversLeaves(plain, choice));
        const heldBy = (choice: readonly number[]) => satisfied(plain, choice, { labels, users }, apart);
        const most = Math.max(...options.map(heldBy));
        seen.when("several choices", options.length > 1);
        const nothing = { labels: new Int32Array(count).fill(-1), weights: new Float64Array(count), apart: [] };
        const mostStable = selectByConstraints(found.condensedTree, tree, nothing, false);
        seen.when("other than by stability alone", mostStable.join() !== chosen.join());
        expect(heldBy(chosen)).toBeCloseTo(most, 9);
        const stable = (choice: readonly number[]) => choice.reduce((sum, one) => sum + tree.stability[one]!, 0);
        const best = Math.max(...options.filter((choice) => heldBy(choice) > most - 1e-9).map(stable));
        expect(stable(chosen)).toBeGreaterThanOrEqual(best * (1 - 1e-6));
      }),
      { numRuns: 60 },
    );
    seen.expectAll();
  });

  test("are those of excess of mass where nothing is known", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (points) => {
        const { condensedTree, points: distinct } = await hdbscan(points, { minClusterSize: 2, minSamples: 1 });
        const count = distinct.weights.length;
        const tree = clusterTree(condensedTree, count);
        const nothing = { labels: new Int32Array(count).fill(-1), weights: new Float64Array(count), apart: [] };
        const rule = { clusterSelectionMethod: "eom", clusterSelectionEpsilon: 0, maxClusterSize: undefined } as const;
        expect(selectByConstraints(condensedTree, tree, nothing, false)).toEqual(
          selectClusters(tree, { ...rule, allowSingleCluster: false }),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("part what labels part, where the hierarchy can", async () => {
    const points = [0, 1, 2, 10, 11, 12, 40, 41, 42, 50, 51, 52].map((x) => [x]);
    const found = await hdbscan(points, { minClusterSize: 3, minSamples: 1 });
    const cut = (labels: number[]) =>
      guidedCut(found, {
        labels: Int32Array.from(labels),
        weights: Float64Array.from(labels, (label) => (label < 0 ? 0 : 1)),
        apart: [],
      }).labels;
    const fine = cut([0, -1, -1, 1, -1, -1, 2, -1, -1, 3, -1, -1]);
    expect(new Set(fine).size).toBe(4);
    const coarse = cut([0, -1, -1, 0, -1, -1, 1, -1, -1, 1, -1, -1]);
    expect([...coarse]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });
});

function plainTree(
  { parent, child }: { readonly parent: Int32Array; readonly child: Int32Array },
  tree: { readonly children: readonly (readonly number[])[]; readonly stability: Float64Array },
  points: number,
): PlainCluster[] {
  return tree.children.map((children, cluster) => ({
    children,
    points: [...child].filter((node, i) => node < points && parent[i]! - points === cluster),
    stability: tree.stability[cluster]!,
  }));
}

/** A leaf is always a cluster, unless one that holds it is: what labels part within it is parted afterwards. */
function coversLeaves(tree: readonly PlainCluster[], chosen: readonly number[]): boolean {
  const covered = (cluster: number): boolean =>
    chosen.includes(cluster) ||
    (tree[cluster]!.children.length > 0 && tree[cluster]!.children.every((child) => covered(child)));
  return tree[0]!.children.length === 0 || covered(0);
}
