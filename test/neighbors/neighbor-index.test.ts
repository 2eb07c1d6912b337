import { expect, test } from "vitest";
import { matrix, row } from "../../src/core/internal";
import { type KnnGraph, type NeighborMetric, neighborIndex, queryNeighbors } from "../../src/neighbors";
import { seededBlobs } from "../helpers/points";
import { nearestRows as naive } from "../reference/nearest-rows";

const points = seededBlobs(500, 9, 4);
const queries = seededBlobs(23, 9, 4, 7);

test("the naive lists, whatever k, whatever the order of the calls", async () => {
  using index = neighborIndex(points);
  expect(index).toMatchObject({ rows: 500, cols: 9, metric: "euclidean" });
  for (const k of [5, 1, 40, 5, 500]) {
    const { indices, distances } = naive(queries, points, k, { self: false });
    const found = await index.query(queries, { k });
    expect([...found.indices]).toEqual(indices);
    expect([...found.distances]).toEqual(distances);
  }
});

test.each<[string, NeighborMetric]>([
  ["euclidean", "euclidean"],
  ["cosine", "cosine"],
  ["manhattan", "manhattan"],
  ["a function", (a, b) => Math.abs(a[0]! - b[0]!)],
])("%s: alone, together, at the same time and by queryNeighbors the same bits", async (_, metric) => {
  using index = neighborIndex(points, { metric });
  const all = await queryNeighbors(points, queries, { k: 6, metric, workers: 2 });
  expect(await index.query(queries, { k: 6, workers: 1 })).toEqual(all);
  const one = (i: number) => index.query([[...row(queries, i)]], { k: 6, workers: 1 });
  const alone: KnnGraph[] = await Promise.all(Array.from({ length: queries.rows }, (__, i) => one(i)));
  expect(alone.flatMap(({ indices }) => [...indices])).toEqual([...all.indices]);
  expect(alone.flatMap(({ distances }) => [...distances])).toEqual([...all.distances]);
});

test.each(["euclidean", "cosine", "manhattan"] as const)(
  "%s: rows asked for themselves find themselves",
  async (metric) => {
    using index = neighborIndex(points, { metric });
    const { indices, distances } = await index.query(points, { k: 1 });
    expect([...indices]).toEqual(Array.from({ length: 500 }, (_, i) => i));
    expect(distances.every((distance) => distance === 0)).toBe(true);
    expect(await queryNeighbors(points, points, { k: 1, metric })).toMatchObject({ indices, distances });
  },
);

test.each(["euclidean", "manhattan"] as const)("%s: later changes to the rows are not seen", async (metric) => {
  const own = matrix(2, 1, Float32Array.of(0, 10));
  using index = neighborIndex(own, { metric });
  own.data.fill(99);
  expect([...(await index.query([[9]], { k: 2 })).distances]).toEqual([1, 9]);
});

test("no queries, rows without columns", async () => {
  using index = neighborIndex([[], [], []]);
  expect(await index.query([[]], { k: 2 })).toMatchObject({ indices: Int32Array.of(0, 1) });
  expect(await index.query([], { k: 2 })).toEqual({
    indices: new Int32Array(0),
    distances: new Float32Array(0),
    rows: 0,
    k: 2,
  });
});

test("disposed amid a query: that one ends well, no other is answered", async () => {
  const index = neighborIndex(points);
  const under = index.query(queries, { k: 3 });
  index.dispose();
  index.dispose();
  expect(await under).toEqual(await queryNeighbors(points, queries, { k: 3 }));
  await expect(index.query(queries)).rejects.toThrow(new Error("this neighbor index is disposed"));
});

test("an aborted query rejects with its reason, and the next is answered", async () => {
  using index = neighborIndex(points);
  const reason = new Error("enough");
  await expect(index.query(queries, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(await index.query(queries, { k: 3 })).toEqual(await queryNeighbors(points, queries, { k: 3 }));
});

test("refuses what it cannot answer", async () => {
  expect(() => neighborIndex([[1], [Number.NaN]])).toThrow(
    new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'),
  );
  expect(() => neighborIndex([[1]], { metric: "manhatan" as "manhattan" })).toThrow(RangeError);
  using index = neighborIndex([[1, 2]]);
  for (const [asked, options, message] of [
    [[[1]], { k: 1 }, '"queries" expected rows of 2 numbers, got 1'],
    [[[1, 2]], { k: 2 }, '"k" expected at most the 1 rows, got 2'],
    [[[1, 2]], { k: 0 }, '"k" expected an integer >= 1, got 0'],
    [[[1, Number.NaN]], { k: 1 }, '"queries" expected finite 32-bit numbers, got NaN in row 0, column 1'],
  ] as const) {
    await expect(index.query(asked, options)).rejects.toThrow(new RangeError(message));
  }
});
