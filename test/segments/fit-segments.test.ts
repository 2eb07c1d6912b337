import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments, type Matrix, type SegmentModel } from "../../src";
import { adjustedRandIndex } from "../../src/clustering";
import { matrix } from "../../src/core/internal";
import { demoEvents, eventsOf, pathsOf } from "../helpers/demo-paths";
import { size } from "../helpers/size";

const { log, events } = await demoEvents();
const model = await fitSegments(events, { seed: 7 });

test("finds the planted behaviours", () => {
  const behaviors = [...new Set(log.planted.values())];
  const planted = events.users.map((user) => behaviors.indexOf(log.planted.get(user)!));
  expect(model.segments).toHaveLength(4);
  expect(adjustedRandIndex(planted, model.labels)).toBeGreaterThan(0.9);
});

test("labels, probabilities and projection stand in input order, one for each user", () => {
  expect(model.ids).toEqual(events.users);
  expect(model.labels).toHaveLength(events.users.length);
  expect(model.probabilities).toHaveLength(events.users.length);
  expect(model.projection).toMatchObject({ rows: events.users.length, cols: 2 });
  for (const [i, label] of model.labels.entries()) {
    const probability = model.probabilities[i]!;
    expect(label < 0 ? probability === 0 : probability > 0 && probability <= 1).toBe(true);
  }
});

test("segments are numbered from the largest, and reported with their sizes", () => {
  const sizes = model.segments.map(({ segment }) => model.labels.filter((label) => label === segment).length);
  expect(model.segments.map(({ segment }) => segment)).toEqual([...sizes.keys()]);
  expect(model.segments.map(({ size }) => size)).toEqual(sizes);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(model.report.clustering.noise).toBe(model.labels.filter((label) => label < 0).length);
});

describe("promises", () => {
  test("the same bits for 1, 2 and 4 workers, and again", async () => {
    const bytes = await model.toBytes();
    for (const workers of [1, 2, 4].slice(-size(1, 3))) {
      expect(await (await fitSegments(events, { seed: 7, workers })).toBytes()).toEqual(bytes);
    }
  });

  test("row order does not matter", async () => {
    const shuffled = await eventsOf([...log.events].reverse().sort((a, b) => (a.time < b.time ? 1 : -1)));
    const again = await fitSegments(shuffled, { seed: 7 });
    const labelOf = labelsByUser(again);
    expect(shuffled.users).not.toEqual(events.users);
    expect(events.users.map((user) => labelOf.get(user))).toEqual([...model.labels]);
    expect(again.segments).toEqual(model.segments);
  });

  test("identical sequences are one weighted point: four copies of each user give the same segments", async () => {
    const paths = pathsOf(events);
    const stages = { embedding: { method: "word2vec" }, reduction: { method: "pca" } } as const;
    const clustering = { method: "hdbscan", minClusterSize: 10, minSamples: 5, clusterSelectionMethod: "eom" } as const;
    const one = await fitSegments(paths, { ...stages, clustering });
    const four = await fitSegments([...paths, ...paths, ...paths, ...paths], {
      ...stages,
      clustering: { ...clustering, minClusterSize: 40, minSamples: 23 },
    });
    expect([...four.labels.subarray(0, paths.length)]).toEqual([...one.labels]);
    expect([...four.labels.subarray(3 * paths.length)]).toEqual([...one.labels]);
  });

  test("input as events, lists of actions, arrow paths and a promise gives the same labels", async () => {
    const paths = pathsOf(events);
    for (const input of [Promise.resolve(paths), paths.map((path) => path.join(" -> "))]) {
      expect((await fitSegments(input, { seed: 7 })).labels).toEqual(model.labels);
    }
  });
});

describe("bad input", () => {
  const path = ["START", "PLAY", "QUIT"];

  test.each([
    [[], undefined, RangeError, '"input" expected at least one sequence, got none'],
    [
      [[], []],
      undefined,
      RangeError,
      '"input" expected at least one sequence with an action; of 2, 2 are empty and 0 too short',
    ],
    [[path], undefined, RangeError, '"input" expected at least 10 users or sequences (two groups of 5), got 1'],
    [
      Array(9).fill(path),
      { clustering: { method: "kmeans" } },
      RangeError,
      '"input" expected at least 10 users or sequences (two groups of 5), got 9',
    ],
    [
      Array(20).fill(path),
      { clustering: { method: "hdbscan", minClusterSize: 21 } },
      RangeError,
      '"input" expected at least 21 users or sequences ("clustering.minClusterSize" is 21), got 20',
    ],
    [
      Array(20).fill(path),
      { clustering: { method: "kmeans", k: 1 } },
      RangeError,
      '"clustering.k" expected an integer >= 2 and <= 1000 or "auto", got 1',
    ],
    [
      Array(20).fill(path),
      { clustering: { method: "kmeans", restarts: 0 } },
      RangeError,
      '"clustering.restarts" expected an integer >= 1 and <= 1000, got 0',
    ],
    [
      Array(20).fill(path),
      { clustering: { method: "kmeans", minClusterSize: 9 } },
      TypeError,
      '"clustering.minClusterSize" is an option of methods "hdbscan" and "optics", not of "kmeans"',
    ],
    [
      {},
      undefined,
      TypeError,
      '"input" expected events, sequences, or an array of lists of actions or arrow paths, got an object (Object)',
    ],
    [[path], { sed: 1 }, TypeError, '"sed" is not an option; did you mean "seed"?'],
    [
      [path],
      { clustering: { method: "hdbscan", minClusterSze: 4 } },
      TypeError,
      '"clustering.minClusterSze" is not an option; did you mean "clustering.minClusterSize"?',
    ],
    [
      [path],
      { clustering: { method: "hdbscan", minClusterSize: 1 } },
      RangeError,
      '"clustering.minClusterSize" expected an integer >= 2 or "auto", got 1',
    ],
    [
      [path],
      { embedding: { method: "bert" } },
      RangeError,
      '"embedding.method" expected one of "auto", "word2vec", "order", "ngrams", "sentence-bert", got "bert"',
    ],
    [
      [path],
      { clustering: "spectral" },
      RangeError,
      '"clustering" expected one of "auto", "hdbscan", "kmeans", "markov-mixture", "bisecting-kmeans", "gaussian-mixture", "dbscan", "optics", "agglomerative", or an object with cluster(), got "spectral"',
    ],
    [
      [path],
      { embedding: { vectorSize: 32 } },
      TypeError,
      '"embedding.vectorSize" is an option of method "word2vec": add method: "word2vec"',
    ],
    [
      [path],
      { embedding: "sentence-bert" },
      TypeError,
      '"embedding" of method "sentence-bert" needs a model, such as { method: "sentence-bert", model: "sentence-transformers/all-MiniLM-L6-v2" }',
    ],
    [
      [path],
      { embedding: { method: "sentence-bert", model: "" } },
      RangeError,
      '"embedding.model" expected a non-empty string, got ""',
    ],
    [[path], { sessionGap: "30m" }, TypeError, '"sessionGap" is not an option; did you mean "sequences.sessionGap"?'],
    [[path], { k: 5 }, TypeError, '"k" is not an option; did you mean "clustering.k"?'],
    [
      [path],
      { nNeighbors: 5 },
      TypeError,
      '"nNeighbors" is not an option; did you mean "reduction.nNeighbors" or "projection.nNeighbors"?',
    ],
    [[path], { vectorSize: 8 }, TypeError, '"vectorSize" is not an option; did you mean "embedding.vectorSize"?'],
    [
      [path],
      { unit: "visit" },
      TypeError,
      '"unit" is not an option; did you mean "sequences.unit" or "profiles.unit"?',
    ],
    [[path], { embedding: { fit: 3 } }, TypeError, '"embedding.fit" expected a function, got 3'],
    [[path], { seed: -1 }, RangeError, '"seed" expected an integer >= 0 and <= 4294967295, got -1'],
  ])("%j %j", async (input, options, kind, message) => {
    await expect(fitSegments(input as never, options as never)).rejects.toThrow(new kind(message));
  });

  test("every user identical: one segment that holds them all", async () => {
    const identical = await fitSegments(Array(50).fill(path));
    expect(identical.segments).toHaveLength(1);
    expect(new Set(identical.labels)).toEqual(new Set([0]));
    expect(identical.segments[0]).toMatchObject({ size: 50, share: 1 });
  });

  test("one action only", async () => {
    const single = await fitSegments([...Array(30).fill(["PLAY"]), ...Array(30).fill(["PLAY", "PLAY"])]);
    expect(single.labels).toHaveLength(60);
    expect(single.segments.reduce((sum, { size }) => sum + size, 0) + single.report.clustering.noise).toBe(60);
  });

  test("actions named __proto__, constructor and 🚀, and one user of 100,000 events", async () => {
    const strange = [
      ["__proto__", "constructor"],
      ["🚀", "naïve café"],
    ];
    const long = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? "🚀" : "__proto__"));
    const fitted = await fitSegments([...strange.flatMap((s) => Array(20).fill(s)), long], {
      clustering: { method: "hdbscan", minClusterSize: 10 },
    });
    expect(fitted.labels).toHaveLength(41);
    expect(fitted.segments).toHaveLength(2);
    expect(
      fitted.segments.flatMap(({ patterns }) => patterns.distinctiveActions.map((p) => p.actions.join())),
    ).toContain("__proto__");
  });

  test.each([1, 2])("an aborted run with %i workers rejects with the signal's reason", async (workers) => {
    for (const stage of ["word2vec", "clustering"]) {
      const controller = new AbortController();
      const reason = new Error(`stopped while ${stage}`);
      const onProgress = (progress: { stage: string }) => progress.stage === stage && controller.abort(reason);
      await expect(fitSegments(events, { workers, signal: controller.signal, onProgress })).rejects.toBe(reason);
    }
    const aborted = AbortSignal.abort(new Error("before"));
    await expect(fitSegments(events, { signal: aborted })).rejects.toThrow("before");
  });
});

describe("plug-ins", () => {
  /** Length and number of different actions. */
  const embedder = {
    method: "length",
    async fit() {
      const embed = async (input: unknown): Promise<Matrix> => {
        const paths = Array.isArray(input) ? input : decode(input as SegmentModel["sequences"]);
        return matrix(paths.length, 2, Float32Array.from(paths.flatMap((path) => [path.length, new Set(path).size])));
      };
      return { method: "length", dimensions: 2, embed, state: () => undefined };
    },
  };
  /** Short paths, long paths, and none for the longest. */
  const clusterer = {
    method: "halves",
    async cluster({ data, rows }: Matrix) {
      return { labels: Array.from({ length: rows }, (_, i) => (data[i * 2]! > 60 ? -1 : data[i * 2]! > 12 ? 1 : 0)) };
    },
  };

  test("an embedder, a reducer and a clusterer of the user's own", async () => {
    const reducer = {
      method: "mirror",
      async fit(vectors: Matrix) {
        const transform = async (given: Matrix) =>
          matrix(
            given.rows,
            given.cols,
            given.data.map((x) => -x),
          );
        return { embedding: await transform(vectors), fitted: { method: "mirror", transform, state: () => undefined } };
      },
    };
    const mirrored = {
      method: "halves",
      cluster: ({ data, ...rest }: Matrix) => clusterer.cluster({ ...rest, data: data.map((x) => -x) }),
    };
    const own = await fitSegments(events, { embedding: embedder, reduction: reducer, clustering: mirrored });
    const paths = pathsOf(events);
    const kind = (path: readonly string[]) => (path.length > 60 ? -1 : path.length > 12 ? 1 : 0);
    const agree = adjustedRandIndex(paths.map(kind), own.labels);
    expect(agree).toBe(1);
    expect((await own.assign(paths)).map(({ segment }) => segment)).toEqual([...own.labels]);
    await expect(own.toBytes()).rejects.toThrow(
      new TypeError('the model cannot be saved: its embedder "length" gives no state to save'),
    );
  });

  test("a clusterer of the user's own is saved with its answers", async () => {
    const own = await fitSegments(events, {
      reduction: false,
      clustering: { method: "all", cluster: async ({ rows }) => ({ labels: new Int32Array(rows) }) },
    });
    expect(own.segments).toHaveLength(1);
    const loaded = await loadSegments(await own.toBytes());
    expect(loaded.labels).toEqual(own.labels);
    expect((await loaded.assign(pathsOf(events))).map(({ segment }) => segment)).toEqual([...own.labels]);
  });

  test("labels of a wrong length are refused", async () => {
    const broken = { method: "broken", cluster: async () => ({ labels: [0, 1] }) };
    await expect(fitSegments(events, { clustering: broken })).rejects.toThrow(/^"labels" expected \d+ labels, got 2$/);
  });
});

function decode({ tokens, offsets, vocabulary }: SegmentModel["sequences"]): string[][] {
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from(tokens.subarray(offsets[row], offsets[row + 1]), (token) => vocabulary.actions[token]!),
  );
}

function labelsByUser(fitted: SegmentModel): Map<string, number> {
  return new Map(fitted.ids!.map((user, i) => [user, fitted.labels[i]!]));
}
