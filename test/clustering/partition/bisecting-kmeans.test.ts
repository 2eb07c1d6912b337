import fc from "fast-check";
import { expect, test } from "vitest";
import { adjustedRandIndex, BisectingKmeansModel, bisectingKmeans, kmeans } from "../../../src/clustering";
import { matrix, row } from "../../../src/core/internal";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { inertiaOf, replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;

const anyTask = anyPoints({ maxRows: 25, maxCols: 4 }).chain((points) => {
  const distinct = new Set(Array.from({ length: points.rows }, (_, i) => [...row(points, i)].map((x) => x + 0).join()));
  return fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: points.rows, maxLength: points.rows }),
    k: fc.integer({ min: 1, max: distinct.size }),
  });
});

test("weights are replicated rows; the order of rows changes names alone; rows of the fit keep their labels", async () => {
  await fc.assert(
    fc.asyncProperty(anyTask, async ({ points, weights, k }) => {
      const options = { k, restarts: 2, ...single };
      const weighted = await bisectingKmeans(points, { ...options, weights });
      const copies = await bisectingKmeans(replicated(points, weights), options);
      expect(copies.centers.data).toEqual(weighted.centers.data);
      const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
      expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
      const rows = [...weights.keys()].reverse();
      const mixed = await bisectingKmeans(pick(points, rows), { ...options, weights: rows.map((i) => weights[i]!) });
      expectSamePartition(
        mixed.labels,
        rows.map((i) => weighted.labels[i]!),
      );
      expect(await new BisectingKmeansModel(structuredClone(weighted)).apply(points, single)).toEqual(weighted.labels);
      expect(new Set(weighted.labels).size).toBe(k);
      const inertia = inertiaOf(points, weights, weighted.labels, k);
      expect(Math.abs(weighted.inertia - inertia)).toBeLessThanOrEqual(1e-5 * inertia + 1e-6);
    }),
    { numRuns: size(15, 60) },
  );
});

test("each split is one of k-means, of the cluster with the largest inertia", async () => {
  const points = seededBlobs(300, 3, 4);
  const two = await bisectingKmeans(points, { k: 2, ...single });
  expect(two.labels).toEqual((await kmeans(points, { k: 2, ...single })).labels);
  const inertias = [0, 1].map((label) => {
    const rows = [...two.labels.keys()].filter((i) => two.labels[i] === label);
    return inertiaOf(pick(points, rows), new Array(rows.length).fill(1), new Array(rows.length).fill(0), 1);
  });
  const three = await bisectingKmeans(points, { k: 3, ...single });
  const kept = inertias[0]! > inertias[1]! ? 1 : 0;
  const rows = [...two.labels.keys()].filter((i) => two.labels[i] === kept);
  expect(new Set(rows.map((i) => three.labels[i])).size).toBe(1);
  expect(three.inertia).toBeLessThan(two.inertia);
});

test("planted groups are found, and the same bits with 1, 2 and 4 workers", async () => {
  const points = seededBlobs(4000, 6, 8);
  const runs = await Promise.all([1, 2, 4].map((workers) => bisectingKmeans(points, { k: 8, workers })));
  expect(
    adjustedRandIndex(
      [...Array(4000).keys()].map((i) => i % 8),
      runs[0]!.labels,
    ),
  ).toBe(1);
  for (const run of runs.slice(1)) expect({ ...run }).toEqual({ ...runs[0]! });
});

test("one row, equal rows, new rows", async () => {
  expect([...(await bisectingKmeans([[4]], { k: 1 })).labels]).toEqual([0]);
  const equal = await bisectingKmeans(new Array(3).fill([1, 2]), { k: 1 });
  expect([[...equal.labels], equal.inertia]).toEqual([[0, 0, 0], 0]);
  const fitted = await bisectingKmeans([[0], [1], [8], [9], [20]], { k: 3 });
  expect([...(await fitted.apply([[18], [0.4], [7]]))]).toEqual([2, 0, 1]);
  expect(await fitted.apply(matrix(0, 1))).toEqual(new Int32Array(0));
});

test.each([
  ["no rows", [], { k: 1 }, '"vectors" expected at least one row, got none'],
  ["k too large", [[0], [0]], { k: 2 }, '"k" expected at most the number of distinct rows (1), got 2'],
  ["no k", [[0]], {}, '"k" expected an integer >= 1, got undefined'],
  ["NaN", [[Number.NaN]], { k: 1 }, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 0'],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(bisectingKmeans(rows, options as never)).rejects.toThrow(message);
});
