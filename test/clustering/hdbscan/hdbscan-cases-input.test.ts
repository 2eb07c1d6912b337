// What the suites of hdbscan and scikit-learn give their libraries to refuse; see hdbscan-cases.test.ts.
import { expect, test } from "vitest";
import { type HdbscanOptions, hdbscan } from "../../../src/clustering";
import type { Matrix } from "../../../src/core";
import { kNearestNeighbors } from "../../../src/neighbors";
import { CASES, clusterCount, distancesOf, points } from "../../helpers/hdbscan-cases";
import { pick } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";

const BLOBS = points("blobs");
const fit = (rows: Matrix, options: HdbscanOptions = {}) => hdbscan(rows, { workers: 1, ...options });

const changed = (entries: Record<number, number>) => ({
  ...BLOBS,
  data: BLOBS.data.map((x, at) => entries[at] ?? x),
});

test.each([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
])(
  "test_missing_data, test_outlier_data: %s is refused here, not noise; clean rows are as without it",
  async (name, value) => {
    await expect(fit(changed({ 0: value, 10: value, 11: value }))).rejects.toThrow(
      new RangeError(`"vectors" expected finite 32-bit numbers, got ${name} in row 0, column 0`),
    );
    const clean = [...Array(200).keys()].filter((i) => i !== 0 && i !== 5);
    expect(clusterCount((await fit(pick(BLOBS, clean))).labels)).toBe(3);
  },
);

test("test_hdbscan_precomputed_dense_nan", async () => {
  await expect(
    hdbscan(
      [
        [0, Number.NaN],
        [1, 0],
      ],
      { metric: "precomputed" },
    ),
  ).rejects.toThrow(new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1'));
});

test("test_hdbscan_distance_matrix: neither square nor symmetric", async () => {
  await expect(fit(BLOBS, { metric: "precomputed" })).rejects.toThrow(
    new RangeError('"vectors" expected a square matrix of distances, got 200 x 2'),
  );
  const distances = distancesOf(BLOBS);
  distances.data[1] = 10;
  distances.data[200] = 1;
  await expect(fit(distances, { metric: "precomputed" })).rejects.toThrow(
    new RangeError('"vectors" expected a symmetric matrix, got 10 in row 0, column 1 and 1 back'),
  );
});

test("test_hdbscan_usable_inputs, test_hdbscan_input_lists, test_rsl_input_lists: two rows, as lists", async () => {
  const two = { minClusterSize: 2, minSamples: 1 };
  expect([
    ...(
      await hdbscan(
        [
          [1, 2],
          [3, 4],
        ],
        two,
      )
    ).labels,
  ]).toEqual([-1, -1]);
  expect([
    ...(
      await hdbscan(
        [
          [0, 2],
          [2, 0],
        ],
        { ...two, metric: "precomputed" },
      )
    ).labels,
  ]).toEqual([-1, -1]);
  await expect(
    hdbscan(
      [
        [0, Infinity],
        [Infinity, 0],
      ],
      { ...two, metric: "precomputed" },
    ),
  ).rejects.toThrow(new RangeError('"vectors" expected finite 32-bit numbers, got Infinity in row 0, column 1'));
  await expect(
    hdbscan([
      [1, 2],
      [3, 4],
    ]),
  ).rejects.toThrow(new RangeError('"minClusterSize" expected at most the number of rows (2), got 5'));
});

test("test_hdbscan_sparse_distances_too_few_nonzero", async () => {
  const graph = {
    indices: new Int32Array(50).fill(-1),
    distances: new Float32Array(50).fill(Infinity),
    rows: 10,
    k: 5,
  };
  await expect(hdbscan(graph, { metric: "precomputed" })).rejects.toThrow(
    new RangeError('"vectors" expected lists of at least 5 neighbors ("minSamples", by weight), got 0 in row 0'),
  );
});

test("test_hdbscan_sparse_distances_disconnected_graph: parts are roots of their own here, and reported", async () => {
  const near = await kNearestNeighbors(points("distinct"), { k: 6 });
  const { components, labels } = await hdbscan(near, { metric: "precomputed" });
  expect(components).toBe(3);
  expectSamePartition(labels, CASES.truth.distinct);
});

test("test_hdbscan_too_many_min_samples", async () => {
  await expect(fit(BLOBS, { minSamples: 200 })).rejects.toThrow(
    new RangeError('"minSamples" expected less than the number of rows (200), got 200'),
  );
});

test.each(["precomputed", "manhattan"] as const)(
  "test_hdbscan_precomputed_non_brute, test_hdbscan_tree_invalid_metric: no tree for %s",
  async (metric) => {
    await expect(fit(distancesOf(BLOBS), { metric, algorithm: "boruvka" })).rejects.toThrow(
      new RangeError(`"algorithm" expected "auto" or "prim" with the metric "${metric}", got "boruvka"`),
    );
  },
);

test.each<[unknown, object, Error | ReturnType<typeof expect.objectContaining>]>([
  ["fail", {}, new TypeError('"vectors" expected a Matrix or an array of rows of numbers, got "fail"')],
  [null, {}, new TypeError('"vectors" expected a Matrix or an array of rows of numbers, got null')],
  [
    BLOBS,
    { minClusterSize: "fail" },
    new RangeError('"minClusterSize" expected an integer >= 2 or "most-persistent", got "fail"'),
  ],
  [BLOBS, { minSamples: "fail" }, new TypeError('"minSamples" expected an integer >= 1, got "fail"')],
  [BLOBS, { minSamples: -1 }, new RangeError('"minSamples" expected an integer >= 1, got -1')],
  [
    BLOBS,
    { metric: "imperial" },
    new RangeError(
      '"metric" expected "euclidean", "cosine", "precomputed", a name of ml-distance, or a function, got "imperial"',
    ),
  ],
  [
    BLOBS,
    { metric: null },
    new TypeError(
      '"metric" expected "euclidean", "cosine", "precomputed", a name of ml-distance, or a function, got null',
    ),
  ],
  [
    BLOBS,
    { algorithm: "something_else" },
    new RangeError('"algorithm" expected "auto", "boruvka", "screened" or "prim", got "something_else"'),
  ],
  [
    BLOBS,
    { leafSize: 0 },
    expect.objectContaining({ message: expect.stringMatching(/^"leafSize" is not an option; known options: min/) }),
  ],
  [
    BLOBS,
    { clusterSelectionEpsilon: -1 },
    new RangeError('"clusterSelectionEpsilon" expected a finite number >= 0, got -1'),
  ],
  [
    BLOBS,
    { clusterSelectionPersistence: -1 },
    new RangeError('"clusterSelectionPersistence" expected a finite number >= 0, got -1'),
  ],
])("test_hdbscan_badargs, test_rsl_badargs: %#", async (rows, options, error) => {
  await expect(hdbscan(rows as Matrix, options)).rejects.toThrow(error);
});
