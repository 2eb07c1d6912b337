import { expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { compareEmbeddings, type EmbeddingComparison, formatComparison } from "../../../src/segments";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";

const { log, events } = await demoEvents();
const behaviors = [...new Set(log.planted.values())];
const planted = events.users.map((user) => behaviors.indexOf(log.planted.get(user)!));
const comparison = await compareEmbeddings(events, { seed: 7, labels: planted });

test("one row for each way, all figures in each; the first is what fitSegments takes", async () => {
  const ways = comparison.rows.map((row) => `${row.embedding}/${row.reduction}/${row.clustering}`);
  const dense = ["pca", "umap", "none"].map((reduction) => `order/${reduction}/hdbscan`);
  const means = ["order", "word2vec", "order + word2vec", "ngrams"].map((embedding) => `${embedding}/none/kmeans`);
  expect([...ways].sort()).toEqual([...dense, ...means].sort());
  for (const { stability, segments, adjustedRandIndex, adjustedMutualInformation } of comparison.rows) {
    expect(stability! >= 0 && stability! <= 1).toBe(segments > 0);
    expect(adjustedRandIndex).toBeLessThanOrEqual(1);
    expect(adjustedMutualInformation).toBeLessThanOrEqual(1 + 1e-9);
  }
  const { selection } = await fitSegments(events, { seed: 7, projection: false });
  const { adjustedRandIndex, adjustedMutualInformation: _, ...winner } = comparison.rows[0]!;
  expect(winner).toEqual(selection.candidates[0]);
  expect(adjustedRandIndex).toBeGreaterThan(0.9);
  expect(comparison).toMatchObject({ reason: selection.reason, tried: selection.candidates.length, skipped: 0 });
});

test("labels change no other figure, and the workers none", async () => {
  const plain = await compareEmbeddings(events, { seed: 7, workers: 1 });
  const without = comparison.rows.map((row) => ({
    ...row,
    adjustedRandIndex: undefined,
    adjustedMutualInformation: undefined,
  }));
  expect(plain).toEqual({ ...comparison, rows: without });
});

test("what is set by hand is all that is tried", async () => {
  const { rows, tried } = await compareEmbeddings(pathsOf(events), {
    embedding: { method: "order" },
    reduction: { method: "pca" },
    clustering: { method: "hdbscan", minClusterSize: 20, clusterSelectionMethod: "eom" },
  });
  expect(rows.map(({ embedding, reduction, minClusterSize }) => [embedding, reduction, minClusterSize])).toEqual([
    ["order", "pca", 20],
  ]);
  expect(tried).toBe(1);
});

test("a log above the sample is measured on it, true labels drawn with its inputs", async () => {
  // distinct sequences of two kinds, distinguished by their first action
  const paths = Array.from({ length: 8000 }, (_, i) => [
    i % 2 ? "A" : "X",
    ...i
      .toString(4)
      .padStart(7, "0")
      .split("")
      .map((digit) => (i % 2 ? "ABCD" : "WXYZ")[Number(digit)]!),
  ]);
  const { rows, sample } = await compareEmbeddings(paths, {
    labels: paths.map((_, i) => i % 2),
    embedding: { method: "order" },
    reduction: { method: "pca", nComponents: 2 },
    clustering: { method: "hdbscan", minClusterSize: 500, clusterSelectionMethod: "eom" },
  });
  expect(sample!.distinct).toBeGreaterThan(3500);
  expect(sample!.distinct).toBeLessThan(4500);
  expect(rows[0]!.adjustedRandIndex).toBeGreaterThan(0.75); // some are in no segment; mismatched labels give about 0
});

test("a clusterer of the user's own is tried on the sample, and fitted to all", async () => {
  const paths = Array.from({ length: 7000 }, (_, i) => ["A", ...i.toString(3).split("")]);
  const clusterer = {
    method: "halves",
    cluster: async ({ rows }: { rows: number }) => ({ labels: Int32Array.from({ length: rows }, (_, i) => i % 2) }),
  };
  const given = { embedding: { method: "order" }, reduction: { method: "pca" }, clustering: clusterer } as const;
  const model = await fitSegments(paths, { ...given, projection: false });
  expect(model.selection.sample!.distinct).toBeLessThan(5000);
  expect(model.segments.map(({ size }) => size)).toEqual([3500, 3500]);
});

test("bad input", async () => {
  const paths = Array(20).fill(["A", "B"]);
  const cases: [input: never, options: object, message: string][] = [
    [paths as never, { labels: [0, 1] }, '"labels" expected 20 labels, one per input, got 2'],
    [paths as never, { labels: "no" }, '"labels" expected an Int32Array or an array of integers, got "no"'],
    [[] as never, {}, '"input" expected at least one sequence, got none'],
  ];
  for (const [input, options, message] of cases) {
    await expect(compareEmbeddings(input, options)).rejects.toThrow(message);
  }
  await expect(compareEmbeddings(paths, { projection: {} } as never)).rejects.toThrow('"projection" is not an option');
  const aborted = AbortSignal.abort(new Error("enough"));
  await expect(compareEmbeddings(paths, { signal: aborted })).rejects.toThrow("enough");
});

test("formats: a column for what is known, names escaped, no minus zero", () => {
  const row = {
    ...{ embedding: "a|b", reduction: "pca", clustering: "hdbscan", clusterSelectionMethod: "eom" as const },
    ...{
      minClusterSize: 5,
      segments: 2,
      noiseShare: 0.125,
      savedBits: -0.0001,
      savedBitsOfActions: 0.2,
      stability: undefined,
    },
  };
  const own = { ...row, clustering: "mine", clusterSelectionMethod: undefined, adjustedRandIndex: 0.5 };
  const known: EmbeddingComparison = {
    ...{ effort: "quick", reason: "it is better", sample: { inputs: 9, distinct: 4 }, skipped: 1, tried: 3 },
    rows: [
      { ...row, adjustedRandIndex: 1, adjustedMutualInformation: undefined },
      { ...own, adjustedMutualInformation: undefined },
    ],
  };
  expect(formatComparison(known)).toBe(
    [
      "embedding  reduction  clustering     next-action bits  action bits  segments  in no segment, %   ARI",
      "a|b        pca        hdbscan eom 5             0.000        0.200         2              12.5  1.00",
      "a|b        pca        mine                      0.000        0.200         2              12.5  0.50",
      "",
      "Bits that knowing the segments saves on each action, less the cost of naming the segment: next-action bits for a",
      "reader who knows the action before, action bits for one who knows only how often each action occurs.",
      "The best cut of each pipeline, of 3 candidates. fitSegments takes the first: it is better.",
      "Measured on a sample of 9 sequences, 4 distinct.",
      "1 pipeline not tried: the time budget was used up.",
      "",
    ].join("\n"),
  );
  expect(formatComparison(known, { format: "markdown" })).toContain(
    "\n| a\\|b | pca | hdbscan eom 5 | 0.000 | 0.200 | 2 | 12.5 | 1.00 |\n",
  );
  expect(JSON.parse(formatComparison(known, { format: "json" })).rows).toHaveLength(2);
  expect(() => formatComparison(known, { format: "xml" as "text" })).toThrow(
    '"format" expected "text", "markdown" or "json", got "xml"',
  );
});
