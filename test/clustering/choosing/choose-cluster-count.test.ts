import { describe, expect, test } from "vitest";
import { chooseClusterCount, gaussianMixture, kmeans, silhouette } from "../../../src/clustering";
import { curvatures } from "../../../src/clustering/choosing/elbow";
import { recommend } from "../../../src/clustering/choosing/recommend";
import { matrix, randomStream } from "../../../src/core/internal";
import { pick, seededBlobs } from "../../helpers/points";
import { size } from "../../helpers/size";
import { replicated } from "../../reference/kmeans";

const quick = { references: 8, splits: 6, restarts: 3 } as const;

function evenRows(rows: number, cols: number, item = 0) {
  const random = randomStream(5, "test/even");
  return matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, (_, e) => random.uniform(item, e)),
  );
}

/** About normal: the sum of twelve even numbers. */
function roundBlob(rows: number, cols: number) {
  const random = randomStream(5, "test/blob");
  const one = (e: number) => Array.from({ length: 12 }, (_, j) => random.uniform(e, j)).reduce((a, b) => a + b, 0);
  return matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, (_, e) => one(e)),
  );
}

describe("the number chosen", () => {
  const rows = size(200, 400);
  test.each([2, 3, 5, 8])("is that of %i planted clusters", async (k) => {
    const { k: found, table, reason, rows: taken } = await chooseClusterCount(seededBlobs(rows, 4, k, k), quick);
    expect(found).toBe(k);
    expect(reason).toMatch(new RegExp(`^${k} clusters: prediction strength`));
    expect(table.map((row) => row.k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(taken).toBe(rows);
  });

  test.each([
    ["evenly spread rows", evenRows(size(150, 300), 2)],
    ["evenly spread rows in five columns", evenRows(size(150, 300), 5)],
    ["one round blob", roundBlob(size(150, 300), 3)],
  ])("is 1 for %s", async (_, points) => {
    const { k, reason } = await chooseClusterCount(points, quick);
    expect(k).toBe(1);
    expect(reason).toMatch(/^nothing supports more than one cluster: /);
  });

  test("equal rows, one row, few rows", async () => {
    const equal = await chooseClusterCount(new Array(20).fill([1, 2]));
    expect([equal.k, equal.reason]).toEqual([1, "nothing supports more than one cluster: all rows are equal"]);
    expect((await chooseClusterCount([[1]])).table).toHaveLength(1);
    expect((await chooseClusterCount([[1], [2], [9]])).table).toHaveLength(3);
    expect((await chooseClusterCount([[], []])).k).toBe(1);
  });
});

describe("the table", () => {
  test("holds what each measure says of the clusters of k-means", async () => {
    const points = seededBlobs(200, 3, 4);
    const { table } = await chooseClusterCount(points, { ...quick, most: 5 });
    for (const row of table) {
      const fitted = await kmeans(points, { k: row.k, restarts: 3 });
      expect(row.inertia).toBe(fitted.inertia);
      const expected = row.k === 1 ? undefined : (await silhouette(points, fitted.labels)).score;
      expect(row.silhouette).toBe(expected);
      const mixture = { k: row.k, initialLabels: fitted.labels, regularization: 0.0001 };
      expect(row.bic).toBe((await gaussianMixture(points, mixture)).bic);
      expect(row.predictionStrength).toBeLessThanOrEqual(1);
      expect(row.gapError).toBeGreaterThan(0);
    }
    expect(table[0]!.predictionStrength).toBe(1);
    const [numbers, inertias] = [table.map(({ k }) => k), table.map(({ inertia }) => inertia)];
    expect(table.map(({ curvature }) => curvature)).toEqual([...curvatures(numbers, inertias)]);
  });

  test("weights are replicated rows; neither order nor workers matter", async () => {
    const points = seededBlobs(80, 2, 3);
    const weights = Array.from({ length: 80 }, (_, i) => 1 + (i % 3));
    const weighted = await chooseClusterCount(points, { ...quick, most: 4, weights, workers: 1 });
    expect(await chooseClusterCount(replicated(points, weights), { ...quick, most: 4, workers: 2 })).toEqual(weighted);
    const rows = [...weights.keys()].reverse();
    const mixed = { ...quick, most: 4, weights: rows.map((i) => weights[i]!), workers: 4 };
    expect(await chooseClusterCount(pick(points, rows), mixed)).toEqual(weighted);
  });

  test("of many rows a sample", async () => {
    const { k, rows } = await chooseClusterCount(seededBlobs(5000, 3, 4), { ...quick, sampleSize: 300 });
    expect([k, rows]).toEqual([4, 300]);
  });

  test("bends where a curve does", () => {
    expect(
      [...curvatures([1, 2, 3, 4, 5], [10, 6, 2, 1, 0])].indexOf(
        Math.max(...curvatures([1, 2, 3, 4, 5], [10, 6, 2, 1, 0])),
      ),
    ).toBe(2);
    expect([...curvatures([1, 2], [3, 1])]).toEqual([0, 0]);
    expect([...curvatures([1, 2, 3], [1, 1, 1])]).toEqual([0, 0, 0]);
  });
});

describe("the rule", () => {
  const row = (k: number, gap: number, predictionStrength: number) =>
    ({ k, gap, gapError: 0.01, predictionStrength }) as Parameters<typeof recommend>[0][number];

  test("takes the largest number that is strong and narrow", () => {
    expect(recommend([row(1, 0, 1), row(2, 0.5, 0.95), row(3, 0.6, 0.9), row(4, 0.7, 0.6)]).k).toBe(3);
    expect(recommend([row(1, 0, 1), row(2, 0.02, 0.95)])).toEqual({
      k: 1,
      reason: "nothing supports more than one cluster: evenly spread rows would split as well",
    });
    expect(recommend([row(1, 0, 1), row(2, 0.5, 0.7)])).toEqual({
      k: 1,
      reason: "nothing supports more than one cluster: no other number is found again in half of the rows",
    });
    expect(recommend([row(1, 0, 1), row(2, 0.5, 0.9)]).reason).toBe(
      "2 clusters: prediction strength 0.90, and their gap is 0.50, that of one cluster 0.00; no larger number was looked at",
    );
  });
});

test.each([
  ["no rows", [], {}, '"vectors" expected at least one row, got none'],
  ["one number", [[0]], { most: 1 }, '"most" expected an integer >= 2 and <= 1000, got 1'],
  ["NaN", [[Number.NaN]], {}, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 0'],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(chooseClusterCount(rows, options as never)).rejects.toThrow(message);
});
