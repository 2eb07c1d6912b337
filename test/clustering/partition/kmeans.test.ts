import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjustedRandIndex, kmeans, kmeansSweep } from "../../../src/clustering";
import { nearestCenters } from "../../../src/clustering/internal";
import { row } from "../../../src/core/internal";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { inertiaOf, leastInertia, lloyd, replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;

function distinctCount(points: ReturnType<typeof seededBlobs>): number {
  return new Set(Array.from({ length: points.rows }, (_, i) => [...row(points, i)].map((x) => x + 0).join())).size;
}

/** Points, weights, and a number of clusters they have room for. */
const anyTask = anyPoints({ maxRows: 30, maxCols: 5 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: points.rows, maxLength: points.rows }),
    k: fc.integer({ min: 1, max: distinctCount(points) }),
  }),
);

interface Oracle {
  cases: {
    name: string;
    points: number[][];
    weights: number[] | null;
    start: number[][];
    labels: number[];
    centers: number[][];
    inertia: number;
    iterations: number;
  }[];
}

test.each(fixture<Oracle>("kmeans").cases)(
  "scikit-learn's Lloyd gives the same from the same start: $name",
  async (expected) => {
    const { points, start, weights } = expected;
    const found = await kmeans(points, {
      k: start.length,
      initialCenters: start,
      tolerance: 0,
      ...(weights && { weights }),
      ...single,
    });
    expectSamePartition(found.labels, expected.labels);
    expect(Math.abs(found.inertia / expected.inertia - 1)).toBeLessThan(1e-6);
    expect(found.iterations).toBe(expected.iterations);
    for (const [i, label] of found.labels.entries()) {
      for (const [j, value] of expected.centers[expected.labels[i]!]!.entries()) {
        expect(row(found.centers, label)[j]).toBe(Math.fround(value));
      }
    }
  },
);

describe("what is found", () => {
  test("from given centers, the labels, steps and centers of Lloyd's algorithm by its definition", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, async ({ points, weights, k }) => {
        const order = [
          ...new Map(Array.from({ length: points.rows }, (_, i) => [[...row(points, i)].join(), i])).values(),
        ];
        const start = pick(points, order.slice(0, k));
        const expected = lloyd(
          points,
          weights,
          Array.from({ length: k }, (_, c) => row(start, c)),
        );
        fc.pre(expected !== undefined);
        const found = await kmeans(points, { k, weights, initialCenters: start, tolerance: 0, ...single });
        expect(found.converged).toBe(true);
        const inertia = inertiaOf(points, weights, expected!.labels, k);
        expect(Math.abs(found.inertia - inertia)).toBeLessThanOrEqual(1e-6 * inertia + 1e-9);
      }),
    );
  });

  test("no partition of a few rows has a lower inertia than the best of many starts", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ maxRows: 7, maxCols: 2 }),
        fc.integer({ min: 1, max: 4 }),
        async (points, wished) => {
          const k = Math.min(wished, distinctCount(points));
          const weights = Array.from({ length: points.rows }, (_, i) => 1 + (i % 3));
          const { inertia } = await kmeans(points, { k, weights, restarts: size(40, 100), tolerance: 0, ...single });
          const least = leastInertia(points, weights, k);
          expect(inertia).toBeLessThanOrEqual(least * (1 + 1e-5) + 1e-6);
        },
      ),
      { numRuns: size(15, 40) },
    );
  });

  test("planted groups are found, numbered from the largest", async () => {
    const points = pick(
      seededBlobs(900, 6, 9),
      [...Array(900).keys()].filter((i) => i % 9 < 3 || i % 4 === 0),
    );
    const { labels, sizes } = await kmeans(points, { k: 9, ...single });
    const truth = [...Array(900).keys()].filter((i) => i % 9 < 3 || i % 4 === 0).map((i) => i % 9);
    expect(adjustedRandIndex(truth, labels)).toBe(1);
    expect([...sizes]).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(points.rows);
  });

  test("every label is that of the nearest center, every cluster has rows, and inertia is their sum", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, fc.constantFrom(1, 2, 300), async ({ points, weights, k }, maxIterations) => {
        const found = await kmeans(points, { k, weights, restarts: 2, maxIterations, ...single });
        const { labels, squares } = await nearestCenters(points, found.centers, single);
        expect([...found.labels]).toEqual([...labels]);
        expect([...(await found.apply(points, single))]).toEqual([...labels]);
        expect(new Set(labels).size).toBe(k);
        const sizes = new Float64Array(k);
        for (const [i, label] of labels.entries()) sizes[label]! += weights[i]!;
        expect(found.sizes).toEqual(sizes);
        const inertia = squares.reduce((sum, square, i) => sum + weights[i]! * square, 0);
        expect(Math.abs(found.inertia - inertia)).toBeLessThanOrEqual(1e-12 * inertia);
        expect(found.iterations).toBeLessThanOrEqual(maxIterations);
      }),
    );
  });
});

describe("what it does not depend on", () => {
  test("weights are replicated rows, to the bit", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, async ({ points, weights, k }) => {
        const weighted = await kmeans(points, { k, weights, restarts: 2, ...single });
        const copies = await kmeans(replicated(points, weights), { k, restarts: 2, ...single });
        expect(copies.centers.data).toEqual(weighted.centers.data);
        expect(copies.inertia).toBe(weighted.inertia);
        const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
        expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
      }),
    );
  });

  test("the order of rows changes nothing but the numbers of clusters", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, fc.infiniteStream(fc.nat()), async ({ points, weights, k }, keys) => {
        const order = [...weights.keys()].map((i) => [keys.next().value, i] as const).sort(([a], [b]) => a - b);
        const rows = order.map(([, i]) => i);
        const straight = await kmeans(points, { k, weights, restarts: 2, ...single });
        const mixed = await kmeans(pick(points, rows), {
          k,
          weights: rows.map((i) => weights[i]!),
          restarts: 2,
          ...single,
        });
        expect(mixed.inertia).toBe(straight.inertia);
        expectSamePartition(
          mixed.labels,
          rows.map((i) => straight.labels[i]!),
        );
      }),
    );
  });

  test("the same bits with 1, 2 and 4 workers, over blocks of rows", async () => {
    const points = seededBlobs(size(6000, 20_000), 12, 30);
    const runs = [];
    for (const workers of [1, 2, 4]) runs.push(await kmeans(points, { k: 17, restarts: 2, workers }));
    for (const { labels, centers, inertia, iterations } of runs.slice(1)) {
      expect(labels).toEqual(runs[0]!.labels);
      expect(centers.data).toEqual(runs[0]!.centers.data);
      expect([inertia, iterations]).toEqual([runs[0]!.inertia, runs[0]!.iterations]);
    }
    const others = await kmeans(points, { k: 17, restarts: 2, seed: 2, ...single });
    expect(others.centers.data).not.toEqual(runs[0]!.centers.data);
  });

  test("a sweep gives what kmeans gives for each number", async () => {
    const points = seededBlobs(3000, 5, 12);
    const numbers = [5, 1, 13, 2];
    const swept = await kmeansSweep(points, numbers, { restarts: 3, ...single });
    for (const [i, k] of numbers.entries()) {
      const alone = await kmeans(points, { k, restarts: 3, ...single });
      expect({ ...swept[i]! }).toEqual({ ...alone });
    }
  });
});

describe("the edge of what can be", () => {
  test("one cluster is the mean", async () => {
    const { labels, centers, inertia } = await kmeans(
      [
        [0, 1],
        [2, 1],
        [4, 4],
      ],
      { k: 1, weights: [1, 2, 1] },
    );
    expect([...labels]).toEqual([0, 0, 0]);
    expect([...centers.data]).toEqual([2, 1.75]);
    expect(inertia).toBe(8 + 6.75);
  });

  test("as many clusters as distinct rows: every one by itself", async () => {
    const rows = [[1e-38], [0], [1e38], [1], [1 + 2 ** -23], [0], [-0]];
    const { labels, inertia, sizes } = await kmeans(rows, { k: 5 });
    expectSamePartition(labels, [0, 1, 2, 3, 4, 1, 1]);
    expect(inertia).toBe(0);
    expect([...sizes]).toEqual([3, 1, 1, 1, 1]);
  });

  test("equal rows are one cluster, and no more", async () => {
    const rows = new Array(5).fill([3, 4]);
    expect({ ...(await kmeans(rows, { k: 1 })) }).toMatchObject({ inertia: 0, labels: new Int32Array(5) });
    await expect(kmeans(rows, { k: 2 })).rejects.toThrow(
      new RangeError('"k" expected at most the number of distinct rows (1), got 2'),
    );
  });

  test("rows without columns are equal", async () => {
    const { labels, centers } = await kmeans([[], []], { k: 1 });
    expect([...labels]).toEqual([0, 0]);
    expect([centers.rows, centers.cols]).toEqual([1, 0]);
  });

  test("a center without rows takes over the row that costs most", async () => {
    const rows = [[0], [1], [10], [11], [100]];
    const start = [[5], [200], [300]]; // the last is nearest to none
    const { labels, inertia } = await kmeans(rows, { k: 3, initialCenters: start });
    expectSamePartition(labels, [0, 0, 1, 1, 2]);
    expect(inertia).toBe(1);
    const all = await kmeans(rows, { k: 3, initialCenters: [[7], [7], [7]], maxIterations: 1 });
    expect(new Set(all.labels).size).toBe(3);
  });

  test("a row at the same distance from two centers goes to the smaller one, when fitted and when new", async () => {
    const start = [[6], [0]];
    const fitted = await kmeans([[0], [6], [6]], { k: 2, initialCenters: start });
    expect([...fitted.centers.data]).toEqual([6, 0]);
    expect([...(await fitted.apply([[3], [4], [2]]))]).toEqual([1, 0, 1]);
  });

  test("no new rows, no labels", async () => {
    const fitted = await kmeans([[0], [6]], { k: 2 });
    expect(await fitted.apply([])).toEqual(new Int32Array(0));
  });
});

describe("bad input", () => {
  const rows = [[0], [1], [2]];
  test.each([
    ["no rows", [], { k: 1 }, '"vectors" expected at least one row, got none'],
    ["no k", rows, {}, '"k" expected an integer >= 1, got undefined'],
    ["k = 0", rows, { k: 0 }, '"k" expected an integer >= 1, got 0'],
    ["k too large", [[0], [1], [1]], { k: 3 }, '"k" expected at most the number of distinct rows (2), got 3'],
    ["NaN", [[0], [Number.NaN]], { k: 1 }, '"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'],
    ["a weight of 0", rows, { k: 1, weights: [1, 0, 1] }, '"weights" expected finite numbers > 0, got 0 in row 1'],
    ["weights missing", rows, { k: 1, weights: [1] }, '"weights" expected 3 numbers, got 1'],
    ["unknown option", rows, { k: 1, restart: 2 }, '"restart" is not an option; did you mean "restarts"?'],
    [
      "too few centers",
      rows,
      { k: 2, initialCenters: [[0]] },
      '"initialCenters" expected 2 rows of 1 numbers, got 1 rows of 1',
    ],
    [
      "starts beside centers",
      rows,
      { k: 1, initialCenters: [[0]], restarts: 3 },
      '"restarts" has no meaning beside "initialCenters"',
    ],
    [
      "centers as a word",
      rows,
      { k: 1, initialCenters: "random" },
      '"initialCenters" expected a Matrix or an array of rows of numbers, got "random"',
    ],
  ])("%s", async (_, given, options, message) => {
    await expect(kmeans(given, options as never)).rejects.toThrow(message);
  });

  test("new rows with other columns", async () => {
    const fitted = await kmeans(rows, { k: 2 });
    await expect(fitted.apply([[1, 2]])).rejects.toThrow(new RangeError('"vectors" expected rows of 1 numbers, got 2'));
    await expect(kmeansSweep(rows, [1, 4])).rejects.toThrow(
      new RangeError('"numbers[1]" expected at most the number of distinct rows (3), got 4'),
    );
  });

  test("aborted", async () => {
    const points = seededBlobs(30_000, 16, 8);
    const stop = new AbortController();
    const stages = new Set<string>();
    const work = kmeans(points, {
      k: 40,
      signal: stop.signal,
      onProgress({ stage }) {
        stages.add(stage);
        stop.abort(new Error("enough"));
      },
    });
    await expect(work).rejects.toThrow("enough");
    expect([...stages]).toEqual(["clustering"]);
  });
});

describe("mini-batches", () => {
  test("find planted groups, with labels of the nearest centers, weights as they are", async () => {
    const rows = size(600, 3000);
    const points = seededBlobs(rows, 4, 6);
    const weights = Array.from({ length: rows }, (_, i) => 1 + (i % 3));
    const found = await kmeans(points, { k: 6, weights, algorithm: "mini-batch", restarts: 2, ...single });
    const whole = await kmeans(points, { k: 6, weights, algorithm: "lloyd", ...single });
    expect(found.inertia / whole.inertia).toBeLessThan(1.001);
    expect(await found.apply(points, single)).toEqual(found.labels);
    expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(2 * rows);
    const again = await kmeans(points, { k: 6, weights, algorithm: "mini-batch", restarts: 2, workers: 4 });
    expect(again.centers.data).toEqual(found.centers.data);
    const copies = await kmeans(replicated(points, weights), { k: 6, algorithm: "mini-batch", restarts: 2, ...single });
    expect(copies.centers.data).toEqual(found.centers.data);
  });

  test("as many clusters as distinct rows, one row, given centers", async () => {
    const rows = [[0], [1], [1], [5]];
    const each = await kmeans(rows, { k: 3, algorithm: "mini-batch", restarts: 1 });
    expect([each.inertia, new Set(each.labels).size]).toEqual([0, 3]);
    expect([...(await kmeans([[4]], { k: 1, algorithm: "mini-batch" })).labels]).toEqual([0]);
    const given = await kmeans(rows, { k: 2, algorithm: "mini-batch", initialCenters: [[0], [5]] });
    expectSamePartition(given.labels, [0, 0, 0, 1]);
  });
});
