import { describe, expect, test } from "vitest";
import { plantedLog } from "../../benchmarks/data/verdict-logs";
import { type FitSegmentsOptions, fitSegments } from "../../src";
import { adjustedRandIndex } from "../../src/clustering";
import { randomStream } from "../../src/core/internal";

const FAST: FitSegmentsOptions = { projection: false };

async function found(lists: readonly (readonly string[])[], options: FitSegmentsOptions = {}) {
  return fitSegments(lists, { ...FAST, ...options });
}

/** `times` users of each path. */
function users(...paths: readonly [path: string, times: number][]): string[][] {
  return paths.flatMap(([path, times]) => Array.from({ length: times }, () => path.split(" ")));
}

describe("users who all do the very same", () => {
  const paths = ["browse cart pay", "login mail logout", "search search play stop", "help", "open read read close"];

  test.each([2, 3, 5])("%d behaviours are so many segments", async (k) => {
    const lists = users(...paths.slice(0, k).map((path, b): [string, number] => [path, 14 + 11 * b]));
    const { labels, segments } = await found(lists);
    expect(segments).toHaveLength(k);
    expect(
      adjustedRandIndex(
        lists.map((list) => paths.indexOf(list.join(" "))),
        labels,
      ),
    ).toBe(1);
  });

  test.each([
    [6, 10],
    [9, 8],
    [11, 30],
    [17, 6],
  ])("%d behaviours of %d users each, and three users who do something else", async (k, size) => {
    const behaviors = Array.from({ length: k }, (_, b): [string, number] => [`in${b} do${b} out${b}`, size]);
    const { segments, labels } = await found(users(...behaviors, ["odd one", 1], ["odd two", 1], ["three", 1]));
    expect(segments).toHaveLength(k);
    const planted = Array.from({ length: k * size }, (_, i) => Math.floor(i / size));
    expect(adjustedRandIndex(planted, labels.subarray(0, k * size))).toBe(1);
  });

  test.each<FitSegmentsOptions>([
    { clustering: { method: "hdbscan" } },
    { clustering: { method: "hdbscan", minClusterSize: 10 } },
    { clustering: { method: "kmeans" } },
    { reduction: { method: "pca" } },
    { reduction: { method: "umap" } },
    { embedding: { method: "word2vec" } },
  ])("are found with %j too", async (options) => {
    const lists = users([paths[0]!, 31], [paths[1]!, 24], [paths[4]!, 17]);
    const { segments } = await found(lists, options);
    expect(segments.map(({ size }) => size)).toEqual([31, 24, 17]);
  });

  test("all in one behaviour are one segment", async () => {
    const { segments } = await found(users([paths[4]!, 40]));
    expect(segments.map(({ size }) => size)).toEqual([40]);
  });
});

describe("two groups of six", () => {
  const random = randomStream(5, "test/six");
  const repeated = (path: string, i: number) =>
    path.split(" ").flatMap((action, j) => Array<string>(1 + random.integer(3, i, j)).fill(action));

  test.each([
    ["who do the very same", (path: string) => path.split(" ")],
    ["who repeat actions now and then", repeated],
    ["who all begin alike", (path: string, i: number) => ["open", ...repeated(path, i)]],
  ])("%s are two segments", async (_, write) => {
    const lists = Array.from({ length: 12 }, (__, i) => write(i < 6 ? "browse cart pay" : "login mail logout", i));
    const { labels } = await found(lists);
    expect([...labels]).toEqual(Array.from({ length: 12 }, (__, i) => labels[i < 6 ? 0 : 6]));
    expect(new Set(labels)).toEqual(new Set([0, 1]));
  });
});

describe("planted behaviours", () => {
  const random = randomStream(9, "test/planted");
  interface Manner {
    readonly shared: readonly string[];
    /** Each action is done one to six times. */
    readonly repeats: boolean;
    /** Three in ten cut the tail, three in ten swap two actions. */
    readonly variants: boolean;
  }

  function writes(b: number, i: number, { shared, repeats, variants }: Manner): string[] {
    const own = ["seek", "see", "want", "take", "leave"].map((action) => `${action} ${"wxyz"[b]}`);
    const kind = variants ? random.uniform(i, 90) : 1;
    const at = random.integer(own.length - 1, i, 91);
    if (kind < 0.3) own.pop();
    else if (kind < 0.6) [own[at], own[at + 1]] = [own[at + 1]!, own[at]!];
    return [...shared, ...own].flatMap((action, j) =>
      Array<string>(repeats ? 1 + random.integer(6, i, j) : 1).fill(action),
    );
  }

  test.each<[string, number, Manner]>([
    ["repeated a varying number of times", 3, { shared: [], repeats: true, variants: false }],
    ["with a swap or a cut tail", 4, { shared: [], repeats: false, variants: true }],
    ["with both", 3, { shared: [], repeats: true, variants: true }],
    ["after shared first actions, with both", 3, { shared: ["open", "login"], repeats: true, variants: true }],
  ])("%s are %d segments", async (_, k, manner) => {
    const planted = Array.from({ length: 45 * k }, (__, i) => i % k);
    const { labels, segments } = await found(planted.map((b, i) => writes(b, i, manner)));
    expect(segments).toHaveLength(k);
    expect(adjustedRandIndex(planted, labels)).toBeGreaterThan(0.95);
  });
});

describe("a log of planted behaviours", () => {
  const logs = {
    overlap: plantedLog("overlap", [40, 55, 30], 23),
    variants: plantedLog("variants", [50, 38], 23),
    chains: plantedLog("chains", [60, 60], 23),
  };

  test.each(["overlap", "variants", "chains"] as const)(
    "%s: every user twice or three times gives the same segments, and one robot leaves them",
    async (kind) => {
      const { lists, planted } = logs[kind];
      const { labels } = await found(lists);
      expect(adjustedRandIndex(planted!, labels)).toBeGreaterThan(0.9);
      const agrees = async (others: readonly (readonly string[])[]) => {
        const again = await found(others);
        return adjustedRandIndex(labels, again.labels.subarray(0, lists.length));
      };
      for (const times of [2, 3]) {
        expect(await agrees(Array.from({ length: times }, () => lists).flat())).toBeGreaterThanOrEqual(0.95);
      }
      const actions = [...new Set(lists.flat())];
      for (const length of [300, 30_000]) {
        const robot = Array.from({ length }, (_, i) => actions[(i * 7 + (i >> 3)) % actions.length]!);
        expect(await agrees([...lists, robot])).toBeGreaterThanOrEqual(0.95);
      }
      const crawler = Array.from({ length: 3000 }, (_, i) => `/page/${i % 61}`);
      expect(await agrees([...lists, crawler])).toBeGreaterThanOrEqual(0.95);
    },
  );
});
