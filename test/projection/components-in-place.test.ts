import { expect, test } from "vitest";
import type { Matrix } from "../../src/core";
import { checkpoint, matrix, randomStream } from "../../src/core/internal";
import { umap } from "../../src/projection";
import { componentsInPlace } from "../../src/projection/components-in-place";
import { sparseOf } from "../helpers/sparse";

const random = randomStream(5, "test/components");

/** Groups of this size around these places, and the members of each. */
function groupsAt(places: readonly (readonly number[])[], size: number) {
  const points = places.flatMap((place, g) =>
    Array.from({ length: size }, (_, m) => place.map((value, c) => value + random.uniform(g * size + m, c) - 0.5)),
  );
  const components = places.map((_, g) => Int32Array.from({ length: size }, (_, m) => g * size + m));
  return { points, components };
}

function start(points: number[][], components: Int32Array[], layOut: (rows: number) => Matrix) {
  const empty = sparseOf(points.map((row) => points.map(() => 0 * row.length)));
  const at = checkpoint("test", {});
  return componentsInPlace(empty, components, matrixOf(points), async ({ rows }) => layOut(rows), at);
}

function matrixOf(rows: number[][]): Matrix {
  return matrix(rows.length, rows[0]!.length, Float32Array.from(rows.flat()));
}

const row = ({ data, cols }: Matrix, i: number) => [...data.subarray(i * cols, (i + 1) * cols)];
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, c) => value - b[c]!));

test("a layout that is turned, mirrored, shifted and of another size is laid onto the principal coordinates", async () => {
  const { points, components } = groupsAt(
    [
      [0, 0],
      [3, 1],
      [1, 2],
    ],
    12,
  );
  let next = 0;
  const result = await start(points, components, (rows) => {
    const members = components[next++]!;
    const turned = Array.from({ length: rows }, (_, m) => points[members[m]!]!).map(([x, y]) => [
      9 - 7 * y!,
      4 - 7 * x!,
    ]);
    return matrixOf(turned);
  });
  for (const [i, point] of points.entries()) expect(distance(row(result, i), point)).toBeLessThan(1e-4);
});

test("too few points for a layout keep their coordinates; groups far apart are drawn together, in the same directions", async () => {
  const unasked = () => expect.fail("a component of 3 has no layout in 2 dimensions");
  const near = groupsAt(
    [
      [0, 0],
      [3, 1],
    ],
    3,
  );
  expect(await start(near.points, near.components, unasked)).toEqual(matrixOf(near.points));
  const far = groupsAt(
    [
      [0, 0],
      [3000, 4000],
      [6000, 8000],
    ],
    3,
  );
  const result = await start(far.points, far.components, unasked);
  const [a, b, c] = [0, 3, 6].map((i) => row(result, i)) as [number[], number[], number[]];
  expect(distance(a, b)).toBeLessThan(20);
  expect(distance(a, b)).toBeGreaterThan(2);
  expect(distance(a, c) / distance(a, b)).toBeCloseTo(2, 0);
  const inside = distance(far.points[0]!, far.points[1]!);
  expect(distance(a, row(result, 1))).toBeCloseTo(inside, 2);
});

test("equal points, and a single component of one point, stay finite", async () => {
  const same = Array.from({ length: 8 }, () => [1, 2]);
  const halves = [Int32Array.of(0, 1, 2, 3), Int32Array.of(4, 5, 6, 7)];
  const result = await start(same, halves, (rows) => matrix(rows, 2));
  expect([...result.data].every(Number.isFinite)).toBe(true);
});

test("a few components on a line keep their order in the picture, after few epochs or many", async () => {
  const places = [0, 3, 2, 1].map((step) => [20 * step, 0, 0, 0]);
  const { points } = groupsAt(places, 20);
  for (const nEpochs of [30, 400]) {
    const { embedding } = await umap(points, { nNeighbors: 10, nEpochs, seed: 2, workers: 1 });
    const centres = places.map((_, g) => {
      const own = Array.from({ length: 20 }, (_, m) => row(embedding, 20 * g + m));
      return [0, 1].map((c) => own.reduce((sum, point) => sum + point[c]! / 20, 0));
    });
    const [first, last, third, second] = centres as [number[], number[], number[], number[]];
    const ends = distance(first, last);
    for (const [a, b] of [
      [first, second],
      [second, third],
      [third, last],
      [first, third],
      [second, last],
    ] as const) {
      expect(distance(a, b)).toBeLessThan(0.9 * ends);
    }
  }
});
