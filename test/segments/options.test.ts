import { describe, expect, test } from "vitest";
import type { FitSegmentsOptions } from "../../src";
import { checkFitOptions, FIT_SEGMENTS_OPTIONS } from "../../src/segments/options/fit-segments-options";

const { embedding, reduction, clustering, projection } = FIT_SEGMENTS_OPTIONS;
const STAGES = { embedding, reduction, clustering, projection };

describe("a stage", () => {
  test.each([
    ["embedding", "order"],
    ["embedding", "word2vec"],
    ["embedding", "ngrams"],
    ["reduction", "pca"],
    ["reduction", "umap"],
    ["clustering", "hdbscan"],
    ["clustering", "kmeans"],
    ["clustering", "markov-mixture"],
    ["projection", "umap"],
    ["projection", "pca"],
  ] as const)("%s is named by a method alone, as by an object of it: %s", (stage, method) => {
    expect(STAGES[stage].read(method, stage)).toEqual(STAGES[stage].read({ method }, stage));
    expect(STAGES[stage].read(method, stage)).toMatchObject({ method });
  });

  test('is left to the data by nothing, {} and "auto"', () => {
    for (const stage of ["embedding", "reduction", "clustering"] as const) {
      expect(STAGES[stage].default).toBe("auto");
      for (const given of ["auto", {}, { method: "auto" }, { method: undefined }]) {
        expect(STAGES[stage].read(given, stage)).toBe("auto");
      }
    }
    expect(projection.read({}, "projection")).toEqual(projection.default);
    expect(projection.default).toMatchObject({ method: "umap", minDist: 0.1 });
  });

  test("counts what is undefined as not given, options of other methods too", () => {
    expect(reduction.read({ method: "pca", nNeighbors: undefined }, "reduction")).toEqual(
      reduction.read("pca", "reduction"),
    );
    expect(embedding.read({ method: undefined, vectorSize: undefined }, "embedding")).toBe("auto");
  });

  test("is turned off by false, where it can be", () => {
    expect([reduction.read(false, "reduction"), projection.read(false, "projection")]).toEqual([false, false]);
  });

  test("is an object of the user's own, whatever its method is called", () => {
    const own = { method: "order", fit: () => Promise.reject(new Error("not run")) };
    expect(embedding.read(own, "embedding")).toBe(own);
    expect(reduction.read(own, "reduction")).toBe(own);
  });

  test.each([
    ["embedding", false, /^"embedding" expected one of "auto", .+, or an object with fit\(\), got false$/],
    ["embedding", null, /got null$/],
    [
      "reduction",
      "none",
      /^"reduction" expected one of "auto", "pca", "umap", false, or an object with fit\(\), got "none"$/,
    ],
    ["reduction", { method: "none" }, /^"reduction.method" expected one of "auto", "pca", "umap", got "none"$/],
    ["reduction", { method: 3 }, /^"reduction.method" expected one of .+, got 3$/],
    [
      "reduction",
      { method: "pca", nNeighbors: 5 },
      '"reduction.nNeighbors" is an option of method "umap", not of "pca"',
    ],
    [
      "reduction",
      { nComponents: 5 },
      '"reduction.nComponents" is an option of methods "pca" and "umap": add method: "pca" or method: "umap"',
    ],
    [
      "reduction",
      { method: "auto", minDist: 0 },
      '"reduction.minDist" is an option of method "umap": add method: "umap"',
    ],
    [
      "reduction",
      { method: "pca", nComponent: 5 },
      '"reduction.nComponent" is not an option; did you mean "reduction.nComponents"?',
    ],
    ["reduction", { nComponent: 5 }, '"reduction.nComponent" is not an option; did you mean "reduction.nComponents"?'],
    ["projection", "tsne", '"projection" expected one of "umap", "pca", false, got "tsne"'],
    ["projection", { method: "pca", minDist: 3 }, '"projection.minDist" is an option of method "umap", not of "pca"'],
    ["projection", { minDist: 3 }, '"projection.minDist" is an option of method "umap": add method: "umap"'],
    ["clustering", { method: "kmeans", k: 1 }, '"clustering.k" expected an integer >= 2 and <= 1000 or "auto", got 1'],
    ["clustering", { cluster: async () => {} }, '"clustering.method" expected a non-empty string, got undefined'],
    ["clustering", { cluster: 3 }, '"clustering.cluster" expected a function, got 3'],
    ["clustering", ["kmeans"], /got an array of 1$/],
  ] as const)("%s: %j is refused", (stage, given, message) => {
    expect(() => STAGES[stage].read(given, stage)).toThrow(message);
  });
});

describe("types", () => {
  test("refuse what is refused at run time", () => {
    const accepted: FitSegmentsOptions[] = [
      { embedding: {}, reduction: { method: "auto" }, clustering: undefined },
      { embedding: { method: "word2vec", vectorSize: undefined }, seed: undefined },
      { clustering: { method: "hdbscan", minClusterSize: "auto" }, projection: false },
      { clustering: { method: "mine", cluster: async ({ rows }) => ({ labels: new Int32Array(rows) }) } },
    ];
    const refused: FitSegmentsOptions[] = [
      // @ts-expect-error an option of another method
      { reduction: { method: "pca", nNeighbors: 5 } },
      // @ts-expect-error an option without its method
      { embedding: { vectorSize: 32 } },
      // @ts-expect-error no such method
      { clustering: { method: "birch" } },
      // @ts-expect-error no such name
      { clustering: "birch" },
      // @ts-expect-error an embedding cannot be turned off
      { embedding: false },
      // @ts-expect-error it needs a model
      { embedding: "sentence-bert" },
    ];
    for (const options of accepted) expect(() => checkFitOptions(options)).not.toThrow();
    for (const options of refused) expect(() => checkFitOptions(options)).toThrow();
  });
});
