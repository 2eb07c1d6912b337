import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  calinskiHarabasz,
  clusterJaccard,
  clusterStability,
  compareLabelings,
  contingencyTable,
  daviesBouldin,
  fowlkesMallows,
  kmeans,
  normalizedMutualInformation,
  silhouette,
  silhouetteScore,
  variationOfInformation,
  vMeasure,
} from "../../../src/clustering";
import { fixture } from "../../helpers/fixture";
import { seededBlobs } from "../../helpers/points";

interface Oracle {
  labelings: {
    a: number[];
    b: number[];
    adjustedRandIndex: number;
    adjustedMutualInformation: number;
    normalizedMutualInformation: number;
    homogeneity: number;
    completeness: number;
    vMeasure: number;
    vMeasureBeta: number;
    fowlkesMallows: number;
    variationOfInformation: number;
    table: number[][];
  }[];
  spreads: {
    points: number[][];
    labels: number[];
    weights: number[];
    calinskiHarabasz: number;
    daviesBouldin: number;
    silhouette: number;
  }[];
}

const near = (value: number, expected: number) => expect(Math.abs(value - expected)).toBeLessThan(1e-9);

describe("scikit-learn, to 1e-9", () => {
  test.each(fixture<Oracle>("labelings").labelings)("labelings, case %#", (expected) => {
    const { a, b } = expected;
    const found = compareLabelings(a, b);
    near(found.adjustedRandIndex, expected.adjustedRandIndex);
    near(found.adjustedMutualInformation, expected.adjustedMutualInformation);
    near(found.normalizedMutualInformation, expected.normalizedMutualInformation);
    near(found.homogeneity, expected.homogeneity);
    near(found.completeness, expected.completeness);
    near(found.vMeasure, expected.vMeasure);
    near(vMeasure(a, b, { beta: 0.5 }).vMeasure, expected.vMeasureBeta);
    near(found.fowlkesMallows, expected.fowlkesMallows);
    near(found.variationOfInformation, expected.variationOfInformation);
    expect(found.table.counts).toEqual(expected.table);
  });

  test.each(fixture<Oracle>("labelings").spreads)("clusters, case %#", async (expected) => {
    const { points, labels, weights } = expected;
    near(calinskiHarabasz(points, labels, { weights }) / expected.calinskiHarabasz, 1);
    near(daviesBouldin(points, labels, { weights }) / expected.daviesBouldin, 1);
    expect(Math.abs((await silhouetteScore(points, labels, { weights })).score - expected.silhouette)).toBeLessThan(
      1e-6,
    );
  });

  test("golden: the adjusted mutual information of scikit-learn's own test", () => {
    const a = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3];
    const b = [1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2];
    near(Math.round(adjustedMutualInformation(a, b) * 1e5) / 1e5, 0.27821);
  });
});

describe("properties", () => {
  const labeling = fc.integer({ min: 1, max: 30 }).chain((n) => {
    const labels = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: n, maxLength: n });
    return fc.tuple(labels, labels);
  });
  const measures = { adjustedRandIndex, adjustedMutualInformation, normalizedMutualInformation };

  test("a labeling agrees with itself and with any renaming; no measure depends on which is first", () => {
    fc.assert(
      fc.property(labeling, ([a, b]) => {
        const renamed = a.map((label) => 7 - label);
        for (const measure of Object.values(measures)) {
          near(measure(a, renamed), 1);
          near(measure(a, b), measure(b, a));
        }
        near(variationOfInformation(a, renamed), 0);
        near(variationOfInformation(a, b), variationOfInformation(b, a));
        near(fowlkesMallows(a, b), fowlkesMallows(b, a));
        expect(variationOfInformation(a, b)).toBeLessThanOrEqual(Math.log(a.length) + 1e-9);
        const [forth, back] = [vMeasure(a, b), vMeasure(b, a)];
        near(forth.homogeneity, back.completeness);
        expect(
          contingencyTable(a, b)
            .counts.flat()
            .reduce((sum, count) => sum + count, 0),
        ).toBe(a.length);
      }),
    );
  });

  test("Jaccard by its definition", () => {
    fc.assert(
      fc.property(labeling, ([a, b]) => {
        for (const { cluster, match, jaccard } of clusterJaccard(a, b)) {
          const overlap = (other: number) => {
            const both = a.filter((label, i) => label === cluster && b[i] === other).length;
            return both / a.filter((label, i) => label === cluster || b[i] === other).length;
          };
          const best = Math.max(0, ...[0, 1, 2, 3, 4].map(overlap));
          expect(jaccard).toBe(best);
          expect(match).toBe(best === 0 ? -1 : [0, 1, 2, 3, 4].find((other) => overlap(other) === best));
        }
      }),
    );
  });

  test("two labels of other lengths are refused", () => {
    expect(() => compareLabelings([0, 1], [0])).toThrow(RangeError);
    expect(() => compareLabelings([], [])).toThrow('"a" expected at least 1 label, got 0');
  });
});

describe("silhouette of a sample", () => {
  test("exact up to the sample's size, near it above, and the same for the same seed", async () => {
    const points = seededBlobs(1500, 4, 5);
    const labels = Int32Array.from({ length: 1500 }, (_, i) => (i % 97 === 0 ? -1 : i % 5));
    const exact = await silhouette(points, labels);
    const all = await silhouetteScore(points, labels);
    expect(all).toEqual({ score: exact.score, standardError: 0, rows: labels.filter((label) => label >= 0).length });
    const drawn = await silhouetteScore(points, labels, { sampleSize: 400 });
    expect(drawn.rows).toBe(400);
    expect(drawn.standardError).toBeGreaterThan(0);
    expect(Math.abs(drawn.score - exact.score)).toBeLessThan(5 * drawn.standardError + 0.01);
    expect(await silhouetteScore(points, labels, { sampleSize: 400, workers: 1 })).toEqual(drawn);
    expect((await silhouetteScore(points, labels, { sampleSize: 400, seed: 2 })).score).not.toBe(drawn.score);
  });

  test("a small cluster is in every sample", async () => {
    const points = seededBlobs(1000, 2, 2);
    const labels = Int32Array.from({ length: 1000 }, (_, i) => (i < 2 ? 1 : 0));
    expect((await silhouetteScore(points, labels, { sampleSize: 20 })).rows).toBe(20);
  });
});

describe("bootstrap stability", () => {
  const cluster = (k: number) => async (rows: ReturnType<typeof seededBlobs>, weights: Float64Array) =>
    (await kmeans(rows, { k, weights, restarts: 3, workers: 1 })).labels;

  test("planted clusters are recovered, halves of one are not", async () => {
    const apart = await clusterStability(seededBlobs(120, 2, 3), cluster(3), { resamples: 20 });
    expect(apart.every(({ jaccard, recovered }) => jaccard > 0.95 && recovered === 1)).toBe(true);
    const halves = await clusterStability(seededBlobs(120, 2, 1), cluster(5), { resamples: 20 });
    expect(Math.min(...halves.map(({ jaccard }) => jaccard))).toBeLessThan(0.75);
  });

  test("the same for the same seed", async () => {
    const points = seededBlobs(60, 2, 2);
    const [once, again, other] = [1, 1, 2].map((seed) => clusterStability(points, cluster(4), { resamples: 5, seed }));
    expect(await once).toEqual(await again);
    expect(await once).not.toEqual(await other);
  });
});

test.each([
  ["one cluster", [[0], [1]], [0, 0], '"labels" expected at least 2 clusters, got 1'],
  [
    "as many clusters as rows",
    [[0], [1]],
    [0, 1],
    '"labels" expected fewer clusters than the 2 rows of clusters, got 2',
  ],
  ["labels missing", [[0], [1]], [0], /"labels" expected 2/],
])("Calinski-Harabasz refuses %s", (_, points, labels, message) => {
  expect(() => calinskiHarabasz(points, labels)).toThrow(message);
});

test("clusters without width", () => {
  expect(calinskiHarabasz([[0], [0], [1], [1]], [0, 0, 1, 1])).toBe(Number.POSITIVE_INFINITY);
  expect(daviesBouldin([[0], [0], [1], [1]], [0, 0, 1, 1])).toBe(0);
});
