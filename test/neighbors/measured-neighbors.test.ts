import fc from "fast-check";
import { expect, test } from "vitest";
import { row } from "../../src/core/internal";
import { kNearestNeighbors, queryNeighbors } from "../../src/neighbors";
import { anyPoints } from "../helpers/points";

const manhattan = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (x, j) => Math.abs(x - b[j]!)).reduce((sum, x) => sum + x, 0);

test("any distance: those of a naive sort, whether named or a function", async () => {
  await fc.assert(
    fc.asyncProperty(anyPoints({ minRows: 2, maxRows: 20 }), async (points) => {
      const k = Math.min(3, points.rows - 1);
      const graph = await kNearestNeighbors(points, { k, metric: manhattan, workers: 1 });
      expect(await kNearestNeighbors(points, { k, metric: "manhattan", workers: 1 })).toEqual(graph);
      for (let i = 0; i < points.rows; i++) {
        const nearest = Array.from({ length: points.rows }, (_, j) => j)
          .filter((j) => j !== i)
          .map((j) => ({ j, apart: Math.fround(manhattan(row(points, i), row(points, j))) }))
          .sort((a, b) => a.apart - b.apart || a.j - b.j)
          .slice(0, k);
        expect([...row({ data: graph.distances, rows: points.rows, cols: k }, i)]).toEqual(
          nearest.map(({ apart }) => apart),
        );
        expect([...graph.indices.subarray(i * k, (i + 1) * k)]).toEqual(nearest.map(({ j }) => j));
      }
    }),
  );
});

test("a query finds the row it equals, and its weighted lists show how many places copies fill", async () => {
  const points = [
    [0, 0],
    [3, 4],
    [10, 0],
  ];
  const { indices, distances } = await queryNeighbors(points, [[3, 4]], { k: 2, metric: "chebyshev" });
  expect([...indices, ...distances]).toEqual([1, 0, 0, 4]);
  const { copies } = await kNearestNeighbors(points, { k: 2, metric: "manhattan", weights: [1, 2, 3] });
  expect([...copies!]).toEqual([1, 1, 0]);
});

test.each([
  [
    { metric: "manhatan" },
    '"metric" expected "euclidean", "cosine", a name of ml-distance, or a function, got "manhatan"; did you mean "manhattan"?',
  ],
  [
    { metric: "manhattan", method: "approximate" },
    '"method" expected "auto" or "exact" for a metric that no kernel measures, got "approximate"',
  ],
  [{ metric: () => -1 }, '"metric" expected to give finite distances >= 0, got -1 between rows 0 and 1'],
  [{ metric: () => Number.NaN }, '"metric" expected to give finite distances >= 0, got NaN between rows 0 and 1'],
] as [object, string][])("refuses %j", async (options, message) => {
  await expect(kNearestNeighbors([[0], [1], [2]], { k: 1, ...options })).rejects.toThrow(new RangeError(message));
});
