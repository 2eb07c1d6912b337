import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HdbscanModel, hdbscan, predictionData, relabel } from "../../../src/clustering";
import { matrix } from "../../../src/core/internal";
import { kNearestNeighbors } from "../../../src/neighbors";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { size } from "../../helpers/size";
import { distances } from "../../reference/hdbscan";

const DISTINCT = { countSamples: "distinct", workers: 1 } as const;
const someWeights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 40 });

function copiesOf(rows: number, weights: readonly number[]): number[] {
  return Array.from({ length: rows }, (_, i) => Array<number>(weights[i]!).fill(i)).flat();
}

describe("density of different rows", () => {
  test("is that of the same rows with weight 1, however often each is repeated", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 3 }),
        someWeights,
        fc.integer({ min: 1, max: 4 }),
        async (points, all, k) => {
          const once = pick(points, [...firstOfEqual(points.rows, distances(points))]);
          fc.pre(once.rows > k);
          const options = { minClusterSize: 2, minSamples: k };
          const weights = all.slice(0, once.rows);
          const weighted = await hdbscan(once, { ...DISTINCT, ...options, weights });
          const plain = await hdbscan(once, { ...options, workers: 1 });
          expect(weighted.coreDistances).toEqual(plain.coreDistances);
          expect(weighted.minimumSpanningTree).toEqual(plain.minimumSpanningTree);
          const copies = copiesOf(once.rows, weights);
          const replicated = await hdbscan(pick(once, copies), { ...DISTINCT, ...options });
          expect([...replicated.labels]).toEqual(copies.map((i) => weighted.labels[i]));
          expect([...replicated.probabilities]).toEqual(copies.map((i) => weighted.probabilities[i]));
        },
      ),
      { numRuns: size(50, 200) },
    );
  });

  test("sizes of clusters are those of the weights all the same", async () => {
    // two places of six rows each, one of them shown once, the other five times
    const rows = Array.from({ length: 12 }, (_, i) => [i < 6 ? i : 100 + i, 0]);
    const weights = rows.map((_, i) => (i < 6 ? 1 : 5));
    const sizes = async (minClusterSize: number) => {
      const { labels } = await hdbscan(rows, {
        ...DISTINCT,
        minClusterSize,
        minSamples: 3,
        weights,
        allowSingleCluster: false,
      });
      return new Set(labels.filter((label) => label >= 0)).size;
    };
    expect(await sizes(6)).toBe(2);
    expect(await sizes(7)).toBeLessThan(2);
  });

  test("a heavy row is not dense by itself", async () => {
    const rows = [...Array.from({ length: 12 }, (_, i) => [i / 10]), [50]];
    const weights = rows.map((_, i) => (i === 12 ? 500 : 1));
    const given = { minClusterSize: 5, minSamples: 4, weights };
    const byWeight = await hdbscan(rows, { ...given, workers: 1 });
    const byRows = await hdbscan(rows, { ...given, ...DISTINCT });
    expect(byWeight.coreDistances[12]).toBe(0);
    expect(byRows.coreDistances[12]).toBeGreaterThan(45);
  });

  test("all rows where there are fewer than asked for", async () => {
    const rows = [[0], [1], [5]];
    const found = await hdbscan(rows, { ...DISTINCT, minClusterSize: 3, minSamples: 9, weights: [9, 9, 9] });
    expect([...found.coreDistances]).toEqual([5, 4, 5]);
  });

  test("of given distances and graphs each row counts once too", async () => {
    const points = seededBlobs(40, 3, 3, 5);
    const between = distances(points);
    const weights = Array.from({ length: 40 }, (_, i) => 1 + (i % 7));
    const options = { ...DISTINCT, minClusterSize: 12, minSamples: 4, weights };
    const direct = await hdbscan(points, options);
    const given = await hdbscan(between, { ...options, metric: "precomputed" });
    expect(given.labels).toEqual(direct.labels);
    const graph = await hdbscan(await kNearestNeighbors(points, { k: 39 }), { ...options, metric: "precomputed" });
    for (const [i, core] of direct.coreDistances.entries()) {
      expect(given.coreDistances[i]).toBeCloseTo(core, 6); // distances were rounded to 32 bits
      expect(graph.coreDistances[i]).toBeCloseTo(core, 6);
    }
    expect(graph.labels).toEqual(direct.labels);
  });

  test("another cut of the hierarchy is what its settings give from the start", async () => {
    const points = seededBlobs(90, 3, 4, 8);
    const weights = Array.from({ length: 90 }, (_, i) => 1 + (i % 4));
    const options = { ...DISTINCT, minSamples: 3, weights };
    const first = await hdbscan(points, { ...options, minClusterSize: 40 });
    for (const cut of [
      { minClusterSize: 9, clusterSelectionMethod: "leaf" },
      { minClusterSize: 20, clusterSelectionMethod: "eom" },
    ] as const) {
      expect(relabel(first, cut).labels).toEqual((await hdbscan(points, { ...options, ...cut })).labels);
    }
  });
});

describe("prediction", () => {
  test("training rows get exactly their labels and probabilities", async () => {
    await fc.assert(
      fc.asyncProperty(anyPoints({ minRows: 3 }), someWeights, async (points, all) => {
        const weights = all.slice(0, points.rows);
        const result = await hdbscan(points, { ...DISTINCT, minClusterSize: 3, minSamples: 2, weights });
        const found = await result.apply(points);
        expect(found.labels).toEqual(result.labels);
        expect(found.probabilities).toEqual(result.probabilities);
      }),
      { numRuns: size(50, 200) },
    );
  });

  test("a new row is as dense as the different rows around it, however heavy they are", async () => {
    const points = seededBlobs(60, 2, 3, 4);
    const weights = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 30 : 1));
    const queries = matrix(
      30,
      2,
      pick(points, [...Array(30).keys()]).data.map((x, i) => x + ((i % 7) - 3) / 9),
    );
    const of = async (options: object) => {
      const result = await hdbscan(points, { minClusterSize: 6, minSamples: 5, workers: 1, ...options });
      return { result, predictions: await result.apply(queries) };
    };
    const weighted = await of({ countSamples: "distinct", weights });
    const plain = await of({});
    expect(weighted.result.coreDistances).toEqual(plain.result.coreDistances);
    expect(weighted.predictions.alternatives.distances).toHaveLength(30 * weighted.predictions.alternatives.k);
    for (const [i, row] of weighted.predictions.nearestRows.entries())
      expect(row).toBe(plain.predictions.nearestRows[i]);
    const nearest = (predictions: typeof plain.predictions) =>
      Array.from({ length: 30 }, (_, i) => predictions.alternatives.distances[i * predictions.alternatives.k]);
    expect(weighted.result.labels).toEqual(plain.result.labels);
    expect(nearest(weighted.predictions)).toEqual(nearest(plain.predictions));
    expect((await of({ weights })).result.coreDistances).not.toEqual(plain.result.coreDistances);
  });

  test("where there are fewer rows than samples, new rows have finite figures", async () => {
    const rows = [
      [0, 0],
      [1, 0],
      [9, 9],
    ];
    const result = await hdbscan(rows, { ...DISTINCT, minClusterSize: 5, minSamples: 6, weights: [8, 8, 8] });
    const predictor = predictionData(result);
    const { probabilities, alternatives, nearestDistances } = await new HdbscanModel(predictor).apply([
      [0.2, 0.1],
      [30, 4],
    ]);
    for (const figures of [probabilities, alternatives.distances, alternatives.shares, nearestDistances]) {
      expect([...figures].every(Number.isFinite)).toBe(true);
    }
  });
});

/** The first of each set of rows at distance 0. */
function firstOfEqual(rows: number, between: readonly (readonly number[])[]): number[] {
  return Array.from({ length: rows }, (_, i) => i).filter((i) => between[i]!.indexOf(0) === i);
}
