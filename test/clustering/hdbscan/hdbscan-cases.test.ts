// The cases of hdbscan's test_hdbscan.py and test_rsl.py and of scikit-learn's test_hdbscan.py, in our terms. Not translated:
// plots, pandas and networkx, sparse feature matrices, scikit-learn's estimator checks, and what we do not offer (alpha,
// gamma, cluster_selection_epsilon_max, centroids and medoids, scores of new points).
import { distance as mlDistance } from "ml-distance";
import { describe, expect, test } from "vitest";
import {
  adjustedRandIndex,
  clusterExemplars,
  condensedTreeRows,
  type HdbscanOptions,
  hdbscan,
  predictionData,
  relabel,
  validityIndex,
} from "../../../src/clustering";
import { clusterTree } from "../../../src/clustering/hdbscan/tree/cluster-tree";
import { labelPoints } from "../../../src/clustering/hdbscan/tree/label-points";
import type { Matrix } from "../../../src/core";
import { row } from "../../../src/core/internal";
import { kNearestNeighbors } from "../../../src/neighbors";
import { CASES, clusterCount, cutAt, distancesOf, points } from "../../helpers/hdbscan-cases";
import { expectSamePartition } from "../../helpers/same-partition";

const BLOBS = points("blobs");
const fit = (rows: Matrix, options: HdbscanOptions = {}) => hdbscan(rows, { workers: 1, ...options });
const euclidean = (a: Float32Array, b: Float32Array) => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0));
const noise = (labels: Int32Array) => labels.filter((label) => label < 0).length;

async function expectThreeBlobs(labels: Promise<{ labels: Int32Array }>): Promise<void> {
  const found = (await labels).labels;
  expect(clusterCount(found)).toBe(3);
  expect(adjustedRandIndex(CASES.truth.blobs, found)).toBeGreaterThan(0.98);
  expect(adjustedRandIndex(CASES.hdbscan.blobs.labels, found)).toBeGreaterThan(0.98);
  expect(adjustedRandIndex(CASES.scikitLearn.blobs.labels, found)).toBeGreaterThan(0.98);
}

describe("both suites: three blobs are found", () => {
  test("test_hdbscan_feature_vector, test_hdbscan_feature_array", async () => {
    await expectThreeBlobs(fit(BLOBS));
    const { labels } = await fit(BLOBS);
    // hdbscan gives 0.60 to 0.79, by the order of rows, and asks for 0.4; of all trees ours has the shortest edges and so the
    // fewest leaves, and counts more points as inner ones: docs/decisions/008-cluster-quality.md.
    const { score } = await validityIndex(BLOBS, labels);
    expect(score).toBeGreaterThanOrEqual(0.35);
    expect(score).toBeGreaterThan(
      (
        await validityIndex(
          BLOBS,
          labels.map((_, i) => i % 3),
        )
      ).score + 0.9,
    );
  });

  test.each(["auto", "boruvka", "screened", "prim"] as const)(
    "test_hdbscan_algorithms, test_hdbscan_prims_*, test_hdbscan_boruvka_*: %s",
    async (algorithm) => {
      await expectThreeBlobs(fit(BLOBS, { algorithm }));
      expect((await fit(BLOBS, { algorithm })).chosen.algorithm).toBe(algorithm === "auto" ? "prim" : algorithm);
    },
  );

  test("test_hdbscan_generic, test_hdbscan_callable_metric, test_hdbscan_best_balltree_metric: a function", async () => {
    await expectThreeBlobs(fit(BLOBS, { metric: euclidean }));
  });

  test("test_hdbscan_distance_matrix: given distances, which stay as they are", async () => {
    const distances = distancesOf(BLOBS);
    const before = distances.data.slice();
    await expectThreeBlobs(fit(distances, { metric: "precomputed" }));
    expect(distances.data).toEqual(before);
  });

  test("test_hdbscan_sparse_distance_matrix: of a graph without the farther half of all distances", async () => {
    const all = await kNearestNeighbors(BLOBS, { k: 199 });
    const median = [...all.distances].sort((a, b) => a - b)[all.distances.length >> 1]!;
    const graph = {
      ...all,
      indices: all.indices.map((index, at) => (all.distances[at]! < median ? index : -1)),
      distances: all.distances.map((distance) => (distance < median ? distance : Number.POSITIVE_INFINITY)),
    };
    await expectThreeBlobs(hdbscan(graph, { metric: "precomputed" }));
  });

  test("test_hdbscan_caching: another size from the same tree", async () => {
    const first = await fit(BLOBS, { minSamples: 5 });
    expect(clusterCount(relabel(first, { minClusterSize: 6 }).labels)).toBe(clusterCount(first.labels));
  });

  test("test_hdbscan_high_dimensional", async () => {
    const { labels } = await fit(points("wide"));
    expectSamePartition(labels, CASES.hdbscan.wide.labels);
    expect(clusterCount(labels)).toBe(3);
  });

  test("test_hdbscan_algorithms: every metric has an answer", async () => {
    const positive = { ...BLOBS, data: BLOBS.data.map((x) => x + 4) };
    const names = Object.keys(mlDistance).filter((name) => name !== "euclidean" && name !== "minkowski");
    const refused: string[] = [];
    for (const metric of ["euclidean", "cosine", ...names] as const) {
      try {
        const { labels } = await fit(positive, { metric: metric as "euclidean" });
        expect(labels.length).toBe(200);
      } catch (error) {
        expect((error as Error).message).toMatch(
          /^"metric" expected to give finite distances >= 0, got .* between rows/,
        );
        refused.push(metric);
      }
    }
    // Not distances, or only between rows that sum to 1.
    const onlyShares = ["bhattacharyya", "hellinger", "intersection", "kdivergence", "kullbackLeibler", "matusita"];
    expect(refused).toEqual(onlyShares);
  });
});

describe("both suites: which clusters", () => {
  test("test_hdbscan_no_clusters: none of 199 rows; more than there are is refused here", async () => {
    expect(clusterCount((await fit(BLOBS, { minClusterSize: 199 })).labels)).toBe(0);
    await expect(fit(BLOBS, { minClusterSize: 201 })).rejects.toThrow(
      new RangeError('"minClusterSize" expected at most the number of rows (200), got 201'),
    );
  });

  test("test_hdbscan_min_cluster_size: no cluster is smaller, for every size", async () => {
    const first = await fit(BLOBS, { minClusterSize: 2, minSamples: 2 });
    for (let size = 2; size < 200; size++) {
      const { labels } = relabel(first, { minClusterSize: size });
      const sizes = new Map<number, number>();
      for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
      for (const members of sizes.values()) expect(members).toBeGreaterThanOrEqual(size);
    }
  });

  test("test_hdbscan_allow_single_cluster_with_epsilon", async () => {
    const alone = { minClusterSize: 5, allowSingleCluster: true };
    const rows = points("noStructure");
    const without = await fit(rows, alone);
    expectSamePartition(without.labels, CASES.hdbscan.single.labels);
    expect([clusterCount(without.labels), noise(without.labels)]).toEqual([1, 46]);
    const wide = await fit(rows, { ...alone, clusterSelectionEpsilon: 0.2 });
    expectSamePartition(wide.labels, CASES.hdbscan.singleEpsilon.labels);
    expect([clusterCount(wide.labels), noise(wide.labels)]).toEqual([1, 2]);
    // scikit-learn's min_samples counts the point itself.
    const near = await fit(rows, { ...alone, minSamples: 4, clusterSelectionEpsilon: 0.18 });
    expectSamePartition(near.labels, CASES.scikitLearn.singleEpsilon.labels);
    expect([clusterCount(near.labels), noise(near.labels)]).toEqual([1, 2]);
  });

  test("test_hdbscan_persistence_threshold: six clusters and noise", async () => {
    const { labels } = await fit(points("noStructure"), { minClusterSize: 5, clusterSelectionPersistence: 0.5 });
    expect(new Set(labels).size).toBe(7);
    expect(adjustedRandIndex(CASES.hdbscan.persistence.labels, labels)).toBeGreaterThan(0.95);
  });

  test("test_hdbscan_parameters_do_not_trigger_errors", async () => {
    const { labels } = await fit(points("four"), { maxClusterSize: 10, allowSingleCluster: true });
    expect(labels.length).toBe(50);
  });

  test("test_hdbscan_better_than_dbscan: four groups of unlike density", async () => {
    const { labels } = await fit(points("uneven"));
    expect(clusterCount(labels)).toBe(4);
    expect(adjustedRandIndex(CASES.scikitLearn.uneven.labels, labels)).toBeGreaterThan(0.99);
  });

  test.each([
    [false, 0],
    [true, 0],
    [false, 0.1],
    [true, 0.1],
  ])("test_labelling_distinct: allowSingleCluster %s, epsilon %d", async (allowSingleCluster, epsilon) => {
    const { labels } = await fit(points("distinct"), { allowSingleCluster, clusterSelectionEpsilon: epsilon });
    expectSamePartition(labels, CASES.truth.distinct);
  });

  test.each([
    ["1, of epsilon 1", 1],
    ["the largest, without epsilon", 1.5],
  ])("test_labelling_thresholding: points leave the root as noise below lambda %s", (_, threshold) => {
    const lambda = [1.5, 0.1, 1.5, 0.2, 0.3];
    const order = [1, 3, 4, 0, 2];
    const tree = {
      parent: new Int32Array(5).fill(5),
      child: Int32Array.from(order),
      lambda: Float64Array.from(order, (point) => lambda[point]!),
      size: new Float64Array(5).fill(1),
    };
    const { labels } = labelPoints(tree, clusterTree(tree, 5), [0], new Float64Array(5).fill(1), threshold);
    expect([...labels]).toEqual([0, -1, 0, -1, -1]);
  });

  test("test_hdbscan_boruvka_*_matches: the same bits here, and hdbscan's labels but for ties", async () => {
    const rows = points("noisy");
    const boruvka = await fit(rows, { algorithm: "boruvka" });
    for (const algorithm of ["screened", "prim"] as const) {
      const other = await fit(rows, { algorithm });
      expect({ ...other, chosen: undefined }).toEqual({ ...boruvka, chosen: undefined });
    }
    expect(adjustedRandIndex(CASES.hdbscan.noisy.labels, boruvka.labels)).toBeGreaterThan(0.99);
  });

  test("test_hdbscan_outliers: GLOSH scores from 0 to 1", async () => {
    const { outlierScores } = await fit(BLOBS);
    const expected = CASES.hdbscan.blobs.outlierScores!;
    const far = outlierScores.filter((score, i) => Math.abs(score - expected[i]!) > 1e-3).length;
    expect(outlierScores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(far).toBeLessThanOrEqual(10);
  });

  test("test_hdbscan_cosine_metric_valid_algorithm: cosine goes with each", async () => {
    const [auto, boruvka, screened, prim] = await Promise.all(
      (["auto", "boruvka", "screened", "prim"] as const).map((algorithm) =>
        fit(BLOBS, { metric: "cosine", algorithm }),
      ),
    );
    expect(boruvka!.labels).toEqual(prim!.labels);
    expect(screened!.labels).toEqual(prim!.labels);
    expect(auto!.labels).toEqual(prim!.labels);
  });
});

describe("trees", () => {
  test("test_hdbscan_dbscan_clustering, test_dbscan_clustering: a cut of the single linkage tree is DBSCAN's", async () => {
    const labels = cutAt(await fit(BLOBS), 0.3, 5);
    expect(clusterCount(labels)).toBe(3);
    expectSamePartition(labels, CASES.hdbscan.cut);
  });

  test.each(Object.entries(CASES.hdbscan.robustSingleLinkage))(
    "test_rsl_feature_vector, test_rsl_prims_*, test_rsl_boruvka_*, test_rsl_hierarchy: cut at %s",
    async (cut, expected) => {
      const rows = points("single");
      for (const metric of ["euclidean", euclidean] as const) {
        const labels = cutAt(await fit(rows, { metric }), Number(cut), 5);
        expect(clusterCount(labels)).toBe(clusterCount(expected));
        expectSamePartition(labels, expected);
      }
      const given = await fit(distancesOf(rows), { metric: "precomputed" });
      expectSamePartition(cutAt(given, Number(cut), 5), expected);
    },
  );

  test("test_tree_numpy_output_formats, test_tree_pandas_output_formats: flat arrays, and rows for a table", async () => {
    const result = await fit(BLOBS);
    expect(result.minimumSpanningTree.from.length).toBe(199);
    expect(result.singleLinkageTree.sizes.at(-1)).toBe(200);
    const rows = condensedTreeRows(result);
    expect(rows.length).toBe(result.condensedTree.child.length);
    expect(rows.filter(({ label }) => label !== undefined).length).toBe(3);
    expect(new Set(rows.flatMap(({ row }) => row ?? [])).size).toBe(200);
  });

  test("test_hdbscan_centers, test_hdbscan_centroids_medoids: exemplars lie at the centers", async () => {
    const rows = points("centers");
    const exemplars = clusterExemplars(await fit(rows, { minClusterSize: 100 }));
    expect(exemplars.length).toBe(2);
    const middle = exemplars.map((members) =>
      [0, 1].map((column) => members.reduce((sum, i) => sum + row(rows, i)[column]!, 0) / members.length),
    );
    for (const [x, y] of middle) expect(Math.min(Math.hypot(x!, y!), Math.hypot(x! - 3, y! - 3))).toBeLessThan(0.3);
    expect(clusterExemplars(await fit(BLOBS, { minClusterSize: 200 }))).toEqual([]);
  });

  test("test_hdbscan_error_precomputed_and_store_centers: exemplars are rows, and need no vectors", async () => {
    const result = await fit(distancesOf(BLOBS), { metric: "precomputed" });
    expect(clusterExemplars(result).length).toBe(3);
    expect(() => predictionData(result)).toThrow(
      new RangeError('"result" expected the metric "euclidean" or "cosine", got "precomputed"'),
    );
  });
});
