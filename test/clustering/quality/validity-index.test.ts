import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validityIndex } from "../../../src/clustering";
import { matrix } from "../../../src/core/internal";
import { expectAbortMidway } from "../../helpers/abort";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { size } from "../../helpers/size";
import { validityIndex as naive } from "../../reference/cluster-quality";

interface Oracle {
  quality: { name: string; points: number[][]; labels: number[]; validity: number; perCluster: number[] }[];
}

const modulo = (rows: number, clusters: number) => Int32Array.from({ length: rows }, (_, i) => i % clusters);

test.each(fixture<Oracle>("quality").quality)("Python's hdbscan.validity gives the same: $name", async (expected) => {
  const found = await validityIndex(expected.points, expected.labels, { workers: 1 });
  expect(Math.abs(found.score - expected.validity)).toBeLessThan(1e-5);
  for (const [i, value] of expected.perCluster.entries()) {
    expect(Math.abs(found.perCluster[i]! - value)).toBeLessThan(1e-5);
  }
});

describe("by definition", () => {
  test("on points without ties", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 70 }),
        fc.nat(1e6),
        async (perCluster, clusters, cols, seed) => {
          const points = seededBlobs(perCluster * clusters, cols, 3, seed);
          const labels = modulo(points.rows, clusters);
          const sorted = lexicographic(points.rows, (i) => [...points.data.subarray(i * cols, (i + 1) * cols)]);
          const expected = naive(
            pick(points, sorted),
            sorted.map((i) => labels[i]!),
          );
          const found = await validityIndex(points, labels, { workers: 1 });
          expect(found.score).toBeCloseTo(expected.score, 5);
          for (const [i, value] of expected.perCluster.entries()) expect(found.perCluster[i]).toBeCloseTo(value, 5);
        },
      ),
      { numRuns: size(50, 200) },
    );
  });

  test("weights are replicated rows, to the bit", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 6, maxRows: 24 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 24, maxLength: 24 }),
        async (points, some) => {
          const weights = some.slice(0, points.rows);
          const labels = modulo(points.rows, 3);
          labels[0] = -1;
          fc.pre(points.rows >= 7);
          const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
          const weighted = await validityIndex(points, labels, { weights, workers: 1 });
          const replicated = await validityIndex(
            pick(points, copies),
            copies.map((i) => labels[i]!),
            { workers: 1 },
          );
          expect(weighted.perCluster).toEqual(replicated.perCluster);
          expect(weighted.score).toBeCloseTo(replicated.score, 12);
          expect(weighted.perCluster.every((value) => value >= -1 && value <= 1)).toBe(true);
        },
      ),
      { numRuns: size(50, 200) },
    );
  });

  test("equal rows have core distance 0", async () => {
    // Clusters of one place each have nothing sparse in them.
    const rows = [[0], [0], [3], [3]];
    expect(await validityIndex(rows, [0, 0, 1, 1], { workers: 1 })).toEqual({
      score: 1,
      perCluster: Float64Array.of(1, 1),
    });
    // Each cluster reaches as far as the other one: nothing is between them.
    expect((await validityIndex(rows, [0, 1, 0, 1], { workers: 1 })).score).toBe(0);
    expect((await validityIndex([[5], [5], [5], [5]], [0, 1, 0, 1], { workers: 1 })).score).toBe(0);
  });

  test("a cluster of one row is noise, and noise counts by its share", async () => {
    const rows = [[0], [1], [20], [21]];
    const labels = [0, 0, 1, 1];
    const { score } = await validityIndex(rows, labels, { workers: 1 });
    const more = await validityIndex([...rows, [10], [11]], [...labels, 3, -1], { workers: 1 });
    expect(more.score).toBeCloseTo((score * 4) / 6, 12);
    expect(more.perCluster).toEqual(Float64Array.of(18 / 19, 18 / 19, 0, 0));
  });

  test("cosine is euclidean on rows of length 1", async () => {
    const points = seededBlobs(40, 3, 2);
    const units = Array.from({ length: 40 }, (_, i) => {
      const values = [...points.data.subarray(i * 3, i * 3 + 3)];
      const length = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
      return values.map((x) => x / length);
    });
    const options = { workers: 1 };
    const cosine = await validityIndex(points, modulo(40, 2), { ...options, metric: "cosine" });
    expect(cosine).toEqual(await validityIndex(units, modulo(40, 2), options));
  });
});

describe("many dimensions", () => {
  test("the powers do not overflow, whatever the unit", async () => {
    const points = seededBlobs(200, 700, 4);
    const labels = modulo(200, 4);
    const straight = await validityIndex(points, labels, { workers: 1 });
    expect(straight.score).toBeGreaterThan(0.5);
    for (const factor of [2 ** 100, 2 ** -100]) {
      const scaled = matrix(
        200,
        700,
        points.data.map((x) => x * factor),
      );
      expect(await validityIndex(scaled, labels, { workers: 1 })).toEqual(straight);
    }
  });
});

describe("results do not depend on", () => {
  const points = seededBlobs(1200, 12, 5, 4);
  const labels = modulo(1200, 5);

  test("the number of workers", async () => {
    const one = await validityIndex(points, labels, { workers: 1 });
    expect(await validityIndex(points, labels, { workers: 2 })).toEqual(one);
  });

  test("the order of rows", async () => {
    const order = [...Array(1200).keys()].map((i) => (i * 7) % 1200);
    const shuffled = await validityIndex(
      pick(points, order),
      order.map((i) => labels[i]!),
      { workers: 1 },
    );
    expect(shuffled).toEqual(await validityIndex(points, labels, { workers: 1 }));
  });
});

describe("bad input is refused", () => {
  const four = [[0], [1], [8], [9]];
  const few = (count: number) =>
    new RangeError(`"labels" expected at least 2 clusters of 2 rows or more, got ${count}`);
  test.each<[string, unknown, unknown, object, Error]>([
    [
      "NaN",
      [[0], [Number.NaN]],
      [0, 1],
      {},
      new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'),
    ],
    ["too few labels", four, [0, 1], {}, new RangeError('"labels" expected 4 labels, got 2')],
    ["one cluster", four, [0, 0, 0, -1], {}, few(1)],
    ["one cluster and a single row", four, [0, 0, 0, 1], {}, few(1)],
    ["only single rows", four, [0, 1, 2, 3], {}, few(0)],
    ["no cluster", four, [-1, -1, -1, -1], {}, few(0)],
    ["no rows", [], [], {}, few(0)],
    [
      "a fractional weight",
      four,
      [0, 0, 1, 1],
      { weights: [1, 1, 0.5, 1] },
      new RangeError('"weights" expected whole numbers >= 1, got 0.5 at position 2'),
    ],
    [
      "an unknown option",
      four,
      [0, 0, 1, 1],
      { perCluster: true },
      new TypeError('"perCluster" is not an option; known options: metric, weights, workers, signal, onProgress'),
    ],
  ])("%s", async (_, vectors, labels, options, error) => {
    await expect(validityIndex(vectors as never, labels as never, options)).rejects.toThrow(error);
  });

  test("an aborted run rejects with its reason", async () => {
    await expectAbortMidway((follower) => validityIndex(seededBlobs(900, 8, 3), modulo(900, 3), follower));
  });
});

test("progress ends at 1 and never falls", async () => {
  const seen: number[] = [];
  const onProgress = ({ fraction }: { fraction: number }) => void seen.push(fraction);
  await validityIndex(seededBlobs(3000, 16, 3), modulo(3000, 3), { onProgress });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

function lexicographic(rows: number, row: (i: number) => number[]): number[] {
  return [...Array(rows).keys()].sort((a, b) => {
    const [left, right] = [row(a), row(b)];
    const at = left.findIndex((x, j) => x !== right[j]);
    return at < 0 ? a - b : left[at]! - right[at]!;
  });
}
