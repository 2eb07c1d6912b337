import { describe, expect, test } from "vitest";
import { adjustedRandIndex, type FitSegmentsOptions, fitSegments, loadSegments } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import type { ClusteringOption } from "../../../src/segments";
import { numbersInRange } from "../../../src/segments/number/numbers-in-range";
import { size } from "../../helpers/size";

const KINDS = ["SEARCH VIEW VIEW CART", "PLAY FAIL RETRY PASS", "OPEN READ READ SHARE", "LOGIN PAY PAY LOGOUT"];
/** Four kinds of users, 12 each, in variants. */
const random = randomStream(3, "test/number");
const paths = KINDS.flatMap((kind, k) =>
  Array.from({ length: 12 }, (_, i) =>
    kind.split(" ").flatMap((action, a) => Array<string>(1 + random.integer(3, 12 * k + i, a)).fill(action)),
  ),
);
const truth = paths.map((_, i) => Math.floor(i / 12));
const quick = { projection: false, workers: 1 } as const satisfies FitSegmentsOptions;

describe("a number of segments", () => {
  test.each([1, 3, 2, 4, 7].slice(0, size(2, 5)))(
    "is exactly what is asked for, with everybody in one: %i",
    async (segments) => {
      const model = await fitSegments(paths, { clustering: { segments }, ...quick });
      expect(model.segments.length).toBe(segments);
      expect(new Set(model.labels)).toEqual(new Set(Array.from({ length: segments }, (_, s) => s)));
      expect(model.report.clustering).toMatchObject({ segments, noise: 0 });
      expect(model.selection.candidates.every((candidate) => candidate.segments === segments)).toBe(true);
      expect(model.probabilities.every((probability) => probability > 0 || segments > 1)).toBe(true);
      const assigned = await model.assign(paths);
      expect(assigned.map(({ segment }) => segment)).toEqual([...model.labels]);
    },
  );

  test("finds the kinds of users, and reports what it costs", async () => {
    const model = await fitSegments(paths, { clustering: { segments: 4 }, ...quick });
    expect(adjustedRandIndex(truth, model.labels)).toBe(1);
    expect(model.selection.reason).toMatch(/^of \d candidates with as many segments as asked for, /);
    expect(model.report.notes.at(-1)).toMatch(
      /^4 segments, as asked for, save .+ without a number there are .+; every user is in a segment$/,
    );
  });

  test("is the best of a range by bits", async () => {
    const model = await fitSegments(paths, { clustering: { segments: [2, 6] }, ...quick });
    const { candidates, winner } = model.selection;
    expect(new Set(candidates.map(({ segments }) => segments)).size).toBeGreaterThan(2);
    expect(candidates.every(({ segments }) => segments >= 2 && segments <= 6)).toBe(true);
    expect(candidates[winner]!.savedBits).toBe(Math.max(...candidates.map(({ savedBits }) => savedBits)));
    expect(model.segments.length).toBe(candidates[winner]!.segments);
  });

  const METHODS: ClusteringOption[] = [
    { method: "hdbscan", segments: 3 },
    { method: "hdbscan", minClusterSize: 6, segments: 3 },
    { method: "kmeans", segments: 3 },
    { method: "markov-mixture", segments: 3 },
    { method: "bisecting-kmeans", segments: 3 },
    { method: "gaussian-mixture", covariance: "spherical", segments: 3 },
    { method: "agglomerative", linkage: "average", segments: 3 },
  ];
  test.each(METHODS.slice(0, size(3, METHODS.length)))("is kept by a method that is named: %j", async (clustering) => {
    const { method } = clustering as { method: string };
    const model = await fitSegments(paths, { clustering, ...quick });
    expect(model.segments.length).toBe(3);
    expect(model.report.clustering).toMatchObject({ method, noise: 0 });
    expect(model.selection.candidates.every((candidate) => candidate.clustering === method)).toBe(true);
    expect((await model.assign(paths)).map(({ segment }) => segment)).toEqual([...model.labels]);
  });

  test("stands beside an embedding and a reduction that are named", async () => {
    const wanted = [
      [{ embedding: "word2vec" }, ["word2vec"], ["none", "umap"]],
      [{ reduction: "pca" }, ["ngrams", "order", "order + word2vec", "word2vec"], ["pca"]],
      [{ embedding: "order", reduction: false }, ["order"], ["none"]],
    ] as const;
    for (const [options, embeddings, reductions] of wanted) {
      const given = { ...options, clustering: { segments: 3 }, ...quick } as FitSegmentsOptions;
      const { selection, segments } = await fitSegments(paths, given);
      expect(segments.length).toBe(3);
      const tried = (what: "embedding" | "reduction") =>
        [...new Set(selection.candidates.map((one) => one[what]))].sort();
      expect([tried("embedding"), tried("reduction")]).toEqual([embeddings, reductions]);
    }
  });

  test("gives the same bytes for 1, 2 and 4 workers, and comes back from a file", async () => {
    const fit = (workers: number) =>
      fitSegments(paths, { clustering: { segments: [3, 5] }, projection: false, workers });
    const model = await fit(1);
    const bytes = await model.toBytes();
    for (const workers of [2, 4].slice(-size(1, 2))) expect(await (await fit(workers)).toBytes()).toEqual(bytes);
    const loaded = await loadSegments(bytes);
    const asked = [...paths, ["SEARCH", "CART"], ["NEVER", "SEEN"]];
    expect(await loaded.assign(asked)).toEqual(await model.assign(asked));
  });

  test("merges clusters that act most alike where no cut has as many, and reports it", async () => {
    const clustering = { method: "hdbscan", minClusterSize: 8, clusterSelectionMethod: "leaf", segments: 3 } as const;
    const model = await fitSegments(paths, { clustering, embedding: "order", ...quick });
    expect(model.segments.length).toBe(3);
    expect(model.selection.reason).toMatch(
      /; \d clusters of the hierarchy were merged, those first that act most alike$/,
    );
    const groups = new Set(truth.map((kind, i) => `${kind} ${model.labels[i]}`));
    expect(groups.size).toBe(4); // no kind is torn
  });

  test("can be that of few users", async () => {
    const few = [["A", "B"], ["A", "C"], ["D"], ["D"]];
    for (const segments of [1, 2, 3]) {
      const model = await fitSegments(few, { clustering: { segments }, ...quick });
      expect(model.segments.length).toBe(segments);
      expect(model.labels[2]).toBe(model.labels[3]);
    }
  });
});

test("more segments than paths, and wrong numbers, are refused", async () => {
  const fit = (clustering: ClusteringOption) => fitSegments([["A"], ["A"], ["B", "C"]], { clustering, ...quick });
  const wrong: [ClusteringOption, string][] = [
    [{ segments: 3 }, '"clustering.segments" expected at most the number of distinct paths (2), got 3'],
    [{ segments: [4, 5] }, '"clustering.segments" expected at most the number of distinct paths (2), got [4, 5]'],
    [{ segments: [5, 4] }, '"clustering.segments" expected [fewest, most], the smaller number first, got [5, 4]'],
    [{ segments: 0 }, '"clustering.segments" expected an integer >= 1 and <= 1000, got 0'],
    [{ segments: [1, 2, 3] as never }, "or two of them, [fewest, most], got an array of 3"],
    [{ segments: "six" as never }, 'or two of them, [fewest, most], got "six"'],
    [{ segments: [1, 1001] }, '"clustering.segments[1]" expected an integer >= 1 and <= 1000, got 1001'],
    [{ method: "kmeans", k: 2, segments: 2 }, '"clustering" takes one of "segments" and "k"'],
    [{ method: "agglomerative", height: 2, segments: 2 }, '"clustering" takes one of "segments" and "height"'],
    [{ method: "dbscan", eps: 1, segments: 2 } as never, '"clustering.segments" is an option of methods "hdbscan", '],
  ];
  for (const [clustering, message] of wrong)
    await expect(fit(clustering), JSON.stringify(clustering)).rejects.toThrow(message);
  await expect(
    fit({ method: "hdbscan", segments: 2 }),
    "HDBSCAN has two clusters of one path each at no size",
  ).rejects.toThrow("the hierarchy of HDBSCAN has no cut with that many clusters; other ways of dividing compete");
  await expect(
    fitSegments([["A"], ["A", "A"], ["A", "A", "A"]], { clustering: { segments: 3 }, embedding: "word2vec", ...quick }),
  ).rejects.toThrow(
    '"clustering.segments" expected fewer segments, got 3: of 3 distinct paths, no vectors tell that many apart',
  );
});

test("a wide range is tried in equal ratios", () => {
  expect(numbersInRange({ fewest: 4, most: 8 }, 100)).toEqual([4, 5, 6, 7, 8]);
  expect(numbersInRange({ fewest: 4, most: 8 }, 5)).toEqual([4, 5]);
  expect(numbersInRange({ fewest: 4, most: 8 }, 3)).toEqual([]);
  const wide = numbersInRange({ fewest: 2, most: 1000 }, 500);
  expect(wide.length).toBeLessThanOrEqual(15);
  expect([wide[0], wide.at(-1)]).toEqual([2, 500]);
  expect([...wide].sort((a, b) => a - b)).toEqual(wide);
});

test("of a table it is the k of an engine", async () => {
  const table = {
    ids: Array.from({ length: 30 }, (_, i) => `u${i}`),
    names: ["x"],
    columns: [Float64Array.from({ length: 30 }, (_, i) => (i % 3) * 10 + i / 100)],
  };
  const fit = (clustering: ClusteringOption) => fitSegments(table, { clustering });
  expect((await fit({ segments: 3 })).segments.length).toBe(3);
  expect((await fit({ method: "agglomerative", segments: 2 })).segments.length).toBe(2);
  await expect(fit({ segments: [2, 3] })).rejects.toThrow(
    '"clustering.segments" expected one number, for a table, got [2, 3]',
  );
  await expect(fit({ method: "hdbscan", segments: 2 })).rejects.toThrow(
    '"clustering.method" expected an engine that takes a number, for a table, got "hdbscan"',
  );
});
