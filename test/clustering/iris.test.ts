import { describe, expect, test } from "vitest";
import {
  adjustedRandIndex,
  agglomerative,
  calinskiHarabasz,
  daviesBouldin,
  dbscan,
  kmeans,
  linkageMatrix,
  silhouette,
} from "../../src/clustering";
import { fixture } from "../helpers/fixture";

/** Fisher's iris, 150 x 4, as scikit-learn 1.9.1 loads it. */
const { points, species } = fixture<{ iris: { points: number[][]; species: number[] } }>("engines").iris;
const ascending = (sizes: Iterable<number>) => [...sizes].sort((a, b) => a - b);

describe("iris by k-means (scikit-learn 1.9.1: KMeans with 50 starts, and its metrics)", () => {
  test.each([
    [2, 152.3479517604, [53, 97], 0.539922, 0.681046, 513.924546, 0.404293],
    [3, 78.8514414261, [38, 50, 62], 0.730238, 0.552819, 561.627757, 0.661972],
    [4, 57.2284732143, [28, 32, 40, 50], 0.649818, 0.498051, 530.765808, 0.780307],
    [5, 46.4461820513, [12, 24, 25, 39, 50], 0.607896, 0.488749, 495.541488, 0.805965],
  ])("k = %i", async (k, inertia, sizes, agreement, mean, ratio, likeness) => {
    const found = await kmeans(points, { k, restarts: 50, tolerance: 0 });
    expect(found.inertia).toBeCloseTo(inertia, 3); // vectors are 32-bit floats here
    expect(ascending(found.sizes)).toEqual(sizes);
    expect(adjustedRandIndex(species, found.labels)).toBeCloseTo(agreement, 6);
    expect((await silhouette(points, found.labels)).score).toBeCloseTo(mean, 5);
    expect(calinskiHarabasz(points, found.labels)).toBeCloseTo(ratio, 3);
    expect(daviesBouldin(points, found.labels)).toBeCloseTo(likeness, 5);
  });
});

test("iris by ward's hierarchy (scipy 1.17.1)", async () => {
  const found = await agglomerative(points, { linkage: "ward", k: 3 });
  const sizes = new Map<number, number>();
  for (const label of found.labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  expect(ascending(sizes.values())).toEqual([36, 50, 64]);
  expect(adjustedRandIndex(species, found.labels)).toBeCloseTo(0.731199, 6);
  const heights = linkageMatrix(found).map(([, , height]) => height);
  for (const [i, height] of [3.828053, 4.847709, 6.399407, 12.300396, 32.447607].entries()) {
    expect(heights.at(i - 5)).toBeCloseTo(height, 4);
  }
});

test.each([
  [0.5, 17, [49, 84]],
  [0.8, 2, [50, 98]],
])("iris by DBSCAN at eps %d (scikit-learn 1.9.1)", async (eps, noise, sizes) => {
  const { labels } = await dbscan(points, { eps, minSamples: 5 });
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  expect(counts.get(-1)).toBe(noise);
  expect(ascending([...counts].filter(([label]) => label >= 0).map(([, count]) => count))).toEqual(sizes);
});
