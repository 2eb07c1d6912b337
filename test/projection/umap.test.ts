import { expect, test, vi } from "vitest";
import { matrix, row } from "../../src/core/internal";
import { KernelMemory } from "../../src/kernels";
import { kNearestNeighbors } from "../../src/neighbors";
import { UmapModel, umap } from "../../src/projection";
import { clusteredPoints, permuted } from "../helpers/clouds";

const { points, labels } = clusteredPoints(300, { clusters: 3 });
const quick = { nEpochs: 60, workers: 1, seed: 3 };
const shuffled = Array.from({ length: 300 }, (_, i) => (i * 77) % 300);

/** Share of points whose nearest other point has their label. */
async function purity(embedding: Parameters<typeof kNearestNeighbors>[0]) {
  const { indices } = await kNearestNeighbors(embedding, { k: 1, workers: 1 });
  return indices.filter((j, i) => labels[j] === labels[i]).length / labels.length;
}

test("clusters stay together", async () => {
  const { embedding } = await umap(points, { workers: 1 });
  expect(embedding).toMatchObject({ rows: 300, cols: 2 });
  expect(await purity(embedding)).toBe(1);
});

test("1, 2 and 4 workers give the same bytes", async () => {
  const one = await umap(points, { ...quick, nComponents: 3 });
  for (const workers of [2, 4]) expect(await umap(points, { ...quick, nComponents: 3, workers })).toEqual(one);
});

test("another seed gives another layout", async () => {
  const one = await umap(points, quick);
  const other = await umap(points, { ...quick, seed: 4 });
  expect(other.embedding.data).not.toEqual(one.embedding.data);
});

test("the order of the rows does not matter", async () => {
  const { embedding } = await umap(points, quick);
  const again = await umap(permuted(points, shuffled), quick);
  expect(again.embedding).toEqual(permuted(embedding, shuffled));
});

test("equal rows are one point, and copies do not move anything", async () => {
  const { embedding } = await umap(points, quick);
  const heavy = [...Array(40).fill(5), ...Array.from({ length: 300 }, (_, i) => i), 7, 7];
  const copied = await umap(permuted(points, heavy), quick);
  expect(copied.embedding).toEqual(permuted(embedding, heavy));
});

test("known neighbours give the layout that computing them gives", async () => {
  const knn = await kNearestNeighbors(points, { k: 20, workers: 1 });
  expect(await umap(points, { ...quick, knn })).toEqual(await umap(points, quick));
});

test("cosine: rows of one direction are one point, and a zero row has a place", async () => {
  const rows = [...Array(20).keys()].map((i) => [1, i / 20, (i * i) / 400]);
  const { embedding } = await umap([...rows, [2, 0, 0], [0, 0, 0]], { ...quick, metric: "cosine", nNeighbors: 5 });
  expect(row(embedding, 20)).toEqual(row(embedding, 0));
  expect(embedding.data.every(Number.isFinite)).toBe(true);
});

test("training rows keep their coordinates, new ones get the same bits alone and together", async () => {
  for (const metric of ["euclidean", "cosine"] as const) {
    const result = await umap(points, { ...quick, metric });
    expect(await result.apply(points, { workers: 1 })).toEqual(result.embedding);
    const { points: fresh } = clusteredPoints(330, { clusters: 3 });
    const others = matrix(30, fresh.cols, fresh.data.slice(300 * fresh.cols));
    const together = await result.apply(others, { workers: 2 });
    for (let i = 0; i < 30; i++) {
      const alone = await result.apply([[...row(others, i)]], { workers: 1 });
      expect(alone.data).toEqual(row(together, i).slice());
    }
  }
});

test("a layout seen before answers with the bits of one never seen, and calls at the same time do not meddle", async () => {
  const result = await umap(points, quick);
  const others = matrix(20, points.cols, clusteredPoints(320, { clusters: 3 }).points.data.slice(300 * points.cols));
  const fresh = await new UmapModel({ ...result }).apply(others, { workers: 1 });
  const one = (i: number) => result.apply([[...row(others, i)]], { workers: 1 });
  const [together, ...alone] = await Promise.all([
    result.apply(others, { workers: 2 }),
    ...Array.from({ length: 20 }, (_, i) => one(i)),
  ]);
  expect(together).toEqual(fresh);
  expect(alone.flatMap(({ data }) => [...data])).toEqual([...fresh.data]);
  expect(await result.apply(others, { workers: 1 })).toEqual(fresh);
});

test("the very points of a layout stand where they stand", async () => {
  const result = await umap(points, quick);
  expect(await result.apply(result.points, { workers: 1 })).toEqual(result.layout);
});

test("known rows among new ones stand where they stood, 0 and -0 alike, and new ones where they stand alone", async () => {
  for (const metric of ["euclidean", "cosine"] as const) {
    const zeroed = matrix(300, points.cols, points.data.slice());
    for (let i = 0; i < 300; i += 3) zeroed.data[i * points.cols] = 0;
    const result = await umap(zeroed, { ...quick, metric });
    const { points: more } = clusteredPoints(310, { clusters: 3 });
    const mixed = matrix(20, points.cols);
    for (let i = 0; i < 20; i++) mixed.data.set(row(i % 2 ? more : zeroed, i % 2 ? 290 + i : 3 * i), i * points.cols);
    for (let i = 0; i < 20; i += 2) if (mixed.data[i * points.cols] === 0) mixed.data[i * points.cols] = -0;
    const placed = await result.apply(mixed, { workers: 1 });
    for (let i = 0; i < 20; i++) {
      const alone = await result.apply([[...row(mixed, i)]], { workers: 1 });
      expect(row(placed, i)).toEqual(i % 2 ? row(alone, 0) : row(result.embedding, 3 * i));
    }
  }
});

test("known rows are not searched for: their time does not grow with the layout", async () => {
  const result = await umap(points, quick);
  const acquire = vi.spyOn(KernelMemory, "acquire");
  try {
    await result.apply(points, { workers: 1 });
    expect(acquire).not.toHaveBeenCalled();
    await result.apply([Array(points.cols).fill(0.5)], { workers: 1 });
    expect(acquire).toHaveBeenCalled();
  } finally {
    acquire.mockRestore();
  }
});

test("an aborted transform rejects with its reason, and the next is answered", async () => {
  const result = await umap(points, quick);
  const reason = new Error("enough");
  await expect(result.apply(points, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(await result.apply(points, { workers: 1 })).toEqual(result.embedding);
});

test("new points land among their kind", async () => {
  const { points: more, labels: kinds } = clusteredPoints(360, { clusters: 3 });
  const result = await umap(points, { workers: 1 });
  const placed = await result.apply(matrix(60, more.cols, more.data.slice(300 * more.cols)), { workers: 1 });
  for (let i = 0; i < 60; i++) {
    const own = centre(result.embedding, kinds[300 + i]!);
    const apart = Math.hypot(placed.data[2 * i]! - own[0], placed.data[2 * i + 1]! - own[1]);
    for (const other of [0, 1, 2].filter((label) => label !== kinds[300 + i])) {
      const far = centre(result.embedding, other);
      expect(apart).toBeLessThan(Math.hypot(placed.data[2 * i]! - far[0], placed.data[2 * i + 1]! - far[1]));
    }
  }
});

function centre({ data }: { data: Float32Array }, label: number): [number, number] {
  const members = labels.flatMap((other, i) => (other === label ? [i] : []));
  const mean = (c: number) => members.reduce((sum, i) => sum + data[2 * i + c]!, 0) / members.length;
  return [mean(0), mean(1)];
}

test("given coordinates are where it starts: moved and scaled as a whole to a side of 10", async () => {
  const init = Array.from({ length: 300 }, (_, i) => [5 + (i % 3), 40 * (i / 299)]);
  const { embedding } = await umap(points, { ...quick, nEpochs: 1, learningRate: 1e-9, init });
  for (const [i, [x, y]] of init.entries()) {
    expect(Math.abs(embedding.data[2 * i]! - (x! - 5) / 4)).toBeLessThan(1e-3);
    expect(Math.abs(embedding.data[2 * i + 1]! - y! / 4)).toBeLessThan(1e-3);
  }
});

test.each([
  ["one row", [[1, 2, 3]]],
  [
    "two rows",
    [
      [1, 2, 3],
      [2, 3, 4],
    ],
  ],
  [
    "three rows",
    [
      [1, 2, 3],
      [2, 3, 4],
      [9, 9, 9],
    ],
  ],
  ["equal rows", Array(30).fill([1, 2, 3])],
  ["two heaps", [...Array(20).keys()].map((i) => [i % 2 ? 1e6 : 0, i, 0])],
])("%s: finite coordinates, fewer neighbours reported", async (_, rows) => {
  for (const nComponents of [1, 2, 5]) {
    const { embedding, nNeighbors } = await umap(rows, { ...quick, nComponents });
    expect(embedding.rows).toBe(rows.length);
    expect(embedding.data.every(Number.isFinite)).toBe(true);
    expect(nNeighbors).toBe(Math.min(15, new Set(rows.map(String)).size));
  }
});

const noLists = (rows: number, k: number) => ({
  indices: new Int32Array(rows * k),
  distances: new Float32Array(rows * k),
  rows,
  k,
});

test.each([
  ["a neighbourhood of one", { nNeighbors: 1 }, '"nNeighbors" expected an integer >= 2, got 1'],
  ["too few coordinates", { init: [[1, 2]] }, '"init" expected 300 x 2 coordinates, got 1 x 2'],
  [
    "neighbours of other rows",
    { knn: noLists(3, 1) },
    '"knn" expected 300 rows of at least 14 neighbors, got 3 x 1 with 3 indices and 3 distances',
  ],
  [
    "a row that is its own neighbour",
    { knn: noLists(300, 14) },
    '"knn" expected indices of other rows, got 0 in row 0',
  ],
])("refuses %s", async (_, options, message) => {
  await expect(umap(points, options)).rejects.toThrow(new RangeError(message));
});

test("refuses no rows, and numbers that are none", async () => {
  await expect(umap([])).rejects.toThrow(new RangeError('"vectors" expected at least 1 row, got 0'));
  await expect(umap([[1, Number.NaN]])).rejects.toThrow(
    new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1'),
  );
});

test.each([1, 2])("an abort amid the epochs rejects with its reason (%i workers)", async (workers) => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const onProgress = ({ fraction }: { fraction: number }) => {
    if (fraction > 0.301) controller.abort(reason);
  };
  const run = umap(points, { nEpochs: 20_000, workers, signal: controller.signal, onProgress });
  await expect(run).rejects.toBe(reason);
});
