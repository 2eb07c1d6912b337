import fc from "fast-check";
import { expect, test } from "vitest";
import type { Csr } from "../../src/core";
import { kNearestNeighbors } from "../../src/neighbors";
import { type UmapOptions, umap } from "../../src/projection";
import { intersectWithTarget, targetOfPoints } from "../../src/projection/target";
import { clusteredPoints, permuted } from "../helpers/clouds";
import { sparseOf } from "../helpers/sparse";
import { intersectedWithTarget } from "../reference/umap-target";

const quick = { nEpochs: 100, workers: 1, seed: 3 };

/** A symmetric graph in [0, 1], and labels from -1 to 2. */
const anyLabelledGraph = fc.integer({ min: 2, max: 12 }).chain((n) =>
  fc.record({
    graph: fc
      .array(fc.array(fc.constantFrom(0, 0.125, 0.5, 1), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      })
      .map((values) =>
        values.map((row, i) => row.map((_, j) => (i === j ? 0 : values[Math.min(i, j)]![Math.max(i, j)]!))),
      ),
    target: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: n, maxLength: n }),
  }),
);

function full({ offsets, columns, values, rows }: Csr): number[][] {
  const dense = Array.from({ length: rows }, () => Array<number>(rows).fill(0));
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) dense[i]![columns[p]!] = values[p]!;
  }
  return dense;
}

test.each([
  [0, 2.5],
  [0.5, 5],
  [0.8, 12.5],
  [1, 1e12],
])("the graph as umap-learn intersects it, weight %d", (weight, farDistance) => {
  fc.assert(
    fc.property(anyLabelledGraph, ({ graph, target }) => {
      const found = intersectWithTarget(sparseOf(graph), Int32Array.from(target), weight);
      const expected = intersectedWithTarget(graph, target, farDistance);
      const dense = full(found);
      for (const [i, values] of expected.entries()) {
        for (const [j, value] of values.entries()) {
          expect(Math.abs(dense[i]![j]! - value)).toBeLessThan(1e-6);
          expect(dense[i]![j]).toBe(dense[j]![i]);
        }
      }
      expect(found.values.every((value) => value > 0)).toBe(true);
    }),
  );
});

test("a point has the one label known of its rows, none where they differ, and a target of unknowns is none", () => {
  const rowOf = Int32Array.of(0, 0, 1, 1, 2, 3, 3, 3);
  const labels = Int32Array.of(4, -1, 5, 6, -1, 7, 8, 7);
  expect([...targetOfPoints(labels, rowOf, 4)!]).toEqual([4, -1, -1, -1]);
  expect(targetOfPoints(new Int32Array(8).fill(-1), rowOf, 4)).toBeUndefined();
});

/** Mean share of the five nearest in the layout that have the label. */
async function purity(embedding: Parameters<typeof kNearestNeighbors>[0], labels: readonly number[]) {
  const { indices } = await kNearestNeighbors(embedding, { k: 5, workers: 1 });
  return indices.filter((j, e) => labels[j] === labels[Math.floor(e / 5)]).length / indices.length;
}

/** One cloud, cut in two halves by labels; `known` of them are given. */
function halves(known: (i: number) => boolean) {
  const { points } = clusteredPoints(240, { clusters: 1, spread: 1 });
  const labels = Array.from({ length: 240 }, (_, i) => (points.data[i * points.cols]! > points.data[0]! ? 1 : 0));
  return { points, labels, target: labels.map((label, i) => (known(i) ? label : -1)) };
}

/** How far the centres of two labels are apart, in mean distances of a point from its own. */
function separation({ data }: { data: Float32Array }, labels: readonly number[]): number {
  const centers = [0, 1].map((label) => {
    const members = [...labels.keys()].filter((i) => labels[i] === label);
    return [0, 1].map((c) => members.reduce((sum, i) => sum + data[2 * i + c]!, 0) / members.length);
  }) as [number[], number[]];
  const apart = (x: ArrayLike<number>, y: ArrayLike<number>) => Math.hypot(x[0]! - y[0]!, x[1]! - y[1]!);
  const within = labels.map((label, i) => apart(data.subarray(2 * i, 2 * i + 2), centers[label]!));
  return (apart(...centers) * labels.length) / within.reduce((sum, value) => sum + value, 0);
}

test("labelled halves of one cloud come apart more than without", async () => {
  const { points, labels, target } = halves(() => true);
  const without = (await umap(points, quick)).embedding;
  const labelled = (await umap(points, { ...quick, target })).embedding;
  expect(await purity(without, labels)).toBeLessThan(0.9);
  expect(await purity(labelled, labels)).toBeGreaterThan(0.99);
  expect(separation(labelled, labels)).toBeGreaterThan(1.5 * separation(without, labels));
});

test("half of the labels help those that are not given", async () => {
  const { points, labels, target } = halves((i) => i % 2 === 0);
  const without = await purity((await umap(points, quick)).embedding, labels);
  const half = await purity((await umap(points, { ...quick, target })).embedding, labels);
  expect(half).toBeGreaterThan(without);
});

test("a target of unknowns gives the bits of none", async () => {
  const { points } = halves(() => false);
  const target = new Int32Array(240).fill(-1);
  expect(await umap(points, { ...quick, target })).toEqual(await umap(points, quick));
});

test("the names of labels, the order of rows and the workers do not matter; copies do not move anything", async () => {
  const { points, target } = halves((i) => i % 3 > 0);
  const { embedding } = await umap(points, { ...quick, target });
  const order = [...Array.from({ length: 240 }, (_, i) => (i * 77) % 240), 7, 7, 8];
  const shuffled = await umap(permuted(points, order), {
    ...quick,
    workers: 2,
    target: order.map((i) => (target[i]! < 0 ? -1 : 9 - target[i]!)),
  });
  expect(shuffled.embedding).toEqual(permuted(embedding, order));
});

test("new points are placed in a supervised layout, and training rows stand where they stood", async () => {
  const { points, target } = halves(() => true);
  const result = await umap(points, { ...quick, target });
  expect(await result.apply(points, { workers: 1 })).toEqual(result.embedding);
  expect(Object.keys(result)).not.toContain("target");
});

test("each row a label of its own, and all edges cut: finite coordinates", async () => {
  const { points } = clusteredPoints(40);
  const target = Array.from({ length: 40 }, (_, i) => i);
  const { embedding } = await umap(points, { ...quick, target, targetWeight: 1 });
  expect(embedding.data.every(Number.isFinite)).toBe(true);
});

test.each<[UmapOptions, string]>([
  [{ target: [0, 1] }, '"target" expected 3 labels, got 2'],
  [{ target: [0, 1, -2] }, '"target" expected integers >= -1, got -2 at position 2'],
  [{ target: [0, 1, Number.NaN] }, '"target" expected integers >= -1, got NaN at position 2'],
  [{ target: [0, 1, 2], targetWeight: 2 }, '"targetWeight" expected a finite number >= 0 and <= 1, got 2'],
])("refuses %j", async (options, message) => {
  await expect(umap([[1], [2], [3]], options)).rejects.toThrow(new RangeError(message));
});

test("refuses a target that is no list", async () => {
  await expect(umap([[1]], { target: "ab" as unknown as number[] })).rejects.toThrow(
    new TypeError('"target" expected an Int32Array or an array of integers, got "ab"'),
  );
});
