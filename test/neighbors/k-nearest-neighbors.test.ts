import { expect, test } from "vitest";
import { matrix, randomStream, row } from "../../src/core/internal";
import { kNearestNeighbors, queryNeighbors } from "../../src/neighbors";
import { nearestRows as naive } from "../reference/nearest-rows";

function cloud(rows: number, cols: number, seed = 1) {
  const random = randomStream(seed, "test/cloud");
  return matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, (_, i) => random.uniform(i, 0) - 0.5),
  );
}

test("a line of points", async () => {
  const graph = await kNearestNeighbors([[0], [1], [5], [1]], { k: 2, workers: 1 });
  expect(graph).toEqual({
    indices: Int32Array.of(1, 3, 3, 0, 1, 3, 1, 0),
    distances: Float32Array.of(1, 1, 0, 1, 4, 4, 0, 1),
    rows: 4,
    k: 2,
  });
});

test("1, 2 and 4 workers give the bits of the naive one", async () => {
  const points = cloud(500, 13);
  const { indices, distances } = naive(points, points, 7, { self: true });
  for (const workers of [1, 2, 4]) {
    const graph = await kNearestNeighbors(points, { k: 7, workers });
    expect([...graph.indices]).toEqual(indices);
    expect([...graph.distances]).toEqual(distances);
  }
});

test("cosine distance is 1 - cos, 0 for parallel rows, 1 for a zero row", async () => {
  const rows = [
    [2, 0],
    [0, 3],
    [4, 4],
    [6, 0],
    [0, 0],
    [0, 0],
  ];
  const { indices, distances } = await kNearestNeighbors(rows, { k: 5, metric: "cosine", workers: 1 });
  expect([...indices.subarray(0, 5)]).toEqual([3, 2, 1, 4, 5]);
  expect(distances[0]).toBe(0);
  expect(distances[1]).toBeCloseTo(1 - Math.SQRT1_2, 6);
  expect([...distances.subarray(2, 5)]).toEqual([1, 1, 1]);
  expect([...indices.subarray(20, 25)]).toEqual([5, 0, 1, 2, 3]);
  expect([...distances.subarray(20, 25)]).toEqual([0, 1, 1, 1, 1]);
});

test("weights are replication: the copies within reach are those of the replicated rows", async () => {
  const points = cloud(30, 2);
  const weights = Array.from({ length: 30 }, (_, i) => 1 + ((i * 5) % 4));
  const k = 6;
  const graph = await kNearestNeighbors(points, { k, weights, workers: 1 });
  const owners = weights.flatMap((weight, i) => Array<number>(weight).fill(i));
  const copies = owners.map((i) => [...row(points, i)]);
  const replicated = await kNearestNeighbors(copies, { k, workers: 1 });
  for (const [copy, i] of owners.entries()) {
    const seen = new Set([...replicated.indices.subarray(copy * k, (copy + 1) * k)].map((at) => owners[at]!));
    seen.delete(i);
    const reached = graph.indices.subarray(i * k, i * k + graph.copies![i]!);
    expect(new Set(reached)).toEqual(seen);
  }
});

test("a new point alone gets the bits it gets among others, and a training point finds itself", async () => {
  const points = cloud(200, 9);
  const queries = cloud(21, 9, 2);
  const all = await queryNeighbors(points, queries, { k: 5, workers: 2 });
  expect(all).toMatchObject(naiveLists(naive(queries, points, 5, { self: false })));
  for (let i = 0; i < queries.rows; i++) {
    const one = await queryNeighbors(points, [[...row(queries, i)]], { k: 5, workers: 1 });
    expect(one.indices).toEqual(all.indices.slice(i * 5, i * 5 + 5));
    expect(one.distances).toEqual(all.distances.slice(i * 5, i * 5 + 5));
  }
  const self = await queryNeighbors(points, points, { k: 1, metric: "cosine", workers: 1 });
  expect([...self.indices]).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(self.distances.every((distance) => distance === 0)).toBe(true);
});

function naiveLists({ indices, distances }: { indices: number[]; distances: number[] }) {
  return { indices: Int32Array.from(indices), distances: Float32Array.from(distances) };
}

test.each([
  [[], 1, '"k" expected fewer neighbors than the 0 rows, got 1'],
  [[[1]], 1, '"k" expected fewer neighbors than the 1 rows, got 1'],
  [[[1], [2]], 2, '"k" expected fewer neighbors than the 2 rows, got 2'],
  [[[1], [2]], 0, '"k" expected an integer >= 1, got 0'],
  [[[1], [Number.NaN]], 1, '"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'],
])("refuses %j with k = %i", async (rows, k, message) => {
  await expect(kNearestNeighbors(rows, { k })).rejects.toThrow(new RangeError(message));
});

test("refuses weights that are not copies, and distances that overflow", async () => {
  const rows = [[1], [2], [3]];
  await expect(kNearestNeighbors(rows, { k: 1, weights: [1, 2] })).rejects.toThrow(
    new RangeError('"weights" expected 3 weights, got 2'),
  );
  await expect(kNearestNeighbors(rows, { k: 1, weights: [1, 0.5, 1] })).rejects.toThrow(
    new RangeError('"weights" expected whole numbers >= 1, got 0.5 at position 1'),
  );
  await expect(kNearestNeighbors([[1], [2 ** 70]], { k: 1 })).rejects.toThrow(
    new RangeError(`"vectors" expected values whose squared distances fit 32-bit floats, got ${2 ** 70}`),
  );
});

test("refuses queries of another width, and more neighbours than rows", async () => {
  await expect(queryNeighbors([[1, 2]], [[1]], { k: 1 })).rejects.toThrow(
    new RangeError('"queries" expected rows of 2 numbers, got 1'),
  );
  await expect(queryNeighbors([[1, 2]], [[1, 2]], { k: 2 })).rejects.toThrow(
    new RangeError('"k" expected at most the 1 rows, got 2'),
  );
});
