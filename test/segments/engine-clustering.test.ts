import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { adjustedRandIndex, fitSegments, loadSegments, ModelFormatError } from "../../src";
import type { ClusteringOption } from "../../src/segments";
import { restoreEnginePlacer } from "../../src/segments/stages/engine-placer";
import { fitEngine } from "../../src/segments/stages/engines";
import { seededBlobs } from "../helpers/points";
import { size } from "../helpers/size";

const KINDS = ["SEARCH -> VIEW -> VIEW -> CART", "PLAY -> FAIL -> RETRY -> PASS", "OPEN -> READ -> READ -> SHARE"];
const EACH = size(16, 40);
/** Three kinds of users, each in a few variants. */
const paths = KINDS.flatMap((kind) =>
  Array.from({ length: EACH }, (_, i) => {
    const actions = kind.split(" -> ");
    return [...actions, ...actions.slice(0, i % 4)].join(" -> ");
  }),
);
const truth = paths.map((_, i) => Math.floor(i / EACH));

const METHODS: [name: string, clustering: ClusteringOption][] = [
  ["bisecting k-means", { method: "bisecting-kmeans", k: 3 }],
  ["Gaussian mixture", { method: "gaussian-mixture", k: 3, covariance: "spherical" }],
  ["DBSCAN", { method: "dbscan", eps: 0.8, minSamples: 3 }],
  ["OPTICS", { method: "optics", clusterMethod: "dbscan", eps: 0.8 }],
  ["hierarchy, by k", { method: "agglomerative", k: 3 }],
  ["hierarchy, by height", { method: "agglomerative", linkage: "average", height: 1 }],
];

describe.each(METHODS)("fitSegments by %s", (_, clustering) => {
  const fitted = fitSegments(paths, { clustering, embedding: "order", reduction: false, projection: false });

  test("finds the kinds of users, and gives them back their segments", async () => {
    const model = await fitted;
    expect(adjustedRandIndex(truth, model.labels)).toBeGreaterThan(0.9);
    const assigned = await model.assign(paths);
    expect(assigned.map(({ segment }) => segment)).toEqual([...model.labels]);
    expect((await model.assign([paths[7]!]))[0]).toEqual(assigned[7]);
  });

  test("reports how stable its segments are, and judges them by it", async () => {
    const { selection, verdict } = await fitted;
    const [won] = selection.candidates;
    expect(won!.stability).toBeGreaterThan(0.7);
    expect(won!.stability).toBeLessThanOrEqual(1);
    expect(verdict.reasons.map(({ about }) => about)).toContain("stability");
  });

  test("is saved and loaded", async () => {
    const model = await fitted;
    const file = join(
      tmpdir(),
      `engine-${process.pid}-${METHODS.findIndex(([, option]) => option === clustering)}.seqment`,
    );
    const asked = [...paths, "SEARCH -> VIEW -> CART", "NEVER -> SEEN"];
    try {
      await model.save(file);
      expect(await (await loadSegments(file)).assign(asked)).toEqual(await model.assign(asked));
    } finally {
      await rm(file, { force: true });
    }
  });

  test("gives the same bits with 1 and 2 workers", async () => {
    const options = { clustering, embedding: "order", reduction: false, projection: false, workers: 1 } as const;
    const again = await fitSegments(paths, options);
    const model = await fitted;
    expect(again.labels).toEqual(model.labels);
    expect(again.probabilities).toEqual(model.probabilities);
  });
});

test.each(["bisecting-kmeans", "gaussian-mixture", "agglomerative"] as const)(
  "%s by name: the data choose how many",
  async (clustering) => {
    const model = await fitSegments(paths, { clustering, embedding: "order", reduction: false, projection: false });
    expect(model.segments.length).toBeGreaterThan(1);
    expect(model.report.clustering.method).toBe(clustering);
    expect(model.selection.candidates.length).toBeGreaterThan(3);
  },
);

describe("refused", () => {
  test.each([
    ["dbscan", '"clustering" of method "dbscan" needs a distance, such as { method: "dbscan", eps: 0.5 }'],
    [{ method: "dbscan", eps: -1 }, '"clustering.eps" expected a finite number > 0, got -1'],
    [
      { method: "agglomerative", k: 2, height: 1 },
      '"clustering" of method "agglomerative" takes one of "k" and "height"',
    ],
    [
      { method: "gaussian-mixture", linkage: "ward" },
      '"clustering.linkage" is an option of method "agglomerative", not of "gaussian-mixture"',
    ],
    [
      { method: "bisecting-kmeans", k: 500 },
      /"clustering.k" expected at most the number of different vectors \(\d+\), got 500/,
    ],
  ])("%j", async (clustering, message) => {
    await expect(fitSegments(paths, { clustering: clustering as never })).rejects.toThrow(message);
  });
});

describe("a file that was changed", () => {
  const rows = seededBlobs(40, 2, 3);
  const weights = new Float64Array(40).fill(1);
  const place = { seed: 1, scale: 1, run: {} };

  test.each([
    [{ method: "bisecting-kmeans", k: 3, restarts: 2 }, "splits"],
    [{ method: "agglomerative", k: 3, linkage: "ward", height: undefined, maxDistance: undefined }, "pointLabels"],
    [
      {
        method: "gaussian-mixture",
        k: 3,
        covariance: "full",
        regularization: 1e-6,
        restarts: 1,
        maxIterations: 9,
        tolerance: 0,
      },
      "means",
    ],
  ] as const)("$0.method without $1 is refused", async (settings, part) => {
    const [clusters] = await fitEngine(rows, weights, settings as never, [], place);
    const { method: _, ...saved } = clusters!.clusterer.placer.state() as {
      method: string;
      model: Record<string, unknown>;
    };
    const fitting = { dimensions: 2, segments: 3 };
    expect(() => restoreEnginePlacer(saved as never, "placer", fitting)).not.toThrow();
    const { [part]: _left, ...rest } = saved.model;
    expect(() => restoreEnginePlacer({ ...saved, model: rest } as never, "placer", fitting)).toThrow(ModelFormatError);
    const wide = { dimensions: 3, segments: 3 };
    expect(() => restoreEnginePlacer(saved as never, "placer", wide)).toThrow(ModelFormatError);
  });
});
