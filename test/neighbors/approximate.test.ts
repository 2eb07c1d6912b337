import { expect, test } from "vitest";
import { kNearestNeighbors } from "../../src/neighbors";
import { Cases } from "../helpers/cases";
import { clusteredPoints } from "../helpers/clouds";

const { points } = clusteredPoints(3000, { cols: 12, clusters: 9, spread: 1 });

test.each(["euclidean", "cosine"] as const)(
  "%s: nearly all neighbours are found, at their exact distances",
  async (metric) => {
    const options = { k: 10, metric, workers: 1 };
    const exact = await kNearestNeighbors(points, { ...options, method: "exact" });
    const found = await kNearestNeighbors(points, { ...options, method: "approximate" });
    expect(found.recall).toBeGreaterThanOrEqual(0.99);
    const cases = new Cases("found", "missed");
    for (let i = 0; i < points.rows; i++) {
      const truth = new Map(
        Array.from({ length: 10 }, (_, j) => [exact.indices[i * 10 + j]!, exact.distances[i * 10 + j]!]),
      );
      for (let j = 0; j < 10; j++) {
        const distance = truth.get(found.indices[i * 10 + j]!);
        if (cases.when("found", distance !== undefined, "missed")) expect(found.distances[i * 10 + j]).toBe(distance);
      }
    }
    const same = cases.times("found");
    expect(same / exact.indices.length).toBeGreaterThan(0.98);
    expect(Math.abs(found.recall! - same / exact.indices.length)).toBeLessThan(0.01);
  },
);

test("1, 2 and 4 workers give the same bits", async () => {
  const one = await kNearestNeighbors(points, { k: 8, method: "approximate", workers: 1 });
  for (const workers of [2, 4]) {
    expect(await kNearestNeighbors(points, { k: 8, method: "approximate", workers })).toEqual(one);
  }
});

test("small sets and duplicates: the exact lists", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => [i % 7, i % 3]);
  const exact = await kNearestNeighbors(rows, { k: 20, method: "exact", workers: 1 });
  expect(await kNearestNeighbors(rows, { k: 20, method: "approximate", workers: 1 })).toEqual({ ...exact, recall: 1 });
  const two = await kNearestNeighbors([[0], [3]], { k: 1, method: "approximate", workers: 1 });
  expect(two).toEqual({ indices: Int32Array.of(1, 0), distances: Float32Array.of(3, 3), rows: 2, k: 1, recall: 1 });
});

test("rows are identified by their own numbers: ascending by (distance, index), whatever the ties", async () => {
  const rows = Array.from({ length: 700 }, (_, i) => [(i * 13) % 23, (i * 7) % 29]);
  const { indices, distances, k } = await kNearestNeighbors(rows, { k: 12, method: "approximate", workers: 1 });
  for (const [i, own] of rows.entries()) {
    const list = [...indices.subarray(i * k, (i + 1) * k)];
    expect(new Set([i, ...list]).size).toBe(k + 1);
    const spans = list.map((j) => Math.fround(Math.hypot(own[0]! - rows[j]![0]!, own[1]! - rows[j]![1]!)));
    for (let j = 0; j < k; j++) expect(distances[i * k + j]).toBeCloseTo(spans[j]!, 5);
    for (let j = 1; j < k; j++) {
      const [before, here] = [distances[i * k + j - 1]!, distances[i * k + j]!];
      expect(before < here || (before === here && list[j - 1]! < list[j]!)).toBe(true);
    }
  }
});
