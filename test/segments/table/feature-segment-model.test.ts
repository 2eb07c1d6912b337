import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../../src";
import type { Matrix } from "../../../src/core";
import { type FeatureTable, featureTable } from "../../../src/features";
import { loadTableSegments } from "../../../src/segments";
import { expectAbortMidway } from "../../helpers/abort";

/** Three groups of customers: frequent spenders, one-time buyers of long ago, new ones. */
function customers(each = 30): FeatureTable<"recency" | "frequency" | "monetary"> {
  const kinds = [
    [5, 20, 2000],
    [300, 1, 30],
    [8, 2, 60],
  ] as const;
  const rows = kinds.flatMap((kind) => Array.from({ length: each }, (_, i) => kind.map((x) => x * (1 + (i % 7) / 20))));
  const column = (c: number) => rows.map((row) => row[c]!);
  return featureTable(
    rows.map((_, i) => `c${i}`),
    { recency: column(0), frequency: column(1), monetary: column(2) },
  );
}

/** 0 for a row whose first number is below 0, else 1. */
function signs({ data, rows, cols }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) => Number(data[row * cols]! >= 0));
}

const ENGINES = [
  ["kmeans", { method: "kmeans", k: 3 }],
  ["hdbscan", { method: "hdbscan", minClusterSize: 10 }],
  ["gaussian-mixture", { method: "gaussian-mixture", covariance: "diagonal" }],
  ["bisecting-kmeans", { method: "bisecting-kmeans" }],
  ["dbscan", { method: "dbscan", eps: 0.8 }],
  ["optics", { method: "optics" }],
  ["agglomerative", { method: "agglomerative" }],
  ["own", { method: "by sign", cluster: async (rows: Matrix) => ({ labels: signs(rows) }) }],
] as const;

describe("fitSegments of a table", () => {
  test("finds the groups, says why that many, and names them by their figures", async () => {
    const model = await fitSegments(customers());
    expect(model.segments.map(({ name, size }) => [name, size]).sort()).toEqual([
      ["High-Value Frequent", 30],
      ["Lapsed Small Spender", 30],
      ["Steady Middle", 30],
    ]);
    expect(model.selection).toMatchObject({ method: "kmeans", rule: "strength-and-gap" });
    expect(model.selection.tried.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(model.selection.reason).toMatch(
      /^3 segments: the most that half of the rows would find again \(100% of pairs stay together\)/,
    );
    expect(model.segments.every(({ stability }) => stability! > 0.95)).toBe(true);
    expect(model.segmentOf("c0")).toBe(model.labels[0]);
    expect(model.members(model.labels[0]!)).toHaveLength(30);
    const [row] = model.toRows("features");
    expect(row).toMatchObject({ segment: 0, number: 1, feature: "recency", missing: 0 });
    expect(model.toCSV("members").split("\r\n")[0]).toBe("id,segment,number,name,probability,status");
  });

  test.each([
    ["kmeans", { method: "kmeans", k: "auto" }],
    ["hdbscan", { method: "hdbscan", minClusterSize: 10 }],
    ["gaussian-mixture", { method: "gaussian-mixture", covariance: "diagonal" }],
    ["bisecting-kmeans", { method: "bisecting-kmeans" }],
    ["dbscan", { method: "dbscan", eps: 0.8 }],
    ["optics", { method: "optics" }],
    ["agglomerative", { method: "agglomerative" }],
  ] as const)("%s: finds the groups again in resampled rows, and more than one", async (_, clustering) => {
    const model = await fitSegments(customers(), { clustering });
    expect(model.segments.length).toBeGreaterThan(1);
    expect(model.report.clustering.silhouette).toBeGreaterThan(0.3);
    for (const { stability } of model.segments) {
      expect(stability).toBeGreaterThan(0.5);
      expect(stability).toBeLessThanOrEqual(1);
    }
  });

  test.each(ENGINES)(
    "%s: rows that were fitted keep their labels, one at a time and all at once, saved and loaded",
    async (_, clustering) => {
      const table = customers();
      const model = await fitSegments(table, { clustering: clustering as never });
      const bytes = await model.toBytes();
      const loaded = await loadTableSegments(bytes);
      expect(await loaded.toBytes()).toEqual(bytes);
      expect(loaded.ids).toBeUndefined();
      const answers = await model.assign(table);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      expect(await loaded.assign(table)).toEqual(answers);
      const rowOf = (row: number) => ({
        ...table,
        ids: [table.ids[row]!],
        columns: table.columns.map((of) => of.slice(row, row + 1)),
      });
      for (const row of [0, 31, 65]) expect(await loaded.assign(rowOf(row))).toEqual([answers[row]]);
    },
  );

  test("the same bits for any number of workers, and whatever the order of rows", async () => {
    const table = customers();
    const [one, two] = await Promise.all(
      [1, 2].map(async (workers) => (await fitSegments(table, { workers })).toBytes()),
    );
    expect(one).toEqual(two);
    const order = [...table.ids.keys()].sort((a, b) => ((a * 37) % 90) - ((b * 37) % 90));
    const turned = {
      ...table,
      ids: order.map((r) => table.ids[r]!),
      columns: table.columns.map((of) => Float64Array.from(order, (r) => of[r]!)),
    };
    const [model, other] = [await fitSegments(table), await fitSegments(turned)];
    const namesOf = (of: typeof model) => Object.fromEntries(of.toRows("members").map(({ id, name }) => [id, name]));
    expect(namesOf(other)).toEqual(namesOf(model));
  });

  test("new rows go to the nearest segment, and say how firmly they belong", async () => {
    const model = await fitSegments(customers(), { clustering: { method: "kmeans", k: 3 } });
    const [answer] = await model.assign(featureTable(["new"], { recency: [290], frequency: [1], monetary: [25] }));
    expect(answer).toMatchObject({ id: "new", name: "Lapsed Small Spender", reason: "near members" });
    expect(answer!.membership).toBeGreaterThan(0.5);
    expect(answer!.alternatives).toHaveLength(2);
    await expect(model.assign(featureTable(["x"], { recency: [1] }))).rejects.toThrow(
      '"table" expected 3 columns recency, frequency, monetary, got none of "frequency", "monetary"',
    );
  });

  test("a file of the other kind is refused with the function that loads it", async () => {
    const model = await fitSegments(customers());
    await expect(loadSegments(await model.toBytes())).rejects.toThrow("load it with loadTableSegments");
    const paths = await fitSegments(Array.from({ length: 12 }, (_, i) => (i % 2 ? "a -> b" : "c -> d")));
    await expect(loadTableSegments(await paths.toBytes())).rejects.toThrow("load it with loadSegments");
  });

  test("long work can be aborted", async () => {
    await expectAbortMidway((run) => fitSegments(customers(200), run));
  });
});

describe("bad input", () => {
  const one = featureTable(["ann"], { spent: [3] });
  const equal = featureTable(
    Array.from({ length: 20 }, (_, i) => `c${i}`),
    { spent: Array(20).fill(7) },
  );

  test("one row, and rows that are all equal, are one segment; it says why", async () => {
    for (const [table, reason] of [
      [one, "too few rows for several segments: each is to have 5"],
      [equal, "nothing supports more than one segment: all rows are equal"],
    ] as const) {
      const model = await fitSegments(table);
      expect(model.segments).toHaveLength(1);
      expect(model.selection.reason).toBe(reason);
      expect(model.report.notes).toContain("spent: all numbers are equal, so it tells nobody apart");
    }
  });

  test("where nothing stands apart there is one segment", async () => {
    const spent = Array.from({ length: 400 }, (_, i) => (i * 0.618034) % 1);
    const more = ["b", "c", "d", "e", "f", "g"].map((name, c) => [
      name,
      spent.map((_, i) => (i * (0.4142 + 0.1357 * c)) % 1),
    ]);
    const table = featureTable(
      spent.map((_, i) => `c${i}`),
      { spent, ...Object.fromEntries(more) },
    );
    const model = await fitSegments(table);
    expect(model.segments).toHaveLength(1);
    expect(model.selection.reason).toMatch(/^nothing supports more than one segment/);
  });

  test("missing numbers are filled, and reported", async () => {
    const spent = [1, 2, Number.NaN, 90, 91, 92, 1, 2, 90, 91];
    const model = await fitSegments(
      featureTable(
        spent.map((_, i) => `c${i}`),
        { spent },
      ),
    );
    expect(model.report.notes).toContain("spent: 1 number missing, filled");
    expect(model.report.columns[0]).toMatchObject({ name: "spent", missing: 1 });
  });

  test.each([
    [
      equal,
      { clustering: { method: "kmeans", k: 3 } },
      '"clustering.k" expected at most the number of different rows (1), got 3',
    ],
    [featureTable([], { spent: [] }), {}, '"input" expected a table of at least one row and column, got 0 x 1'],
    [one, { embedding: "order" }, '"embedding" is not an option; known options'],
    [
      one,
      { clustering: "markov-mixture" },
      '"clustering.method" expected an engine of vectors, for a table holds no sequences',
    ],
    [one, { features: { bend: "yes" } }, '"features.bend" expected "auto", "yeo-johnson", "log" or "none", got "yes"'],
    [one, { names: [{ name: "x" }] }, '"names" expected an array of'],
    [
      { ids: ["a"], names: ["x"], columns: [Float64Array.of(1, 2)] },
      {},
      '"input" expected 1 number, got 2 in column "x"',
    ],
  ])("case %#", async (table, options, message) => {
    await expect(fitSegments(table as never, options as never)).rejects.toThrow(message);
  });
});
