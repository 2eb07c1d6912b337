import { expect, test } from "vitest";
import type { Matrix } from "../../src/core";
import { matrix } from "../../src/core/internal";
import { umap } from "../../src/projection";
import { knownPoints, rigidlyOnto } from "../../src/projection/align";
import { clusteredPoints, permuted } from "../helpers/clouds";

const quick = { nEpochs: 60, workers: 1, seed: 3 };
const every = (n: number) => Array.from({ length: n }, (_, i) => i);

function meanShift(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) {
    sum += Math.hypot(a.data[2 * i]! - b.data[2 * i]!, a.data[2 * i + 1]! - b.data[2 * i + 1]!);
  }
  return sum / a.rows;
}

test("a turned, mirrored and shifted layout is brought back", async () => {
  const { points: layout } = clusteredPoints(40, { cols: 3 });
  const [cos, sin] = [Math.cos(2), Math.sin(2)];
  const moved = matrix(40, 3);
  for (let i = 0; i < 40; i++) {
    const [x, y, z] = layout.data.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
    moved.data.set([cos * x - sin * z + 5, -y, sin * x + cos * z - 1], 3 * i);
  }
  const earlier = knownPoints(
    { rows: every(20), coordinates: permuted(layout, every(20)) },
    Int32Array.from(every(40)),
    40,
    3,
  );
  const back = await rigidlyOnto(moved, earlier);
  for (const [e, x] of layout.data.entries()) expect(Math.abs(back.data[e]! - x)).toBeLessThan(1e-4);
});

test.each([
  ["one shared point", 1],
  ["two shared points", 2],
])("%s: finite, distances kept", async (_, shared) => {
  const { points: layout } = clusteredPoints(10, { cols: 3 });
  const coordinates = matrix(shared, 3);
  const earlier = knownPoints({ rows: every(shared), coordinates }, Int32Array.from(every(10)), 10, 3);
  const moved = await rigidlyOnto(layout, earlier);
  const apart = ({ data }: Matrix) => Math.hypot(data[0]! - data[27]!, data[1]! - data[28]!, data[2]! - data[29]!);
  expect(apart(moved)).toBeCloseTo(apart(layout), 3);
});

test("next month's picture lies on this month's", async () => {
  const { points } = clusteredPoints(330, { clusters: 3 });
  const before = await umap(permuted(points, every(300)), quick);
  const alignTo = { rows: every(300), coordinates: before.embedding };
  const aligned = await umap(points, { ...quick, seed: 9, alignTo });
  const alone = await umap(points, { ...quick, seed: 9 });
  const shift = meanShift(permuted(aligned.embedding, every(300)), before.embedding);
  expect(shift).toBeLessThan(2);
  expect(shift).toBeLessThan(0.5 * meanShift(permuted(alone.embedding, every(300)), before.embedding));
});

test.each([
  [{ rows: [0, 1], coordinates: [[1, 2]] }, '"alignTo.coordinates" expected 2 x 2 coordinates, got 1 x 2'],
  [{ rows: [30], coordinates: [[1, 2]] }, '"alignTo.rows" expected rows below 30, got 30 at position 0'],
])("refuses %j", async (alignTo, message) => {
  const { points } = clusteredPoints(30);
  await expect(umap(points, { ...quick, alignTo })).rejects.toThrow(new RangeError(message));
});
