// The cases of hdbscan's test_flat.py and test_prediction_utils.py, and of test_hdbscan.py on new points, in our terms: a
// wanted number of clusters is a cut by an epsilon, which `relabel` makes of a tree that is there already.
import { describe, expect, test } from "vitest";
import {
  adjustedRandIndex,
  HdbscanModel,
  type HdbscanResult,
  hdbscan,
  membershipVectors,
  predictionData,
  relabel,
} from "../../../src/clustering";
import { CASES, clusterCount, points } from "../../helpers/hdbscan-cases";
import { expectSamePartition } from "../../helpers/same-partition";

const TRAIN = points("train");
const TEST = points("test");
const { flat } = CASES;
const fitted = await hdbscan(TRAIN, { workers: 1 });

/** The cut into so many clusters: by the smallest of the distances at which clusters part that gives it. */
function flatCut(clusters: number, clusterSelectionMethod: "eom" | "leaf"): HdbscanResult {
  const whole = relabel(fitted, { clusterSelectionMethod });
  const { child, lambda } = whole.condensedTree;
  const births = [...child.keys()].filter((i) => child[i]! >= whole.points.rows.length).map((i) => 1 / lambda[i]!);
  for (const birth of [0, ...births.sort((a, b) => a - b)]) {
    const cut = relabel(fitted, { clusterSelectionMethod, clusterSelectionEpsilon: birth * (1 + 1e-9) });
    if (clusterCount(cut.labels) === clusters) return cut;
  }
  throw new Error(`no cut into ${clusters} clusters`);
}

test.each(["eom", "leaf"] as const)("test_flat_base_default: %s, but for ties", async (clusterSelectionMethod) => {
  const { labels, probabilities } = relabel(fitted, { clusterSelectionMethod });
  const expected = flat[clusterSelectionMethod];
  // Of leaves hdbscan finds 23, 24 or 25, by the order of rows.
  expect(clusterCount(expected.labels) - clusterCount(labels)).toBe(clusterSelectionMethod === "leaf" ? 1 : 0);
  expect(adjustedRandIndex(expected.labels, labels)).toBeGreaterThan(0.9);
  const unlike = probabilities.filter((p, i) => Math.abs(p - expected.probabilities[i]!) > 0.01).length;
  expect(unlike).toBeLessThan(0.05 * TRAIN.rows);
  expect(flatCut(clusterCount(labels), clusterSelectionMethod).labels).toEqual(labels);
});

test.each(flat.cuts)(
  "test_flat_base_epsilon, test_switch_to_leaf: $clusters clusters by $method",
  async ({ clusters, method, labels }) => {
    const cut = flatCut(clusters, method);
    expect(adjustedRandIndex(labels, cut.labels)).toBeGreaterThan(0.9);
    const { clusterSelectionMethod, clusterSelectionEpsilon } = cut.chosen;
    const direct = await hdbscan(TRAIN, { clusterSelectionMethod, clusterSelectionEpsilon, workers: 1 });
    expect(direct).toEqual(cut);
  },
);

test("test_approx_predict_default: new points get hdbscan's labels, but for ties", async () => {
  const { labels, probabilities } = await fitted.apply(TEST);
  expect(clusterCount(labels)).toBe(clusterCount(flat.predicted.labels));
  expect(adjustedRandIndex(flat.predicted.labels, labels)).toBeGreaterThan(0.9);
  expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
});

test.each(flat.cuts)(
  "test_approx_predict_same_clusters, test_approx_predict_diff_clusters: $clusters clusters",
  async ({ clusters, method }) => {
    const cut = flatCut(clusters, method);
    const { labels, probabilities } = await cut.apply(TEST);
    expect(clusterCount(labels)).toBe(clusters);
    expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
  },
);

describe.each([
  ["test_mem_vec_*", TEST],
  ["test_all_points_mem_vec_*", TRAIN],
])("%s", (_, rows) => {
  test.each([...flat.cuts, { clusters: clusterCount(fitted.labels), method: "eom" as const }])(
    "memberships in $clusters clusters sum to at most 1",
    async ({ clusters, method }) => {
      const cut = flatCut(clusters, method);
      const { k, labels, memberships } = await membershipVectors(predictionData(cut), rows, { top: 99 });
      expect(k).toBe(clusters);
      expect(new Set(labels).size).toBe(clusters);
      for (let i = 0; i < rows.rows; i++) {
        const own = memberships.subarray(i * k, i * k + k);
        expect(own.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(own.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-12);
      }
    },
  );
});

test("test_hdbscan_approximate_predict: three points among three blobs", async () => {
  const blobs = points("blobs");
  const result = await hdbscan(blobs, { workers: 1 });
  const { queries, queryLabels } = CASES.hdbscan;
  const { labels } = await result.apply(queries);
  // Together with the training rows, so that the names of labels agree.
  expectSamePartition([...result.labels, ...labels], [...CASES.hdbscan.blobs.labels, ...queryLabels]);
});

test("test_hdbscan_approximate_predict_score: another number of columns is refused; no clusters is no error", async () => {
  const blobs = points("blobs");
  const none = predictionData(await hdbscan(blobs, { minClusterSize: 200, workers: 1 }));
  await expect(new HdbscanModel(none).apply([[1, 2, 3]])).rejects.toThrow(
    new RangeError('"vectors" expected rows of 2 numbers, got 3'),
  );
  expect([...(await new HdbscanModel(none).apply([[1.5, -1]])).labels]).toEqual([-1]);
});

test("test_hdbscan_all_points_membership_vectors: no clusters, no memberships", async () => {
  const blobs = points("blobs");
  const none = predictionData(await hdbscan(blobs, { minClusterSize: 200, workers: 1 }));
  expect(await membershipVectors(none, blobs)).toEqual({
    k: 0,
    labels: new Int32Array(0),
    memberships: new Float64Array(0),
  });
});

test("test_safe_always_positive_division: distance 0 to an exemplar divides nothing by zero", async () => {
  const rows = [0, 0, 0, 0, 1, 9, 9, 9, 10].map((x) => [x]);
  const predictor = predictionData(await hdbscan(rows, { minClusterSize: 3, minSamples: 1 }));
  const { memberships } = await membershipVectors(predictor, [[0], [9], [4]]);
  expect(memberships.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
});
