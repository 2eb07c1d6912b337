import { beforeAll, describe, expect, test } from "vitest";
import type { Matrix } from "../../src/core";
import { matrix, row, toMatrix } from "../../src/core/internal";
import { kNearestNeighbors } from "../../src/neighbors";
import { type TsneOptions, trustworthiness, tsne } from "../../src/projection";
import { clusteredPoints, permuted } from "../helpers/clouds";
import { fixture } from "../helpers/fixture";
import { nearestRows } from "../reference/nearest-rows";
import { divergence, perplexityRow } from "../reference/tsne";

interface Reference {
  perplexity: number;
  points: number[][];
  affinities: [i: number, j: number, value: number][];
  divergences: Record<string, number>;
  trustworthiness: Record<string, number>;
}

const QUICK = { perplexity: 8, earlyExaggerationEpochs: 40, nEpochs: 60 } as const;

/** The exact affinities: probabilities over the 3 * perplexity nearest, both ways. */
function affinities(points: Matrix, perplexity: number): number[][] {
  const n = points.rows;
  const k = Math.floor(3 * perplexity);
  const { indices, distances } = nearestRows(points, points, k, { self: true });
  const p = Array.from({ length: n }, () => Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    const shares = perplexityRow(distances.slice(i * k, (i + 1) * k), perplexity);
    for (const [e, share] of shares.entries()) {
      const j = indices[i * k + e]!;
      p[i]![j]! += share / (2 * n);
      p[j]![i]! += share / (2 * n);
    }
  }
  return p;
}

describe("beside openTSNE and scikit-learn", () => {
  const { perplexity, points, ...reference } = fixture<Reference>("tsne");
  let p: number[][];
  beforeAll(() => {
    p = affinities(toMatrix("points", points), perplexity);
  });

  test("the affinities are theirs", () => {
    for (const [i, j, value] of reference.affinities) expect(Math.abs(p[i]![j]! - value)).toBeLessThan(1e-8);
  });

  test.each([
    ["openTSNE", 500],
    ["scikit-learn", 750],
  ])("%s: a divergence not 2 % above theirs, a picture as trustworthy", async (library, nEpochs) => {
    const name = Object.keys(reference.divergences).find((key) => key.startsWith(library))!;
    const result = await tsne(points, { perplexity, nEpochs });
    const exact = divergence(result.embedding.data, p);
    expect(exact).toBeLessThan(1.02 * reference.divergences[name]!);
    expect(Math.abs(result.klDivergence / exact - 1)).toBeLessThan(0.005);
    const ours = await trustworthiness(points, result.embedding, { k: 10 });
    expect(ours).toBeGreaterThan(reference.trustworthiness[name]! - 0.002);
  });
});

test("clusters stay apart in the picture", async () => {
  const { points, labels } = clusteredPoints(300, { clusters: 5 });
  const { embedding } = await tsne(points, { perplexity: 15 });
  const { indices } = await kNearestNeighbors(embedding, { k: 5 });
  const wrong = indices.filter((j, p) => labels[j] !== labels[Math.floor(p / 5)]);
  expect(wrong.length).toBe(0);
});

test("1, 2 and 4 workers give the same bits", async () => {
  const { points } = clusteredPoints(3000, { cols: 12 });
  const options = { perplexity: 12, earlyExaggerationEpochs: 12, nEpochs: 12 };
  const one = await tsne(points, { ...options, workers: 1 });
  expect(await tsne(points, { ...options, workers: 2 })).toEqual(one);
  expect(await tsne(points, { ...options, workers: 4 })).toEqual(one);
  expect(one.embedding.data.every(Number.isFinite)).toBe(true);
});

test("the seed decides, and the order of rows does not", async () => {
  const { points } = clusteredPoints(150);
  const result = await tsne(points, { ...QUICK, seed: 3 });
  expect(await tsne(points, { ...QUICK, seed: 3 })).toEqual(result);
  expect((await tsne(points, { ...QUICK, seed: 4 })).embedding).not.toEqual(result.embedding);
  const order = Array.from({ length: 150 }, (_, i) => (i * 71) % 150);
  const shuffled = await tsne(permuted(points, order), { ...QUICK, seed: 3 });
  expect(shuffled.embedding).toEqual(permuted(result.embedding, order));
});

test("equal rows are one point: they get its coordinates, and do not change the picture", async () => {
  const { points } = clusteredPoints(90);
  const repeated = Array.from({ length: 400 }, (_, i) => (i < 90 ? i : (i * i) % 7));
  const alone = await tsne(points, QUICK);
  const together = await tsne(permuted(points, repeated), QUICK);
  expect(together.embedding).toEqual(permuted(alone.embedding, repeated));
  expect(together.klDivergence).toBe(alone.klDivergence);
});

test("the neighbours given are used, and equal rows among them give no NaN", async () => {
  const { points } = clusteredPoints(120);
  const knn = await kNearestNeighbors(points, { k: 24 });
  expect(await tsne(points, { ...QUICK, knn })).toEqual(await tsne(points, QUICK));
  const copies = permuted(
    points,
    Array.from({ length: 120 }, (_, i) => i % 6),
  );
  const result = await tsne(copies, { ...QUICK, knn: await kNearestNeighbors(copies, { k: 24 }) });
  expect(result.embedding.data.every(Number.isFinite)).toBe(true);
  expect(result.klDivergence).toBeGreaterThanOrEqual(0);
});

test("cosine looks at directions only", async () => {
  const { points } = clusteredPoints(100);
  const scaled = matrix(
    100,
    8,
    points.data.map((value, e) => value * 2 ** (Math.floor(e / 8) % 5)),
  );
  const options = { ...QUICK, metric: "cosine" } as const;
  expect(await tsne(scaled, options)).toEqual(await tsne(points, options));
});

test("a start given decides where clusters go; its size does not matter", async () => {
  const { points, labels } = clusteredPoints(120, { clusters: 2 });
  for (const [side, size] of [
    [1, 1e-3],
    [-1, 1e6],
  ] as const) {
    const init = labels.map((label) => [side * size * (label === 0 ? -1 : 1), 0]);
    const { embedding } = await tsne(points, { ...QUICK, init });
    const left = labels.filter((label, i) => label === 0 && side * row(embedding, i)[0]! < 0).length;
    expect(left).toBe(60);
  }
  const { embedding } = await tsne(points, { ...QUICK, init: labels.map(() => [5, 5]) });
  expect(new Set(embedding.data).size).toBeGreaterThan(200);
});

test.each([
  ["one row", [[1, 2, 3]], 1],
  ["two rows", [[1], [2]], 1],
  ["three rows", [[1], [2], [4]], 1],
  ["two equal rows and another", [[1], [2], [1]], 1],
  ["all rows equal", Array.from({ length: 50 }, () => [0.1, 2]), 1],
  ["no columns", [[], [], []], 1],
  ["seven rows", Array.from({ length: 7 }, (_, i) => [i * i, 1]), 2],
])("%s: a finite picture, equal rows in one place", async (_, rows, perplexity) => {
  const result = await tsne(rows as number[][]);
  expect(result.perplexity).toBe(perplexity);
  expect(result.embedding.rows).toBe(rows.length);
  expect(result.embedding.data.every(Number.isFinite)).toBe(true);
  expect(Number.isFinite(result.klDivergence)).toBe(true);
  const places = new Set(rows.map((_, i) => row(result.embedding, i).join()));
  expect(places.size).toBe(new Set(rows.map((values) => values.join())).size);
});

test.each<[unknown, TsneOptions, string]>([
  [[], {}, '"vectors" expected at least 1 row, got 0'],
  [[[1], [Number.NaN]], {}, '"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'],
  [[[1], [2], [3]], { perplexity: 5 }, '"perplexity" expected at most a third of the 2 other rows, got 5'],
  [[[1]], { perplexity: 0.5 }, '"perplexity" expected a finite number >= 1, got 0.5'],
  [[[1], [2]], { init: [[1, 2]] }, '"init" expected 2 x 2 coordinates, got 1 x 2'],
  [[[1], [2]], { learningRate: 0 }, '"learningRate" expected a finite number > 0 and <= 1000000 or "auto", got 0'],
])("refuses %j with %j", async (vectors, options, message) => {
  await expect(tsne(vectors as number[][], options)).rejects.toThrow(new RangeError(message));
});

test("refuses neighbours that are too few", async () => {
  const { points } = clusteredPoints(40);
  const knn = await kNearestNeighbors(points, { k: 5 });
  await expect(tsne(points, { perplexity: 8, knn })).rejects.toThrow(
    new RangeError('"knn" expected 40 rows of at least 24 neighbors, got 40 x 5 with 200 indices and 200 distances'),
  );
});

test.each([1, 2])("an abort in the middle of the epochs rejects with its reason, %i workers", async (workers) => {
  const { points } = clusteredPoints(1500);
  const reason = new Error("enough");
  const controller = new AbortController();
  let last = 0;
  const onProgress = ({ stage, fraction }: { stage: string; fraction: number }) => {
    expect(stage).toBe("projection");
    expect(fraction).toBeGreaterThanOrEqual(last);
    last = fraction;
    if (fraction > 0.25) controller.abort(reason);
  };
  await expect(tsne(points, { workers, signal: controller.signal, onProgress })).rejects.toBe(reason);
  expect(last).toBeLessThan(0.5);
});
