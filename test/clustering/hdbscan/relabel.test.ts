import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hdbscan, relabel } from "../../../src/clustering";
import { Cases } from "../../helpers/cases";
import { anyPoints, seededBlobs } from "../../helpers/points";
import { size } from "../../helpers/size";

test("relabel gives what hdbscan gives", async () => {
  const options = fc.record(
    {
      minClusterSize: fc.oneof(fc.integer({ min: 2, max: 8 }), fc.constant("most-persistent" as const)),
      clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
      clusterSelectionEpsilon: fc.constantFrom(0, 0.8, 4),
      maxClusterSize: fc.integer({ min: 2, max: 30 }),
      allowSingleCluster: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(anyPoints({ minRows: 8 }), options, async (points, change) => {
      const fixed = { minSamples: 2, workers: 1 };
      const first = await hdbscan(points, { ...fixed, minClusterSize: 3 });
      const direct = await hdbscan(points, { ...fixed, minClusterSize: 3, ...change });
      expect(relabel(first, change)).toEqual(direct);
    }),
    { numRuns: size(50, 200) },
  );
});

test("relabel without options changes nothing; too large a size is refused", async () => {
  const result = await hdbscan(seededBlobs(200, 2, 3), { workers: 1 });
  expect(relabel(result)).toEqual(result);
  expect(() => relabel({} as never)).toThrow(
    new TypeError('"result" expected what hdbscan returns, got an object (Object)'),
  );
  expect(() => relabel(result, { minClusterSize: 201 })).toThrow(
    new RangeError('"minClusterSize" expected at most the number of rows (200), got 201'),
  );
});

describe('minClusterSize "most-persistent"', () => {
  test("persistence is what counting the leaves of every size gives", async () => {
    const cases = new Cases("layers", "none");
    await fc.assert(
      fc.asyncProperty(anyPoints({ minRows: 12, maxRows: 60, maxCols: 2 }), async (points) => {
        const result = await hdbscan(points, { minClusterSize: "most-persistent", minSamples: 2, workers: 1 });
        const lives = new Map<string, number>();
        const leavesAt = new Map<number, string[]>();
        for (let size = 2; size <= points.rows; size++) {
          const { labels, selectedClusters } = relabel(result, {
            minClusterSize: size,
            clusterSelectionMethod: "leaf",
          });
          const members = Array.from(selectedClusters, (_, label) =>
            [...labels.keys()].filter((i) => labels[i] === label).join(),
          );
          for (const key of members) lives.set(key, (lives.get(key) ?? 0) + 1);
          leavesAt.set(size, members);
        }
        const total = (size: number) => (leavesAt.get(size) ?? []).reduce((sum, key) => sum + lives.get(key)!, 0);
        const layerSets = result.layers!.map(({ minClusterSize }) => new Set(leavesAt.get(minClusterSize)));
        for (const [i, a] of layerSets.entries()) {
          for (const b of layerSets.slice(i + 1)) {
            const both = [...a].filter((key) => b.has(key)).length;
            expect(both / new Set([...a, ...b]).size).toBeLessThanOrEqual(0.2);
          }
        }
        const totals = [...leavesAt.keys()].map(total);
        for (const layer of result.layers!) {
          const { minClusterSize: size, clusters, persistence } = layer;
          expect(persistence).toBe(total(size));
          expect(clusters).toBe(leavesAt.get(size)!.length);
          expect(leavesAt.get(size - 1)).not.toEqual(leavesAt.get(size));
          expect(persistence).toBeGreaterThanOrEqual(0.1 * Math.max(...totals));
          const cut = relabel(result, { minClusterSize: size, clusterSelectionMethod: "leaf" });
          expect(layer.labels).toEqual(cut.labels);
          expect(layer.probabilities).toEqual(cut.probabilities);
        }
        if (cases.when("layers", result.layers!.length > 0, "none")) {
          expect(total(result.chosen.minClusterSize)).toBe(Math.max(...totals));
        } else expect(Math.max(...totals)).toBe(0);
      }),
      { numRuns: size(37, 150) },
    );
    cases.expectAll();
  });

  test("says when no size parts the rows", async () => {
    const { reason, layers, chosen } = await hdbscan(new Array(9).fill([1]), {
      minClusterSize: "most-persistent",
      workers: 1,
    });
    expect([layers, chosen.minClusterSize]).toEqual([[], 5]);
    expect(reason).toBe("no minimum size from 5 on parts the rows, so the smallest was taken");
  });

  test("finds the planted groups, and the groups of groups", async () => {
    // Three far groups of three near ones each, of 60 points.
    const points = seededBlobs(540, 2, 1);
    for (let i = 0; i < 540; i++) {
      points.data[2 * i]! += 100 * (i % 3);
      points.data[2 * i + 1]! += 8 * (Math.floor(i / 3) % 3);
    }
    const { labels, layers, chosen, reason } = await hdbscan(points, { minClusterSize: "most-persistent", workers: 1 });
    expect(layers!.map(({ clusters }) => clusters)).toEqual(expect.arrayContaining([3, 9]));
    expect(layers!.map(({ minClusterSize }) => minClusterSize)).toEqual(
      layers!.map(({ minClusterSize }) => minClusterSize).sort((a, b) => b - a),
    );
    expect(chosen.clusterSelectionMethod).toBe("leaf");
    const best = layers!.find(({ minClusterSize }) => minClusterSize === chosen.minClusterSize)!;
    expect(reason).toMatch(
      `of all minimum sizes from 5 on, ${best.minClusterSize} has the largest total persistence, ${best.persistence}`,
    );
    const planted = layers!.find(({ clusters }) => clusters === 3)!.labels;
    const members = [...planted.keys()].filter((i) => planted[i]! >= 0);
    expect(members.length).toBeGreaterThan(500);
    for (const i of members) expect(planted[i]).toBe(planted[i % 3]);
    expect(new Set(labels).size).toBeGreaterThanOrEqual(3);
  });
});
