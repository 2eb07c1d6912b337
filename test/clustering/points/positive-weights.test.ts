import { expect, test } from "vitest";
import { agglomerative, hdbscan, kmeans } from "../../../src/clustering";
import { positiveWeights } from "../../../src/clustering/points/positive-weights";

const rows = Array.from({ length: 12 }, (_, i) => [i < 6 ? i : 50 + i, i % 3]);

test("weights too large or too small to count with are refused by every engine, not met by a fault inside", async () => {
  for (const weight of [1e300, 1e-300]) {
    const weights = rows.map(() => weight);
    const refused = new RangeError(`"weights" expected numbers from 1e-30 to 1e+30, got ${weight} in row 0`);
    await expect(agglomerative(rows, { k: 2, weights })).rejects.toThrow(refused);
    await expect(kmeans(rows, { k: 2, weights })).rejects.toThrow(refused);
    await expect(hdbscan(rows, { minClusterSize: 2, weights })).rejects.toThrow(refused);
  }
  expect(() => positiveWeights([1, Number.MAX_VALUE], 2)).toThrow(RangeError);
});

test("at the bounds, equal weights cut Ward's hierarchy as none do", async () => {
  const { labels } = await agglomerative(rows, { k: 2 });
  for (const weight of [1e30, 1e-30]) {
    expect((await agglomerative(rows, { k: 2, weights: rows.map(() => weight) })).labels).toEqual(labels);
  }
});
