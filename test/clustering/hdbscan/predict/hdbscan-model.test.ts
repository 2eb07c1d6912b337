import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HdbscanModel, hdbscan, predictionData } from "../../../../src/clustering";
import { type Matrix, ModelFormatError } from "../../../../src/core";
import { matrix, row } from "../../../../src/core/internal";
import { expectAbortMidway } from "../../../helpers/abort";
import { anyPoints, pick, seededBlobs } from "../../../helpers/points";
import { size } from "../../../helpers/size";

async function fitted(points: Matrix, options = {}): Promise<HdbscanModel> {
  return new HdbscanModel(predictionData(await hdbscan(points, { workers: 1, ...options })));
}

describe("training rows come back", () => {
  test("with exactly their labels and probabilities", async () => {
    const anyOptions = fc.record({
      minClusterSize: fc.integer({ min: 2, max: 5 }),
      metric: fc.constantFrom("euclidean" as const, "cosine" as const),
      allowSingleCluster: fc.boolean(),
      clusterSelectionEpsilon: fc.constantFrom(0, 2),
    });
    await fc.assert(
      fc.asyncProperty(anyPoints({ minRows: 5 }), anyOptions, async (points, options) => {
        const zero = Array.from({ length: points.rows }, (_, i) => row(points, i)).some((r) => r.every((x) => x === 0));
        fc.pre(!(zero && options.metric === "cosine"));
        const result = await hdbscan(points, { workers: 1, ...options });
        const { labels, probabilities, nearestDistances } = await result.apply(points);
        expect(labels).toEqual(result.labels);
        expect(probabilities).toEqual(result.probabilities);
        expect(nearestDistances.every((distance) => distance === 0)).toBe(true);
      }),
      { numRuns: size(75, 300) },
    );
  });
});

test("one at a time equals all at once, bit for bit", async () => {
  const points = seededBlobs(400, 5, 6);
  const queries = pick(points, [...Array(60).keys()]);
  for (let i = 0; i < queries.data.length; i++) queries.data[i]! += ((i * 7919) % 13) / 30;
  const predictor = await fitted(points, { minClusterSize: 8 });
  const together = await predictor.apply(queries);
  expect(new Set(together.labels).size).toBeGreaterThan(3);
  for (let i = 0; i < queries.rows; i++) {
    const alone = await predictor.apply(pick(queries, [i]));
    expect(alone.labels[0]).toBe(together.labels[i]);
    expect(alone.probabilities[0]).toBe(together.probabilities[i]);
    expect([...alone.alternatives.shares]).toEqual([...together.alternatives.shares.slice(i * 3, i * 3 + 3)]);
  }
});

test("the same for 1, 2 and 4 workers, and for calls at the same time", async () => {
  const points = seededBlobs(3000, 24, 6);
  const queries = seededBlobs(4000, 24, 6, 9);
  const predictor = await fitted(points, { minClusterSize: 8 });
  const one = await predictor.apply(queries, { workers: 1 });
  expect(new Set(one.labels).size).toBeGreaterThan(1);
  expect(await predictor.apply(queries, { workers: 2 })).toEqual(one);
  expect(await new HdbscanModel(structuredClone(predictor)).apply(queries, { workers: 4 })).toEqual(one);
  const half = pick(queries, [...Array(2000).keys()]);
  const [first, few, again] = await Promise.all([
    predictor.apply(queries, { workers: 2 }),
    predictor.apply(half, { alternatives: 1, workers: 1 }),
    predictor.apply(queries, { workers: 1 }),
  ]);
  expect(first).toEqual(one);
  expect(again).toEqual(one);
  expect(few.labels).toEqual(one.labels.slice(0, 2000));
});

test("an aborted run rejects with its reason and leaves the predictor as it was", async () => {
  const points = seededBlobs(4000, 48, 3);
  const predictor = await fitted(points, { minClusterSize: 20 });
  const before = await predictor.apply(pick(points, [0, 1]));
  const queries = seededBlobs(4000, 48, 3, 4);
  await expectAbortMidway((follower) => predictor.apply(queries, { ...follower, workers: 2 }));
  expect(await predictor.apply(pick(points, [0, 1]))).toEqual(before);
});

test("queries beyond all measure are far, not NaN", async () => {
  const predictor = await fitted(seededBlobs(100, 2, 3), { minClusterSize: 10 });
  const { labels, probabilities, alternatives } = await predictor.apply([
    [3e38, -3e38],
    [1e25, 0],
  ]);
  expect([...labels]).toEqual([-1, -1]);
  for (const value of [
    ...probabilities,
    ...alternatives.shares,
    ...alternatives.strengths,
    ...alternatives.distances,
  ]) {
    expect(Number.isFinite(value)).toBe(true);
  }
});

test("queries near a cluster join it, far ones are noise, alternatives are ranked", async () => {
  const points = seededBlobs(300, 2, 3, 5);
  const predictor = await fitted(points, { minClusterSize: 10 });
  const inside = pick(points, [0, 1, 2]);
  for (let i = 0; i < inside.data.length; i++) inside.data[i]! += 1e-4;
  const near = await predictor.apply(inside, { alternatives: 2 });
  expect([...near.labels]).toEqual([0, 1, 2].map((i) => predictor.labels[predictor.rows.indexOf(i)]));
  expect([...near.nearestRows]).toEqual([0, 1, 2]);
  expect(near.alternatives.k).toBe(2);
  for (let i = 0; i < 3; i++) {
    expect(near.alternatives.labels[2 * i]).toBe(near.labels[i]);
    expect(near.alternatives.shares[2 * i]! + near.alternatives.shares[2 * i + 1]!).toBeCloseTo(1, 12);
    expect(near.alternatives.distances[2 * i]).toBeLessThan(near.alternatives.distances[2 * i + 1]!);
    expect(near.alternatives.strengths[2 * i]).toBe(near.probabilities[i]);
  }
  const far = await predictor.apply([[1e4, 1e4]]);
  expect([far.labels[0], far.probabilities[0]]).toEqual([-1, 0]);
});

test("a predictor survives as plain data", async () => {
  const points = seededBlobs(200, 3, 4);
  const queries = seededBlobs(30, 3, 4, 8);
  const predictor = await fitted(points);
  const copy = structuredClone(predictor);
  expect(await new HdbscanModel(copy).apply(queries)).toEqual(await predictor.apply(queries));
});

test("no clusters: everything new is noise without alternatives", async () => {
  const predictor = await fitted(matrix(6, 1, Float32Array.of(1, 1, 1, 1, 1, 1)));
  const { labels, alternatives } = await predictor.apply([[2]]);
  expect([labels[0], alternatives.k]).toEqual([-1, 0]);
});

describe("bad input is refused", () => {
  const points = seededBlobs(50, 2, 2);
  test.each<[unknown, object, Error]>([
    [[[1, 2, 3]], {}, new RangeError('"vectors" expected rows of 2 numbers, got 3')],
    [[[1, Number.NaN]], {}, new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1')],
    [[[1, 2]], { alternatives: -1 }, new RangeError('"alternatives" expected an integer >= 0, got -1')],
  ])("%j", async (queries, options, error) => {
    await expect((await fitted(points)).apply(queries as never, options)).rejects.toThrow(error);
  });

  test("something else than a predictor, or a result", async () => {
    expect(() => new HdbscanModel({} as never)).toThrow(
      new ModelFormatError('the "metric" of a clustering is damaged'),
    );
    const { vectors: _, ...rest } = structuredClone(await fitted(points));
    expect(() => new HdbscanModel(rest as never)).toThrow(ModelFormatError);
    const model = await fitted(points);
    const short = { ...(await fitted(points)), labels: new Int32Array(3) };
    expect(() => new HdbscanModel(short)).toThrow(ModelFormatError);
    for (const field of ["rootLambda", "largestLambda"]) {
      for (const wrong of [Object.create(null), "1", Number.NaN, -1, undefined]) {
        expect(() => new HdbscanModel({ ...model, [field]: wrong })).toThrow(ModelFormatError);
      }
    }
    expect(() => predictionData(null as never)).toThrow(
      new TypeError('"result" expected what hdbscan returns, got null'),
    );
  });

  test("a zero query under cosine", async () => {
    const predictor = await fitted(points, { metric: "cosine" });
    await expect(predictor.apply([[0, 0]])).rejects.toThrow(
      new RangeError('"vectors" expected rows that are not all zeros under the cosine metric, got one in row 0'),
    );
  });
});
