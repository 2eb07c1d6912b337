// What the projections do with input that is too small, equal, torn, not finite or of the wrong shape; one block for each kind.
import { describe, expect, test } from "vitest";
import type { Matrix, Progress } from "../../src/core";
import { row } from "../../src/core/internal";
import { type KnnGraph, kNearestNeighbors, queryNeighbors } from "../../src/neighbors";
import { pca, truncatedSvd, tsne, umap } from "../../src/projection";
import { clusteredPoints } from "../helpers/clouds";
import { seededBlobs } from "../helpers/points";

type Rows = number[][];
type Run = { signal?: AbortSignal; onProgress?: (progress: Progress) => void };

const quick = { nEpochs: 40, workers: 1 };
const short = { earlyExaggerationEpochs: 20, nEpochs: 20, workers: 1 };

const projections: [name: string, project: (rows: Rows, nComponents: number) => Promise<Matrix>][] = [
  ["umap", async (rows, nComponents) => (await umap(rows, { ...quick, nComponents })).embedding],
  ["umap from PCA", async (rows, nComponents) => (await umap(rows, { ...quick, nComponents, init: "pca" })).embedding],
  ["tsne", async (rows) => (await tsne(rows, short)).embedding],
  ["pca", async (rows, nComponents) => (await pca(rows, { nComponents, workers: 1 })).embedding],
  ["truncatedSvd", async (rows, nComponents) => (await truncatedSvd(rows, { nComponents, workers: 1 })).embedding],
];

/** Finite, a row for each, and equal rows at one place. */
function expectSound(embedding: Matrix, rows: Rows) {
  expect(embedding.rows).toBe(rows.length);
  expect(embedding.data.every(Number.isFinite)).toBe(true);
  const places = new Map(rows.map((values, i) => [values.join(), [...row(embedding, i)]]));
  for (const [i, values] of rows.entries()) expect([...row(embedding, i)]).toEqual(places.get(values.join()));
}

const line = (n: number): Rows => Array.from({ length: n }, (_, i) => [i, i * i, 1]);

describe.each(projections)("%s", (_, project) => {
  test.each([1, 2, 3])("n = %i", async (n) => {
    for (const nComponents of [1, 2]) expectSound(await project(line(n), nComponents), line(n));
  });

  test.each([2, 3, 40])("all %i rows equal", async (n) => {
    const rows = Array<number[]>(n).fill([0.1, -7, 1e-8]);
    expectSound(await project(rows, 2), rows);
  });

  test("all rows zero", async () => {
    const rows = Array<number[]>(20).fill([0, 0]);
    expectSound(await project(rows, 2), rows);
  });

  test("two distinct rows, many copies of each", async () => {
    const rows = Array.from({ length: 60 }, (__, i) => (i % 3 ? [1, 2] : [5, 1]));
    const embedding = await project(rows, 2);
    expectSound(embedding, rows);
    expect([...row(embedding, 0)]).not.toEqual([...row(embedding, 1)]);
  });

  test("clusters with nothing between them", async () => {
    const rows = Array.from({ length: 120 }, (__, i) => [1e4 * (i % 6), (i * 7) % 11, (i * 5) % 13]);
    expectSound(await project(rows, 2), rows);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e39])("%d among the values", async (value) => {
    const rows = line(30);
    rows[17]![2] = value;
    await expect(project(rows, 2)).rejects.toThrow(
      new RangeError(`"vectors" expected finite 32-bit numbers, got ${value} in row 17, column 2`),
    );
  });

  test("no rows", async () => {
    await expect(project([], 1)).rejects.toThrow(new RangeError('"vectors" expected at least 1 row, got 0'));
  });

  test("rows of differing length", async () => {
    await expect(project([[1, 2], [1]], 1)).rejects.toThrow(
      new TypeError('"vectors" expected rows of 2 numbers, got 1 value in row 1'),
    );
  });
});

describe("n smaller than nNeighbors + 1", () => {
  test.each([4, 9, 15, 16, 17])("umap of %i rows uses all of them at most, and says so", async (n) => {
    const { embedding, nNeighbors } = await umap(line(n), { ...quick, nNeighbors: 16 });
    expect(nNeighbors).toBe(Math.min(n, 16));
    expectSound(embedding, line(n));
  });

  test.each([4, 9, 90, 91, 92])("tsne of %i rows lowers its perplexity, and says so", async (n) => {
    const { embedding, perplexity } = await tsne(line(n), short);
    expect(perplexity).toBeCloseTo(Math.min(30, (n - 1) / 3), 12);
    expectSound(embedding, line(n));
  });

  test("kNearestNeighbors refuses it, whatever the method and the metric", async () => {
    for (const method of ["auto", "exact", "approximate"] as const) {
      await expect(kNearestNeighbors(line(15), { k: 15, method })).rejects.toThrow(
        new RangeError('"k" expected fewer neighbors than the 15 rows, got 15'),
      );
    }
    await expect(kNearestNeighbors(line(15), { metric: "manhattan" })).rejects.toThrow(
      new RangeError('"k" expected fewer neighbors than the 15 rows, got 15'),
    );
  });
});

describe("neighbours of few or equal rows", () => {
  test.each(["exact", "approximate"] as const)("%s: n = 2 and 3", async (method) => {
    expect([...(await kNearestNeighbors([[5], [7]], { k: 1, method })).indices]).toEqual([1, 0]);
    expect([...(await kNearestNeighbors([[5], [7], [8]], { k: 2, method })).indices]).toEqual([1, 2, 2, 0, 1, 0]);
  });

  test.each([
    ["exact", "euclidean"],
    ["approximate", "euclidean"],
    ["exact", "cosine"],
    ["approximate", "cosine"],
    ["exact", "manhattan"],
  ] as const)("%s, %s: all rows equal are at distance 0, and none is its own neighbour", async (method, metric) => {
    const { indices, distances } = await kNearestNeighbors(Array(300).fill([1, 2, 3]), { k: 7, method, metric });
    expect(distances.every((distance) => distance === 0)).toBe(true);
    for (let i = 0; i < 300; i++) {
      const list = [...indices.subarray(7 * i, 7 * i + 7)];
      expect(new Set(list.filter((j) => j >= 0 && j < 300 && j !== i)).size).toBe(7);
    }
  });
});

describe("disconnected graph", () => {
  const heaps = Array.from({ length: 90 }, (_, i) => [100 * (i % 30), Math.floor(i / 30), 0]);

  test.each([1, 2, 3])("umap: thirty heaps of three in %i dimensions stay together", async (nComponents) => {
    const { embedding } = await umap(heaps, { workers: 1, nNeighbors: 3, nComponents });
    expectSound(embedding, heaps);
    const { indices } = await kNearestNeighbors(embedding, { k: 1 });
    expect(indices.filter((j, i) => j % 30 !== i % 30)).toHaveLength(0);
  });

  test("umap: points that no edge reaches", async () => {
    const { embedding } = await umap(heaps, { ...quick, nNeighbors: 2, setOpMixRatio: 0, localConnectivity: 0 });
    expectSound(embedding, heaps);
  });

  test("apply: a point far from all is placed", async () => {
    const result = await umap(heaps, { ...quick, nNeighbors: 3 });
    expectSound(await result.apply([[-1e9, 1e9, 0]]), [[-1e9, 1e9, 0]]);
  });

  test("tsne: the same heaps", async () => {
    expectSound((await tsne(heaps, { ...short, perplexity: 1 })).embedding, heaps);
  });
});

describe("nComponents >= n, or > d", () => {
  test.each([
    [4, 4],
    [4, 9],
    [20, 20],
    [20, 33],
    [20, 256],
  ])("umap of %i rows to %i dimensions", async (n, nComponents) => {
    for (const init of ["spectral", "pca"] as const) {
      const { embedding } = await umap(line(n), { ...quick, nComponents, init });
      expect(embedding.cols).toBe(nComponents);
      expectSound(embedding, line(n));
    }
  });

  test("pca and truncatedSvd: as many axes as columns, though the rows are fewer; no more", async () => {
    const rows = line(2).map((values) => [...values, 4, 5, 6]);
    const { explainedVariance, embedding } = await pca(rows, { nComponents: 6 });
    expectSound(embedding, rows);
    expect([...explainedVariance].filter((value) => value > 1e-9)).toHaveLength(1);
    const { singularValues, ...svd } = await truncatedSvd(rows, { nComponents: 6 });
    expectSound(svd.embedding, rows);
    expect([...singularValues].filter((value) => value > 1e-3)).toHaveLength(2);
    for (const project of [pca, truncatedSvd]) {
      await expect(project(rows, { nComponents: 7 })).rejects.toThrow(
        new RangeError('"nComponents" expected at most the 6 columns of the vectors, got 7'),
      );
    }
  });
});

describe("a precomputed kNN of the wrong shape", () => {
  const points = line(12);
  const good = async () => kNearestNeighbors(points, { k: 6 });
  const wrong: [what: string, change: (knn: KnnGraph) => unknown, message: string][] = [
    [
      "of fewer rows",
      (knn) => ({ ...knn, rows: 11, indices: knn.indices.slice(0, 66), distances: knn.distances.slice(0, 66) }),
      "12 rows of at least 6 neighbors, got 11 x 6 with 66 indices and 66 distances",
    ],
    [
      "of shorter lists",
      (knn) => ({ ...knn, k: 5, indices: knn.indices.slice(0, 60), distances: knn.distances.slice(0, 60) }),
      "12 rows of at least 6 neighbors, got 12 x 5 with 60 indices and 60 distances",
    ],
    [
      "with too few distances",
      (knn) => ({ ...knn, distances: knn.distances.slice(1) }),
      "12 rows of at least 6 neighbors, got 12 x 6 with 72 indices and 71 distances",
    ],
    ["with an index too large", (knn) => changed(knn, 20, 12), "indices of other rows, got 12 in row 3"],
    ["with an index below 0", (knn) => changed(knn, 20, -1), "indices of other rows, got -1 in row 3"],
    ["with a row in its own list", (knn) => changed(knn, 20, 3), "indices of other rows, got 3 in row 3"],
    [
      "with a neighbour twice",
      (knn) => changed(knn, 20, knn.indices[18]!),
      "each neighbor once in a list, got 2 again in row 3",
    ],
    ["with NaN", (knn) => changed(knn, 20, undefined, Number.NaN), "finite distances >= 0, got NaN in row 3"],
    ["with Infinity", (knn) => changed(knn, 20, undefined, 1 / 0), "finite distances >= 0, got Infinity in row 3"],
    ["with a distance below 0", (knn) => changed(knn, 20, undefined, -1), "finite distances >= 0, got -1 in row 3"],
    [
      "out of order",
      (knn) => changed(knn, 20, undefined, 0.5),
      `distances in ascending order, got 0.5 after ${Math.fround(Math.hypot(1, 7))} in row 3`,
    ],
  ];

  function changed(knn: KnnGraph, at: number, index?: number, distance?: number): KnnGraph {
    const { indices, distances } = { indices: knn.indices.slice(), distances: knn.distances.slice() };
    if (index !== undefined) indices[at] = index;
    if (distance !== undefined) distances[at] = distance;
    return { ...knn, indices, distances };
  }

  test.each(wrong)("%s", async (_, change, message) => {
    const knn = change(await good()) as KnnGraph;
    await expect(umap(points, { nNeighbors: 7, knn })).rejects.toThrow(new RangeError(`"knn" expected ${message}`));
    await expect(tsne(points, { perplexity: 2, knn })).rejects.toThrow(new RangeError(`"knn" expected ${message}`));
  });

  test.each([
    [{}, "an object (Object)"],
    [{ indices: [1, 0], distances: [1, 1], rows: 2, k: 1 }, "an object (Object)"],
  ])("no KnnGraph at all: %j", async (knn, got) => {
    const error = new TypeError(`"knn" expected a KnnGraph, got ${got}`);
    await expect(umap([[1], [2]], { knn: knn as KnnGraph })).rejects.toThrow(error);
    await expect(tsne([[1], [2]], { knn: knn as KnnGraph })).rejects.toThrow(error);
  });

  test("of one row: nothing is wanted of it", async () => {
    const knn = { indices: new Int32Array(0), distances: new Float32Array(0), rows: 1, k: 0 };
    expectSound((await umap([[1, 2]], { ...quick, knn })).embedding, [[1, 2]]);
    expectSound((await tsne([[1, 2]], { ...short, knn })).embedding, [[1, 2]]);
  });
});

describe("abort in the midst: rejects with its reason, and the next run gives what it would have", () => {
  const wide = seededBlobs(1500, 40, 5);
  const { points: small } = clusteredPoints(800);
  const runs: [name: string, run: (options: Run) => Promise<unknown>][] = [
    ["umap", (run) => umap(small, { nEpochs: 2000, workers: 1, ...run })],
    ["tsne", (run) => tsne(small, { nEpochs: 300, workers: 1, ...run })],
    ["pca", (run) => pca(seededBlobs(4000, 90, 5), { nComponents: 30, workers: 1, ...run })],
    ["truncatedSvd", (run) => truncatedSvd(seededBlobs(4000, 90, 5), { nComponents: 30, workers: 1, ...run })],
    ["kNearestNeighbors, exact", (run) => kNearestNeighbors(seededBlobs(6000, 40, 5), { workers: 1, ...run })],
    [
      "kNearestNeighbors, approximate",
      (run) => kNearestNeighbors(seededBlobs(6000, 40, 5), { method: "approximate", workers: 1, ...run }),
    ],
    ["kNearestNeighbors, any metric", (run) => kNearestNeighbors(wide, { metric: "manhattan", workers: 1, ...run })],
    ["queryNeighbors", (run) => queryNeighbors(wide, seededBlobs(4000, 40, 5, 9), { workers: 1, ...run })],
  ];

  test.each(runs)("%s", async (_, run) => {
    const reason = new Error("enough");
    const controller = new AbortController();
    let reported = 0;
    const onProgress = ({ fraction }: Progress) => {
      reported = fraction;
      if (fraction > 0) controller.abort(reason);
    };
    await expect(run({ signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(reported).toBeGreaterThan(0);
    expect(reported).toBeLessThan(1);
  });

  test("after an abort the same call gives the same bits", async () => {
    const whole = await umap(small, quick);
    const controller = new AbortController();
    const onProgress = ({ fraction }: Progress) => void (fraction > 0.31 && controller.abort());
    await expect(umap(small, { ...quick, nEpochs: 3000, signal: controller.signal, onProgress })).rejects.toThrow();
    expect(await umap(small, quick)).toEqual(whole);
  });
});
