import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hdbscan, membershipVectors, predictionData, totalAssignment } from "../../../../src/clustering";
import { Cases } from "../../../helpers/cases";
import { anyPoints, pick, seededBlobs } from "../../../helpers/points";
import { size } from "../../../helpers/size";
import { distances } from "../../../reference/hdbscan";

const anyOptions = fc.record({
  minClusterSize: fc.integer({ min: 2, max: 5 }),
  minSamples: fc.integer({ min: 1, max: 4 }),
  clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
});

test("every noise row goes to its nearest cluster by mutual reachability, members stay", async () => {
  const cases = new Cases("no cluster", "some", "member", "noise");
  await fc.assert(
    fc.asyncProperty(anyPoints({ minRows: 6 }), anyOptions, async (points, options) => {
      const result = await hdbscan(points, { ...options, workers: 1 });
      const { labels, confidences } = await totalAssignment(result, { workers: 1 });
      expect(confidences.every((x) => x >= 0 && x <= 1)).toBe(true);
      if (cases.when("no cluster", result.selectedClusters.length === 0, "some")) {
        expect(labels).toEqual(result.labels);
        return;
      }
      const between = distances(points);
      const core = result.coreDistances;
      for (let i = 0; i < points.rows; i++) {
        if (cases.when("member", result.labels[i]! >= 0, "noise")) {
          expect(labels[i]).toBe(result.labels[i]);
          expect(confidences[i]).toBe(result.probabilities[i]);
          continue;
        }
        const reaches = [...result.labels].flatMap((label, j) =>
          label < 0 ? [] : [[label, Math.max(core[i]!, core[j]!, between[i]![j]!), between[i]![j]!] as const],
        );
        const [nearest] = reaches.sort((a, b) => a[1] - b[1] || a[2] - b[2] || a[0] - b[0]);
        expect(labels[i]).toBe(nearest![0]);
      }
    }),
    { numRuns: size(75, 300) },
  );
  cases.expectAll(20);
});

describe("confidence", () => {
  test("falls with distance", async () => {
    const rows = [0, 1, 2, 10, 11, 12].map((x) => [x, 0]);
    const confidence = async (...point: number[]) => {
      const more = [...rows, point];
      const result = await hdbscan(more, { minClusterSize: 3, minSamples: 1, workers: 1 });
      expect(result.labels[6]).toBe(-1);
      return (await totalAssignment(result, { workers: 1 })).confidences[6]!;
    };
    expect(await confidence(-9.5, 0)).toBeCloseTo(1 / 9.5, 6);
    expect(await confidence(-40, 0)).toBeCloseTo(1 / 40, 6);
    expect(await confidence(6, 28.5)).toBeCloseTo(1 / Math.hypot(4, 28.5), 6);
  });

  test("by membership it is the membership", async () => {
    const points = seededBlobs(300, 3, 60, 8);
    const result = await hdbscan(points, { minClusterSize: 12, metric: "cosine", workers: 1 });
    const noise = [...result.labels.keys()].filter((i) => result.labels[i]! < 0);
    expect(noise).toHaveLength(155);
    const found = await totalAssignment(result, { strategy: "membership", workers: 1 });
    const soft = await membershipVectors(predictionData(result), pick(points, noise), { top: 1, workers: 1 });
    expect(noise.map((i) => found.labels[i])).toEqual([...soft.labels]);
    expect(noise.map((i) => found.confidences[i])).toEqual([...soft.memberships]);
  });
});

test("weights are replicated rows, and equal rows get the same", async () => {
  const points = seededBlobs(120, 2, 4, 3);
  const weights = Array.from({ length: 120 }, (_, i) => 1 + (i % 3));
  const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
  const options = { minClusterSize: 20, workers: 1 };
  const weighted = await totalAssignment(await hdbscan(points, { ...options, weights }), { workers: 1 });
  const replicas = pick(points, copies);
  const replicated = await totalAssignment(await hdbscan(replicas, options), { workers: 1 });
  expect([...replicated.labels]).toEqual(copies.map((i) => weighted.labels[i]));
  expect([...replicated.confidences]).toEqual(copies.map((i) => weighted.confidences[i]));
});

test("results do not depend on the number of workers", async () => {
  const points = seededBlobs(2000, 6, 40, 2);
  const result = await hdbscan(points, { minClusterSize: 30, minSamples: 5, workers: 1 });
  const one = await totalAssignment(result, { workers: 1 });
  expect(await totalAssignment(result, { workers: 2 })).toEqual(one);
});

describe("bad input is refused", () => {
  const rows = [[0], [1], [2], [5], [9], [10], [11]];
  test.each<[string, object, Error]>([
    [
      "an unknown strategy",
      { strategy: "soft" },
      new RangeError('"strategy" expected "nearest" or "membership", got "soft"'),
    ],
    ["an unknown option", { stratagy: "x" }, new TypeError('"stratagy" is not an option; did you mean "strategy"?')],
  ])("%s", async (_, options, error) => {
    const result = await hdbscan(rows, { minClusterSize: 3, minSamples: 1, workers: 1 });
    await expect(totalAssignment(result, options)).rejects.toThrow(error);
  });

  test("an aborted run rejects with its reason", async () => {
    const result = await hdbscan(rows, { minClusterSize: 3, minSamples: 1, workers: 1 });
    const reason = new Error("enough");
    await expect(totalAssignment(result, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
