import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { silhouette } from "../../../src/clustering";
import { matrix } from "../../../src/core/internal";
import { expectAbortMidway } from "../../helpers/abort";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { size } from "../../helpers/size";
import { silhouettes } from "../../reference/cluster-quality";

interface Oracle {
  quality: {
    name: string;
    points: number[][];
    labels: number[];
    silhouettes: number[];
    cosineSilhouettes: number[];
  }[];
}

const modulo = (rows: number, clusters: number) => Int32Array.from({ length: rows }, (_, i) => i % clusters);

test.each(fixture<Oracle>("quality").quality)("scikit-learn gives the same: $name", async (expected) => {
  const { points, labels } = expected;
  for (const [metric, values] of [
    ["euclidean", expected.silhouettes],
    ["cosine", expected.cosineSilhouettes],
  ] as const) {
    const found = await silhouette(points, labels, { metric, workers: 1 });
    const kept = [...found.values].filter((_, i) => labels[i]! >= 0);
    for (const [i, value] of kept.entries()) expect(Math.abs(value - values[i]!)).toBeLessThan(1e-5);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(found.score).toBeCloseTo(mean, 6);
  }
});

describe("by definition", () => {
  test("rows with weights are replicated rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 2, maxRows: 20 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 20, maxLength: 20 }),
        fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 20, maxLength: 20 }),
        async (points, some, someLabels) => {
          const weights = some.slice(0, points.rows);
          const labels = someLabels.slice(0, points.rows);
          fc.pre(new Set(labels.filter((label) => label >= 0)).size > 1);
          const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
          const { values, score, perCluster } = await silhouette(points, labels, { weights, workers: 1 });
          const expected = silhouettes(
            pick(points, copies),
            copies.map((i) => labels[i]!),
          );
          for (const [at, i] of copies.entries()) expect(values[i]).toBeCloseTo(expected[at]!, 4);
          const inClusters = copies.filter((i) => labels[i]! >= 0);
          expect(score).toBeCloseTo(inClusters.reduce((sum, i) => sum + values[i]!, 0) / inClusters.length, 9);
          const ofFirst = copies.filter((i) => labels[i] === labels.find((label) => label >= 0));
          expect(perCluster[labels[ofFirst[0]!]!]).toBeCloseTo(
            ofFirst.reduce((sum, i) => sum + values[i]!, 0) / ofFirst.length,
            9,
          );
        },
      ),
      { numRuns: size(50, 200) },
    );
  });

  test("a lone row has 0, a label without rows 0, equal clusters 0", async () => {
    expect(await silhouette([[0], [1], [9]], [0, 0, 2], { workers: 1 })).toMatchObject({
      values: Float64Array.of(8 / 9, 7 / 8, 0),
      perCluster: Float64Array.of((8 / 9 + 7 / 8) / 2, 0, 0),
    });
    expect((await silhouette([[5], [5], [5], [5]], [0, 1, 0, 1], { workers: 1 })).score).toBe(0);
  });
});

describe("results do not depend on", () => {
  const points = seededBlobs(900, 9, 5, 4);
  const labels = modulo(900, 5);

  test("the number of workers", async () => {
    const one = await silhouette(points, labels, { workers: 1 });
    expect(await silhouette(points, labels, { workers: 2 })).toEqual(one);
  });

  test("the order of rows", async () => {
    const order = [...Array(900).keys()].map((i) => (i * 7) % 900);
    const straight = await silhouette(points, labels, { workers: 1 });
    const shuffled = await silhouette(
      pick(points, order),
      Int32Array.from(order, (i) => labels[i]!),
      { workers: 1 },
    );
    expect(shuffled.values).toEqual(Float64Array.from(order, (i) => straight.values[i]!));
    expect(shuffled.score).toBe(straight.score);
  });

  test("the unit of the coordinates", async () => {
    const straight = await silhouette(points, labels, { workers: 1 });
    const huge = matrix(
      900,
      9,
      points.data.map((x) => x * 2 ** 110),
    );
    expect(await silhouette(huge, labels, { workers: 1 })).toEqual(straight);
  });
});

describe("bad input is refused", () => {
  const four = [[0], [1], [8], [9]];
  test.each<[string, unknown, unknown, object, Error]>([
    [
      "NaN",
      [[0], [Number.NaN]],
      [0, 1],
      {},
      new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'),
    ],
    ["too few labels", four, [0, 1], {}, new RangeError('"labels" expected 4 labels, got 2')],
    ["one cluster", four, [0, 0, 0, -1], {}, new RangeError('"labels" expected at least 2 clusters, got 1')],
    ["no cluster", four, [-1, -1, -1, -1], {}, new RangeError('"labels" expected at least 2 clusters, got 0')],
    ["no rows", [], [], {}, new RangeError('"labels" expected at least 2 clusters, got 0')],
    [
      "a label that is no number",
      four,
      [0, 0, 1, "1"],
      {},
      new RangeError('"labels" expected integers >= -1, got "1" at position 3'),
    ],
    [
      "a weight of 0",
      four,
      [0, 0, 1, 1],
      { weights: [1, 1, 0, 1] },
      new RangeError('"weights" expected whole numbers >= 1, got 0 at position 2'),
    ],
    [
      "a zero row under cosine",
      four,
      [0, 0, 1, 1],
      { metric: "cosine" },
      new RangeError('"vectors" expected rows that are not all zeros under the cosine metric, got one in row 0'),
    ],
    [
      "an unknown metric",
      four,
      [0, 0, 1, 1],
      { metric: "chebyshev" },
      new RangeError('"metric" expected "euclidean" or "cosine", got "chebyshev"'),
    ],
    [
      "an unknown option",
      four,
      [0, 0, 1, 1],
      { metrics: "cosine" },
      new TypeError('"metrics" is not an option; did you mean "metric"?'),
    ],
  ])("%s", async (_, vectors, labels, options, error) => {
    await expect(silhouette(vectors as never, labels as never, options)).rejects.toThrow(error);
  });

  test("an aborted run rejects with its reason", async () => {
    await expectAbortMidway((follower) => silhouette(seededBlobs(900, 8, 3), modulo(900, 3), follower));
  });
});
