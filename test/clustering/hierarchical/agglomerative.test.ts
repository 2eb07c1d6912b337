import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AgglomerativeModel,
  adjustedRandIndex,
  agglomerative,
  cutDendrogram,
  linkageMatrix,
} from "../../../src/clustering";
import { matrix, row } from "../../../src/core/internal";
import { fixture } from "../../helpers/fixture";
import { anyPoints, MISLEADING, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { mergeHeights, squareOf } from "../../reference/engines";
import { replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;
const LINKAGES = ["ward", "average", "complete", "single"] as const;

interface Oracle {
  hierarchies: {
    points: number[][];
    k: number;
    trees: Record<(typeof LINKAGES)[number], { heights: number[]; labels: number[] }>;
  }[];
  iris: {
    points: number[][];
    species: number[];
    ward: { heights: number[]; sizes: number[]; adjustedRandIndex: number };
  };
}

describe.each(fixture<Oracle>("engines").hierarchies)("scipy's case %#", ({ points, k, trees }) => {
  test.each(LINKAGES)("%s", async (linkage) => {
    const found = await agglomerative(points, { linkage, k, ...single });
    const heights = linkageMatrix(found).map(([, , height]) => height);
    for (const [i, height] of trees[linkage].heights.entries()) {
      expect(Math.abs(heights[i]! - height)).toBeLessThanOrEqual(2e-6 * height);
    }
    expectSamePartition(found.labels, trees[linkage].labels);
  });
});

test("iris by ward", async () => {
  const { points, species, ward } = fixture<Oracle>("engines").iris;
  const found = await agglomerative(points, { k: 3, ...single });
  const last = linkageMatrix(found)
    .slice(-5)
    .map(([, , height]) => height);
  for (const [i, height] of ward.heights.entries()) expect(Math.abs(last[i]! / height - 1)).toBeLessThan(1e-6);
  expect([...found.sizes]).toEqual(ward.sizes);
  expect(adjustedRandIndex(species, found.labels)).toBeCloseTo(ward.adjustedRandIndex, 9);
});

// The twelve points of scipy's documentation of `ward`, and the heights it prints.
const TWELVE = [
  ...[
    [0, 0],
    [0, 1],
    [1, 0],
    [0, 4],
    [0, 3],
    [1, 4],
  ],
  ...[
    [4, 0],
    [3, 0],
    [4, 1],
    [4, 4],
    [3, 4],
    [4, 3],
  ],
] as number[][];

test.each([
  ["ward", [1, 1, 1, 1, 1.29099445, 1.29099445, 1.29099445, 1.29099445, 5.77350269, 5.77350269, 8.16496581]],
  ["average", [1, 1, 1, 1, 1.20710678, 1.20710678, 1.20710678, 1.20710678, 3.39675184, 3.39675184, 4.09206523]],
  ["complete", [1, 1, 1, 1, Math.SQRT2, Math.SQRT2, Math.SQRT2, Math.SQRT2, 4.12310563, 4.12310563, 5.65685425]],
  ["single", [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]],
] as const)("scipy's twelve points: %s", async (linkage, heights) => {
  const found = await agglomerative(TWELVE, { linkage, k: 4 });
  for (const [i, [, , height]] of linkageMatrix(found).entries()) expect(height).toBeCloseTo(heights[i]!, 5);
  expectSamePartition(found.labels, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

const anyTask = anyPoints({ maxRows: 22, maxCols: 4 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: points.rows, maxLength: points.rows }),
    linkage: fc.constantFrom(...LINKAGES),
  }),
);

/** Whether no two merges are near in height, so that the order of merges is not left to ties. */
function isTieFree(heights: readonly number[]): boolean {
  return heights.every((height, i) => i === 0 || height - heights[i - 1]! > 1e-4 * height);
}

describe("what is found", () => {
  test("merges by the definition, where no two distances tie", async () => {
    const scattered = fc.tuple(fc.integer({ min: 2, max: 18 }), fc.integer({ min: 1, max: 4 })).chain(([rows, cols]) =>
      fc
        .array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: rows * cols, maxLength: rows * cols })
        .map((data) =>
          matrix(
            rows,
            cols,
            Float32Array.from(data, (value) => value / 1000),
          ),
        ),
    );
    await fc.assert(
      fc.asyncProperty(scattered, fc.constantFrom(...LINKAGES), fc.nat({ max: 5 }), async (points, linkage, weight) => {
        const weights = Array.from({ length: points.rows }, (_, i) => 1 + ((i * weight) % 4));
        const expected = mergeHeights(points, weights, linkage);
        fc.pre(isTieFree(expected) && expected[0]! > 1e-3);
        const found = await agglomerative(points, { linkage, weights, k: 1, ...single });
        for (const [i, height] of expected.entries()) {
          expect(Math.abs(found.dendrogram.distances[i]! / height - 1)).toBeLessThan(1e-5);
        }
      }),
    );
  });

  test("a tree: every node is merged once, sizes add up, heights rise", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, async ({ points, weights, linkage }) => {
        const { dendrogram, points: distinct } = await agglomerative(points, { linkage, weights, k: 1, ...single });
        const { left, right, distances, sizes } = dendrogram;
        const count = distinct.rows.length;
        const nodes = [...left, ...right].sort((a, b) => a - b);
        expect(nodes).toEqual(Array.from({ length: 2 * (count - 1) }, (_, node) => node));
        const sizeOf = (node: number) => (node < count ? distinct.weights[node]! : sizes[node - count]!);
        expect([...distances]).toEqual([...distances].sort((a, b) => a - b));
        for (const [i, size] of sizes.entries()) {
          expect(size).toBe(sizeOf(left[i]!) + sizeOf(right[i]!));
          expect(Math.max(left[i]!, right[i]!)).toBeLessThan(count + i);
        }
      }),
    );
  });

  test.each(MISLEADING)("ward passes over no nearer cluster: %s", async (_, cols, change) => {
    const points = seededBlobs(70, cols, 9);
    points.data.forEach((value, i) => {
      points.data[i] = change(value, i);
    });
    const found = linkageMatrix(await agglomerative(points, { k: 1, ...single })).map(([, , height]) => height);
    const expected = mergeHeights(points, new Array(70).fill(1), "ward");
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum(found) / sum(expected) - 1)).toBeLessThan(0.01); // ties may be merged in another order
    expect(Math.abs(found.at(-1)! / expected.at(-1)! - 1)).toBeLessThan(0.05);
  });

  test("cut by k or by height, again and again", async () => {
    const points = seededBlobs(400, 3, 6);
    const fitted = await agglomerative(points, { linkage: "average", k: 6, ...single });
    expect(
      adjustedRandIndex(
        [...Array(400).keys()].map((i) => i % 6),
        fitted.labels,
      ),
    ).toBe(1);
    for (const k of [1, 2, 6, 30]) {
      const cut = cutDendrogram(fitted, { k });
      expect(cut.sizes.length).toBe(k);
      expect(cut.labels).toEqual((await agglomerative(points, { linkage: "average", k, ...single })).labels);
    }
    for (const k of [2, 6, 30]) {
      const next = fitted.dendrogram.distances.at(1 - k)!; // the merge that is not made
      const last = fitted.dendrogram.distances.at(-k)!;
      const cut = cutDendrogram(fitted, { height: (next + last) / 2 });
      expect(cut.labels).toEqual(cutDendrogram(fitted, { k }).labels);
    }
    expect(cutDendrogram(fitted, { height: 1e9 }).sizes).toEqual(Float64Array.of(400));
    expect(cutDendrogram(fitted, { height: 0 }).sizes.length).toBe(fitted.points.rows.length);
  });
});

describe("what it does not depend on", () => {
  test("weights are replicated rows; the order of rows changes names alone; rows of the fit keep their labels", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, fc.infiniteStream(fc.nat()), async ({ points, weights, linkage }, keys) => {
        const most = new Set(
          Array.from({ length: points.rows }, (_, i) => [...row(points, i)].map((x) => x + 0).join()),
        );
        const k = 1 + (keys.next().value % most.size);
        const weighted = await agglomerative(points, { linkage, weights, k, ...single });
        const copies = await agglomerative(replicated(points, weights), { linkage, k, ...single });
        expect(copies.dendrogram).toEqual(weighted.dendrogram);
        const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
        expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
        const order = [...weights.keys()].map((i) => [keys.next().value, i] as const).sort(([a], [b]) => a - b);
        const rows = order.map(([, i]) => i);
        const mixed = await agglomerative(pick(points, rows), {
          linkage,
          k,
          weights: rows.map((i) => weights[i]!),
          ...single,
        });
        expect(mixed.dendrogram).toEqual(weighted.dendrogram);
        expectSamePartition(
          mixed.labels,
          rows.map((i) => weighted.labels[i]!),
        );
        expect(await new AgglomerativeModel(structuredClone(weighted)).apply(points, single)).toEqual(weighted.labels);
      }),
    );
  });

  test.each(LINKAGES)("%s: the same bits with 1, 2 and 4 workers", async (linkage) => {
    const points = seededBlobs(size(500, 1200), 5, 9);
    const runs = await Promise.all([1, 2, 4].map((workers) => agglomerative(points, { linkage, k: 9, workers })));
    for (const run of runs.slice(1)) expect({ ...run }).toEqual({ ...runs[0]! });
  });
});

describe("new rows", () => {
  test("go with the nearest row, within maxDistance", async () => {
    const rows = [[0], [1], [8], [9]];
    const near = await agglomerative(rows, { k: 2, maxDistance: 2 });
    expect([...(await near.apply([[3], [3.5], [7], [40], [4.5]]))]).toEqual([0, -1, 1, -1, -1]);
    const all = await agglomerative(rows, { k: 2 });
    const labels = await all.apply([[3], [40], [4.5]]);
    expect([...labels]).toEqual([0, 1, 0]); // of two at the same distance, the smaller
    expect(squareOf([3], [1])).toBe(4);
  });
});

describe("the edge of what can be", () => {
  test.each(LINKAGES)("%s: one row, equal rows, no columns, the largest numbers", async (linkage) => {
    const one = await agglomerative([[5]], { linkage, k: 1 });
    expect([[...one.labels], linkageMatrix(one)]).toEqual([[0], []]);
    const equal = await agglomerative(new Array(3).fill([1, 2]), { linkage, k: 1 });
    expect(linkageMatrix(equal)).toEqual([
      [0, 1, 0, 2],
      [2, 3, 0, 3],
    ]);
    expect([...(await agglomerative([[], []], { linkage, k: 1 })).labels]).toEqual([0, 0]);
    const far = await agglomerative([[1e38], [-3e38], [9e37], [-2.9e38]], { linkage, k: 2 });
    expect([...far.labels]).toEqual([0, 1, 0, 1]);
  });
});

test.each([
  ["no rows", [], { k: 1 }, '"vectors" expected at least one row, got none'],
  ["no cut", [[0]], {}, 'expected one of "k" and "height", got none'],
  ["two cuts", [[0]], { k: 1, height: 2 }, 'expected one of "k" and "height", got both'],
  ["k too large", [[0], [0], [1]], { k: 3 }, '"k" expected at most the number of distinct rows (2), got 3'],
  ["NaN", [[Number.NaN]], { k: 1 }, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 0'],
  [
    "no such linkage",
    [[0]],
    { k: 1, linkage: "centroid" },
    '"linkage" expected "ward", "average", "complete" or "single", got "centroid"',
  ],
  [
    "too many rows for a matrix",
    matrix(
      23_171,
      1,
      Float32Array.from({ length: 23_171 }, (_, i) => i),
    ),
    { k: 1, linkage: "complete" },
    '"vectors" expected at most 23170 distinct rows for the linkage "complete", got 23171',
  ],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(agglomerative(rows as never, options as never)).rejects.toThrow(message);
});
