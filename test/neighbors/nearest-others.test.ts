import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../src/core";
import { checkpoint } from "../../src/core/internal";
import { nearest, nearestOthers } from "../../src/neighbors/internal";
import { createWorkerPool } from "../../src/parallel";
import { anyPoints, MISLEADING, seededBlobs } from "../helpers/points";
import { size } from "../helpers/size";

const inline = createWorkerPool(1);
const two = createWorkerPool(2);
const at = checkpoint("neighbors", {});

/** By looking at every row: one neighbour more, and the row itself, or else the last, left out. */
async function bruteForce(points: Matrix, k: number, metric: "euclidean" | "cosine") {
  const { rows } = points;
  const all = await nearest(points, points, { k: k + 1, metric, pool: inline, at });
  const kept = { indices: new Int32Array(rows * k), distances: new Float32Array(rows * k) };
  for (let i = 0; i < rows; i++) {
    const list = all.indices.subarray(i * (k + 1), (i + 1) * (k + 1));
    const own = list.indexOf(i);
    const places = [...list.keys()].filter((j) => j !== (own < 0 ? k : own));
    for (const [j, place] of places.entries()) {
      kept.indices[i * k + j] = list[place]!;
      kept.distances[i * k + j] = all.distances[i * (k + 1) + place]!;
    }
  }
  return { ...kept, rows, k };
}

test.each(["euclidean", "cosine"] as const)(
  "%s: what looking at every row finds, whatever the ties",
  async (metric) => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 2, maxRows: 200, maxCols: 20 }),
        fc.integer({ min: 1, max: 20 }),
        async (points, most) => {
          const k = Math.min(most, points.rows - 1);
          const found = await nearestOthers(points, { k, metric, pool: inline, at });
          expect(found).toEqual(await bruteForce(points, k, metric));
        },
      ),
      { numRuns: size(100, 300) },
    );
  },
);

test.each(MISLEADING)("what looking at every row finds among thousands: %s", async (_, cols, change) => {
  const points = seededBlobs(3000, cols, 5);
  points.data.forEach((value, i) => {
    points.data[i] = change(value, i);
  });
  const found = await nearestOthers(points, { k: 15, metric: "euclidean", pool: two, at });
  expect(found).toEqual(await bruteForce(points, 15, "euclidean"));
});

test("opposite points far beyond all that the scale of integers was taken from", async () => {
  const points = seededBlobs(600, 70, 1);
  points.data.forEach((value, i) => {
    const row = Math.floor(i / 70);
    if (row === 1 || row === 3) points.data[i] = (row - 2) * 1e4 * (1 + (i % 70));
    else points.data[i] = value - 11.5;
  });
  const found = await nearestOthers(points, { k: 599, metric: "euclidean", pool: two, at });
  expect(found).toEqual(await bruteForce(points, 599, "euclidean"));
});

test("distances whose squares vanish in 32 bits are told apart", async () => {
  const points = { data: Float32Array.of(0, 3e-30, 1e-30), rows: 3, cols: 1 };
  const { indices, distances } = await nearestOthers(points, { k: 2, metric: "euclidean", pool: inline, at });
  expect([...indices]).toEqual([2, 1, 2, 0, 0, 1]);
  expect(distances[0]).toBeCloseTo(1e-30, 36);
});
