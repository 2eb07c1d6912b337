import { describe, expect, test } from "vitest";
import { plantedLog } from "../../benchmarks/data/verdict-logs";
import { fitSegments, loadSegments } from "../../src";
import { adjustedRandIndex, kmeans } from "../../src/clustering";
import { finish, matrix, row, unitRows } from "../../src/core/internal";
import { fittedMeans } from "../../src/segments/stages/clusterer";
import { meansClusters } from "../../src/segments/stages/means-clusterer";

const { lists, planted } = plantedLog("shared start", [40, 30, 22], 17);
const options = {
  embedding: { method: "order" },
  reduction: false,
  projection: false,
} as const;
const model = await fitSegments(lists, { ...options, clustering: { method: "kmeans", k: 3 } });

describe("k-means in a model", () => {
  test("finds so many planted behaviours, leaves nobody out, and is reported as what it is", () => {
    expect(adjustedRandIndex(planted!, model.labels)).toBe(1);
    expect(model.segments.map(({ size }) => size)).toEqual([40, 30, 22]);
    expect(model.report.clustering).toEqual({
      method: "kmeans",
      segments: 3,
      noise: 0,
      noiseShare: 0,
      placed: 0,
      placedShare: 0,
      placedOf: [0, 0, 0],
      minClusterSize: undefined,
      minSamples: undefined,
    });
    expect(model.selection.candidates).toHaveLength(1);
    expect(model.selection.candidates[0]).toMatchObject({
      clustering: "kmeans",
      clusterSelectionMethod: undefined,
      minClusterSize: undefined,
      segments: 3,
    });
    for (const { stability } of model.verdict.segments) expect(stability).toBeGreaterThan(0.95);
  });

  test("training sequences get exactly their labels, alone or among others, before and after saving", async () => {
    const loaded = await loadSegments(await model.toBytes());
    expect(await loaded.toBytes()).toEqual(await model.toBytes());
    for (const one of [model, loaded]) {
      const answers = await one.assign(lists);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      expect(answers.map(({ membership }) => membership)).toEqual([...model.probabilities]);
      expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["seen in training"]));
      for (const i of [0, 41, 91]) expect(await one.assign([lists[i]!])).toEqual([answers[i]]);
    }
  });

  test("new sequences go to the nearest mean: alone as among others, with shares of the others", async () => {
    const fresh = [0, 1, 2].map((b) => ["home", "open", ...[2, 1, 0, 1].map((i) => `b${b}_${i}`)]);
    const answers = await model.assign([...fresh, ["Z"], []]);
    expect(answers.slice(0, 3).map(({ segment }) => segment)).toEqual([0, 1, 2]);
    expect(answers.slice(3).map(({ reason }) => reason)).toEqual(["no known action", "empty sequence"]);
    for (const [i, path] of fresh.entries()) {
      const { alternatives, confidence, segment } = answers[i]!;
      expect(await model.assign([path])).toEqual([answers[i]]);
      expect(confidence > 0 && confidence < 1).toBe(true);
      expect(alternatives.map((other) => other.segment).toSorted()).toEqual([0, 1, 2].filter((s) => s !== segment));
      const others = alternatives.reduce((sum, one) => sum + one.closeness, 0);
      expect(others > 0 && others < 2 / 3).toBe(true); // the assigned one is the closest of three
    }
  });

  test("explains where a sequence stands by what was actually done", async () => {
    const found = await model.explain(lists[45]!);
    expect([found.assignment]).toEqual(await model.assign([lists[45]!]));
    expect(found.segment).toBe(1);
    expect(found.actions).toEqual(lists[45]);
    expect(found.for[0]!.text).toContain("b1_");
    expect(found.nearest[0]).toMatchObject({ segment: 1 });
    for (const { change, action, position, segment } of found.counterfactuals) {
      const changed = lists[45]!.toSpliced(
        position,
        change === "remove" ? 1 : 0,
        ...(change === "add" ? [action] : []),
      );
      expect((await model.assign([changed]))[0]!.segment).toBe(segment);
    }
  });

  test("the same bytes for 1, 2 and 4 workers", async () => {
    for (const workers of [1, 2, 4]) {
      const again = await fitSegments(lists, { ...options, workers, clustering: { method: "kmeans", k: 3 } });
      expect(await again.toBytes()).toEqual(await model.toBytes());
    }
  });

  test("k left to the data tries many, and says why it took one", async () => {
    const chosen = await fitSegments(lists, { ...options, clustering: { method: "kmeans" } });
    expect(chosen.labels).toEqual(model.labels);
    const counts = chosen.selection.candidates.map(({ segments }) => segments);
    expect(counts.toSorted()).toEqual([1, 2, 3, 4, 5]); // of 92 users six means would hold fewer than 20 each
    expect(chosen.selection.reason).toContain("3 segments");
  });

  test("means that compete beside HDBSCAN where nothing is asked for stand on the vectors as they are", async () => {
    const { selection } = await fitSegments(lists, { projection: false });
    const of = selection.candidates.filter(({ clustering }) => clustering === "kmeans");
    expect(new Set(of.map(({ embedding }) => embedding))).toEqual(
      new Set(["order", "word2vec", "order + word2vec", "ngrams"]),
    );
    expect(new Set(of.map(({ reduction }) => reduction))).toEqual(new Set(["none"]));
  });

  test.each(["pca", "umap"] as const)("and on vectors reduced by %s where that was asked for", async (method) => {
    const given = { ...options, reduction: method };
    const { selection } = await fitSegments(lists, given);
    expect(new Set(selection.candidates.map(({ clustering }) => clustering))).toEqual(new Set(["hdbscan", "kmeans"]));
    expect(new Set(selection.candidates.map(({ reduction }) => reduction))).toEqual(new Set([method]));
  });

  test("more means asked for than there are different vectors", async () => {
    const few = [...Array(30).fill("A -> B"), ...Array(20).fill("X -> Y")];
    await expect(fitSegments(few, { ...options, clustering: { method: "kmeans", k: 3 } })).rejects.toThrow(
      new RangeError('"clustering.k" expected at most the number of different vectors (2), got 3'),
    );
  });

  test("more means than different vectors: none is tried that cannot be", async () => {
    const few = [...Array(30).fill("A -> B"), ...Array(20).fill("X -> Y")];
    const { selection, segments } = await fitSegments(few, { ...options, clustering: { method: "kmeans" } });
    expect(selection.candidates.map(({ segments: found }) => found).toSorted()).toEqual([1, 2]);
    expect(segments).toHaveLength(2);
  });
});

describe("a cluster of fewer users than the smallest group", () => {
  const rare = [...Array(30).fill("A -> B"), ...Array(20).fill("X -> Y"), ...Array(4).fill("Q -> R -> S")];

  test("is no segment, in training, in new sequences, and after loading", async () => {
    const fitted = await fitSegments(rare, { ...options, clustering: { method: "kmeans", k: 3 } });
    expect(fitted.segments.map(({ size }) => size)).toEqual([30, 20]);
    expect([...fitted.labels.subarray(50)]).toEqual([-1, -1, -1, -1]);
    expect([...fitted.probabilities.subarray(50)]).toEqual([0, 0, 0, 0]);
    for (const one of [fitted, await loadSegments(await fitted.toBytes())]) {
      const answers = await one.assign(["Q -> R -> S", "R -> S", "X -> Y"]);
      expect(answers.map(({ segment }) => segment)).toEqual([-1, -1, 1]);
    }
  });

  test("is one from five users on", async () => {
    const { segments } = await fitSegments([...rare, "Q -> R -> S"], {
      ...options,
      clustering: { method: "kmeans", k: 3 },
    });
    expect(segments.map(({ size }) => size)).toEqual([30, 20, 5]);
  });
});

describe("means of rows of length 1", () => {
  const points = matrix(6, 2, Float32Array.of(1, 0, 8, 1, 0, 2, 1, 30, 0, 0, 5, 0));

  test("rows keep their direction, and a row of zeros stays", () => {
    const unit = finish(unitRows(points));
    for (let i = 0; i < points.rows; i++) {
      const [x, y] = row(unit, i) as unknown as [number, number];
      const length = Math.hypot(x, y);
      expect(length).toBeCloseTo(i === 4 ? 0 : 1, 6);
      const [px, py] = row(points, i) as unknown as [number, number];
      expect(x * py).toBeCloseTo(y * px, 5);
    }
  });

  test("places by hand: the nearest mean, nearness to the second of another segment, distance to the nearest row", async () => {
    const weights = Float64Array.of(2, 2, 3, 3, 1, 1);
    const fitted = await kmeans(finish(unitRows(points)), { k: 3, seed: 2, weights });
    const means = meansClusters(fitted, weights, 3);
    const { labels, probabilities, placer } = await fittedMeans(points, means, {});
    expect([...labels].slice(0, 4)).toEqual([1, 1, 0, 0].map((label) => (labels[2] === 0 ? label : 1 - label)));
    const found = await placer.place(points);
    expect(found.labels).toEqual(labels);
    expect(found.probabilities).toEqual(probabilities);
    expect([...found.nearestDistances]).toEqual([0, 0, 0, 0, 0, 0]);
    const fresh = await placer.place(matrix(1, 2, Float32Array.of(3, 4)));
    const to = Array.from({ length: 3 }, (_, c) =>
      Math.hypot(0.6 - row(fitted.centers, c)[0]!, 0.8 - row(fitted.centers, c)[1]!),
    );
    const own = to.indexOf(Math.min(...to));
    expect(fresh.labels[0]).toBe(means.segmentOf[own]);
    const others = to.filter((_, c) => c !== own && means.segmentOf[c] !== -1);
    expect(means.segmentOf[own]).not.toBe(-1);
    expect(fresh.probabilities[0]).toBeCloseTo(1 - to[own]! / Math.min(...others), 5);
  });
});
