import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HdbscanOptions, hdbscan, membershipVectors, predictionData } from "../../../../src/clustering";
import type { Vectors } from "../../../../src/core";
import { expectAbortMidway } from "../../../helpers/abort";
import { Cases } from "../../../helpers/cases";
import { fixture } from "../../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../../helpers/points";
import { size } from "../../../helpers/size";

async function fitted(points: Vectors, options: HdbscanOptions = {}) {
  const result = await hdbscan(points, { workers: 1, ...options });
  return { result, predictor: predictionData(result) };
}

describe("well separated clusters", () => {
  const points = seededBlobs(500, 5, 5, 2);

  test("a member's strongest is its own, with its probability", async () => {
    const { result, predictor } = await fitted(points);
    expect(result.selectedClusters.length).toBe(5);
    const { k, labels, memberships } = await membershipVectors(predictor, points, { top: 5, workers: 1 });
    expect(k).toBe(5);
    expect(result.labels.every((label) => label >= 0)).toBe(true);
    for (let i = 0; i < points.rows; i++) {
      expect(labels[i * 5]).toBe(result.labels[i]);
      const sum = memberships.subarray(i * 5, i * 5 + 5).reduce((total, x) => total + x, 0);
      expect(sum).toBeCloseTo(result.probabilities[i]!, 12);
      expect(memberships[i * 5]).toBeGreaterThan(0.9 * sum);
    }
  });

  test("new points near a cluster belong to it, those between two to both, those far away to none", async () => {
    const rows = [[0], [1], [2], [3], [10], [11], [12], [13]];
    const { predictor } = await fitted(rows, { minClusterSize: 3, minSamples: 1 });
    const { labels, memberships } = await membershipVectors(predictor, [[1.5], [6.5], [1000]], { workers: 1 });
    expect(labels[0]).toBe(0);
    expect(memberships[0]).toBeGreaterThan(0.8);
    // As near to the exemplars of both; the tree joins it with the first at half the distance of the second.
    expect(memberships[2]! / memberships[3]!).toBeCloseTo(2, 6);
    expect(memberships[4]! + memberships[5]!).toBeLessThan(0.01);
  });
});

test("the strongest is mostly that of Python's hdbscan", async () => {
  const { cases } = fixture<{ cases: { points: number[][]; settings: object; labels: number[] }[] }>("hdbscan");
  const { soft } = fixture<{ soft: ({ top: number[] } | null)[] }>("quality");
  let same = 0;
  let asked = 0;
  for (const [i, { points, settings, labels }] of cases.entries()) {
    const top = soft[i]?.top;
    if (!top || Object.keys(settings).length > 1) continue;
    const { result, predictor } = await fitted(points, { minClusterSize: 5 });
    const found = await membershipVectors(predictor, points, { top: 1, workers: 1 });
    const names = new Map(labels.map((label, row) => [label, result.labels[row]]));
    for (const [row, label] of found.labels.entries()) {
      asked += 1;
      if (names.get(top[row]!) === label) same += 1;
    }
  }
  expect(asked).toBeGreaterThan(300);
  expect(same / asked).toBeGreaterThan(0.95);
});

describe("whatever the points", () => {
  const anyOptions = fc.record({
    minClusterSize: fc.integer({ min: 2, max: 5 }),
    minSamples: fc.integer({ min: 1, max: 4 }),
    clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
    allowSingleCluster: fc.boolean(),
  });

  test("memberships are sorted, in [0, 1], sum to at most 1; members' to their probability", async () => {
    const cases = new Cases("member");
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 6 }),
        anyPoints({ maxRows: 6 }),
        anyOptions,
        async (points, more, options) => {
          const { result, predictor } = await fitted(points, options);
          const clusters = result.selectedClusters.length;
          const { k, labels, memberships } = await membershipVectors(predictor, points, { top: 1e6, workers: 1 });
          expect(k).toBe(clusters);
          for (let i = 0; i < points.rows; i++) {
            const own = memberships.subarray(i * k, (i + 1) * k);
            const sum = own.reduce((total, x) => total + x, 0);
            expect(own.every((x, j) => x >= 0 && x <= (own[j - 1] ?? 1))).toBe(true);
            expect(sum).toBeLessThan(1 + 1e-12);
            expect(new Set(labels.subarray(i * k, (i + 1) * k)).size).toBe(k);
            if (cases.when("member", k > 0 && labels[i * k] === result.labels[i]))
              expect(sum).toBeCloseTo(result.probabilities[i]!, 12);
          }
          const queries = Array.from({ length: more.rows }, (_, i) =>
            Array.from({ length: points.cols }, (_, j) => more.data[i * more.cols + (j % more.cols)]!),
          );
          const together = await membershipVectors(predictor, queries, { workers: 1 });
          expect(together.memberships.every((x) => x >= 0 && x <= 1)).toBe(true);
          for (const [i, query] of queries.entries()) {
            const alone = await membershipVectors(predictor, [query], { workers: 1 });
            expect(alone.labels).toEqual(together.labels.slice(i * alone.k, (i + 1) * alone.k));
            expect(alone.memberships).toEqual(together.memberships.slice(i * alone.k, (i + 1) * alone.k));
          }
        },
      ),
      { numRuns: size(50, 200) },
    );
    cases.expectAll(100);
  });
});

test("results do not depend on the number of workers, nor on the order of rows", async () => {
  const points = seededBlobs(1500, 8, 6, 5);
  const { predictor } = await fitted(points);
  const one = await membershipVectors(predictor, points, { workers: 1 });
  expect(await membershipVectors(predictor, points, { workers: 2 })).toEqual(one);
  const order = [...Array(1500).keys()].map((i) => (i * 7) % 1500);
  const { predictor: shuffled } = await fitted(pick(points, order));
  expect(await membershipVectors(shuffled, points, { workers: 1 })).toEqual(one);
});

describe("bad input is refused", () => {
  test.each<[string, unknown, object, Error]>([
    [
      "NaN",
      [[0, Number.NaN]],
      {},
      new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1'),
    ],
    ["other columns", [[0]], {}, new RangeError('"vectors" expected rows of 2 numbers, got 1')],
    [
      "a zero row under cosine",
      [[0, 0]],
      {},
      new RangeError('"vectors" expected rows that are not all zeros under the cosine metric, got one in row 0'),
    ],
    ["top 0", [[1, 1]], { top: 0 }, new RangeError('"top" expected an integer >= 1, got 0')],
    ["an unknown option", [[1, 1]], { topp: 2 }, new TypeError('"topp" is not an option; did you mean "top"?')],
  ])("%s", async (_, queries, options, error) => {
    const { predictor } = await fitted(seededBlobs(40, 2, 3), { metric: "cosine" });
    await expect(membershipVectors(predictor, queries as never, options)).rejects.toThrow(error);
  });

  test("an aborted run rejects with its reason", async () => {
    const { predictor } = await fitted(seededBlobs(3000, 8, 3));
    const queries = seededBlobs(3000, 8, 3, 9);
    for (const past of [0, 0.3]) {
      await expectAbortMidway((follower) => membershipVectors(predictor, queries, follower), { past });
    }
  });

  test("no queries, no clusters: nothing", async () => {
    const { predictor } = await fitted([[1], [1], [1]], { minClusterSize: 2 });
    const nothing = { labels: new Int32Array(0), memberships: new Float64Array(0) };
    expect(await membershipVectors(predictor, [[3]], { workers: 1 })).toEqual({ k: 0, ...nothing });
    const { predictor: other } = await fitted(seededBlobs(60, 2, 3));
    expect(await membershipVectors(other, [], { workers: 1 })).toEqual({ k: 3, ...nothing });
  });
});
