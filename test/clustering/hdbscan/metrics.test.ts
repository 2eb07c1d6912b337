import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hdbscan, type Matrix } from "../../../src";
import { predictionData } from "../../../src/clustering";
import { matrix, row } from "../../../src/core/internal";
import { kNearestNeighbors } from "../../../src/neighbors";
import { anyMatrix } from "../../helpers/arbitraries";

/** Two groups and a point between; no two distances equal. */
const POINTS = [
  [0, 0],
  [0.1, 1.03],
  [1.07, 0.2],
  [1.4, 1.5],
  [9, 9.01],
  [9.13, 8],
  [8.02, 9.2],
  [8.5, 8.3],
  [4.5, 5.1],
];
const OPTIONS = { minClusterSize: 3, minSamples: 2 };

const euclidean = (a: Float32Array, b: Float32Array) => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0));
const manhattan = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]!), 0);

function distanceMatrix(points: Matrix, distance: (a: Float32Array, b: Float32Array) => number): Matrix {
  const { rows } = points;
  const entry = (_: unknown, at: number) => distance(row(points, Math.floor(at / rows)), row(points, at % rows));
  return matrix(rows, rows, Float32Array.from({ length: rows * rows }, entry));
}

test("a function, a name of ml-distance, given distances and a whole graph agree with each other", async () => {
  const points = matrix(POINTS.length, 2, Float32Array.from(POINTS.flat()));
  const kernels = await hdbscan(POINTS, OPTIONS);
  const graph = await kNearestNeighbors(POINTS, { k: POINTS.length - 1 });
  const others = await Promise.all([
    hdbscan(POINTS, { ...OPTIONS, metric: euclidean }),
    hdbscan(distanceMatrix(points, euclidean), { ...OPTIONS, metric: "precomputed" }),
    hdbscan(graph, { ...OPTIONS, metric: "precomputed" }),
  ]);
  expect(kernels.labels).toEqual(Int32Array.of(1, 1, 1, 1, 0, 0, 0, 0, -1));
  for (const { labels, probabilities, minimumSpanningTree, components } of others) {
    expect(labels).toEqual(kernels.labels);
    expect(components).toBe(1);
    probabilities.forEach((p, i) => void expect(p).toBeCloseTo(kernels.probabilities[i]!, 5));
    minimumSpanningTree.distances.forEach(
      (d, i) => void expect(d).toBeCloseTo(kernels.minimumSpanningTree.distances[i]!, 5),
    );
  }
  const named = await hdbscan(POINTS, { ...OPTIONS, metric: "manhattan" });
  const own = await hdbscan(POINTS, { ...OPTIONS, metric: manhattan });
  expect(named.labels).toEqual(own.labels);
  expect(named.minimumSpanningTree.distances).toEqual(own.minimumSpanningTree.distances);
});

test("the tree of any metric weighs what the kernels' tree weighs, duplicates and weights included", async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anyMatrix({ minRows: 4 }), weights, async (points, someWeights) => {
      const options = { minClusterSize: 2, minSamples: 2, weights: someWeights.slice(0, points.rows) };
      const kernels = await hdbscan(points, { ...options, workers: 1 });
      const pairwise = await hdbscan(points, { ...options, metric: euclidean });
      kernels.minimumSpanningTree.distances.forEach((distance, i) => {
        expect(Math.abs(pairwise.minimumSpanningTree.distances[i]! - distance)).toBeLessThanOrEqual(
          1e-5 * distance + 1e-15,
        );
      });
    }),
    { numRuns: 100 },
  );
});

test("parts of a graph that no edge joins are roots of their own, and reported", async () => {
  const near = await kNearestNeighbors(POINTS.slice(0, 8), { k: 3 });
  const result = await hdbscan(near, { ...OPTIONS, metric: "precomputed" });
  expect(result.components).toBe(2);
  expect(result.labels).toEqual(Int32Array.of(1, 1, 1, 1, 0, 0, 0, 0));
  expect(result.minimumSpanningTree.distances.at(-1)).toBe(Number.POSITIVE_INFINITY);
  for (const value of [...result.probabilities, ...result.outlierScores, ...result.condensedTree.lambda]) {
    expect(Number.isFinite(value)).toBe(true);
  }
});

describe("bad input", () => {
  const square = [
    [0, 1, 2],
    [1, 0, 3],
    [2, 3, 0],
  ];
  const small = { minClusterSize: 2, minSamples: 1, metric: "precomputed" } as const;

  test.each([
    [
      [
        [0, 1],
        [1, 0],
        [2, 3],
      ],
      small,
      '"vectors" expected a square matrix of distances, got 3 x 2',
    ],
    [
      [
        [0, 1, 2],
        [1, 0, 3],
        [2, 4, 0],
      ],
      small,
      '"vectors" expected a symmetric matrix, got 3 in row 1, column 2 and 4 back',
    ],
    [
      [
        [0, 1],
        [1, 5],
      ],
      small,
      '"vectors" expected distance 0 from row 1 to itself, got 5',
    ],
    [
      [
        [0, -1],
        [-1, 0],
      ],
      small,
      '"vectors" expected distances >= 0, got -1 in row 1, column 0',
    ],
    [square, { ...small, metric: "manhatan" }, /^"metric" expected .* got "manhatan"; did you mean "manhattan"\?$/],
    [
      square,
      { ...small, metric: () => Number.NaN },
      '"metric" expected to give finite distances >= 0, got NaN between rows 0 and 1',
    ],
  ])("%j %j", async (vectors, options, message) => {
    const call = hdbscan(vectors, options as never);
    if (typeof message === "string") await expect(call).rejects.toThrow(new RangeError(message));
    else await expect(call).rejects.toThrow(message);
  });

  test("graphs", async () => {
    const graph = await kNearestNeighbors(POINTS, { k: 2 });
    await expect(hdbscan(graph, { ...small, minSamples: 3 })).rejects.toThrow(
      new RangeError('"vectors" expected lists of at least 3 neighbors ("minSamples", by weight), got 2 in row 0'),
    );
    // @ts-expect-error: a graph needs the metric
    await expect(hdbscan(graph, { minClusterSize: 2 })).rejects.toThrow(
      new TypeError('"vectors" expected rows of numbers; a graph of neighbors needs the metric "precomputed"'),
    );
    await expect(hdbscan({ ...graph, k: 3 }, small)).rejects.toThrow(
      '"vectors" expected rows x k = 27 neighbors, got 18 indices and 18 distances',
    );
    const broken = { ...graph, indices: graph.indices.with(5, 99) };
    await expect(hdbscan(broken, small)).rejects.toThrow('"vectors" expected neighbors from 0 to 8, got 99 in row 2');
    const falling = { ...graph, distances: graph.distances.with(3, 0) };
    await expect(hdbscan(falling, small)).rejects.toThrow(
      '"vectors" expected finite distances in ascending order, got 0 in row 1',
    );
  });

  test("new points cannot be placed by such a metric", async () => {
    const result = await hdbscan(POINTS, { ...OPTIONS, metric: "manhattan" });
    expect(() => predictionData(result)).toThrow(
      new RangeError('"result" expected the metric "euclidean" or "cosine", got "manhattan"'),
    );
  });
});
