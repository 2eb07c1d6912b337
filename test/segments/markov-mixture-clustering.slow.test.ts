import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../src";
import { adjustedRandIndex } from "../../src/clustering";
import { randomStream } from "../../src/core/internal";

/** Users of three chains over the same actions, equally often used. */
const random = randomStream(11, "test/chains");
const planted = Array.from({ length: 240 }, (_, i) => i % 3);
const paths = planted.map((label, i) => {
  let at = random.integer(3, i, 0);
  return Array.from({ length: 10 }, (_, j) => {
    const action = "ABC"[at]!;
    at = (at + (random.uniform(i, j + 1) < 0.85 ? label : random.integer(3, i, 1000 + j))) % 3;
    return action;
  });
});
const mixture = { clustering: { method: "markov-mixture" } } as const;
const model = await fitSegments(paths, mixture);

test("finds the planted chains, leaves nobody out, and reports how the number was chosen", () => {
  expect(model.segments).toHaveLength(3);
  expect(adjustedRandIndex(planted, model.labels)).toBeGreaterThan(0.85);
  expect(model.report.clustering).toMatchObject({ method: "markov-mixture", segments: 3, noise: 0 });
  expect(model.report.notes).toContain("of 1 to 5 Markov chains, 3 have the lowest BIC");
  expect(model.selection.candidates).toHaveLength(1);
  expect(model.selection.candidates[0]).toMatchObject({ clustering: "markov-mixture", reduction: "none" });
  expect(model.verdict.kind).toBe("clear segments");
});

test("training sequences get exactly their labels, alone or among others, before and after saving", async () => {
  const loaded = await loadSegments(await model.toBytes());
  expect(await loaded.toBytes()).toEqual(await model.toBytes());
  for (const one of [model, loaded]) {
    const answers = await one.assign(paths);
    expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
    expect(answers.map(({ membership }) => membership)).toEqual([...model.probabilities]);
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["seen in training"]));
    expect(await one.assign([paths[7]!])).toEqual([answers[7]]);
  }
});

test("new sequences go by the posterior, with shares that sum to 1", async () => {
  const answers = await model.assign(["A -> B -> C -> A -> B -> C -> A -> B -> C -> A", "A -> A -> A", "Z", []]);
  expect(answers[0]!.segment).toBe(model.labels[1]);
  expect(answers[1]!.segment).toBe(model.labels[0]);
  expect(answers.slice(2).map(({ reason }) => reason)).toEqual(["no known action", "empty sequence"]);
  for (const { alternatives, membership, segment } of answers.slice(0, 2)) {
    expect(alternatives.some((other) => other.segment === segment)).toBe(false);
    expect(alternatives.reduce((sum, other) => sum + other.closeness, membership)).toBeCloseTo(1, 12);
  }
});

test("the same bytes for 1, 2 and 4 workers", async () => {
  for (const workers of [1, 2, 4]) {
    expect(await (await fitSegments(paths, { ...mixture, workers })).toBytes()).toEqual(await model.toBytes());
  }
});

test.each([1, 2, 3, 4, 5])("shuffled actions are a continuum, seed %d", async (seed) => {
  const shuffled = randomStream(seed, "test/shuffled");
  const lists = Array.from({ length: 200 }, (_, i) =>
    Array.from({ length: 8 }, (_, j) => "ABCDE"[shuffled.integer(5, i, j)]!),
  );
  const { verdict } = await fitSegments(lists, { ...mixture, seed, projection: false });
  expect(verdict.kind).toBe("continuum");
});

describe("little data", () => {
  test.each([
    ["one user", [["A", "B"]]],
    ["one action", Array(20).fill(["A"])],
    ["identical users", Array(30).fill(["A", "B", "A"])],
  ])("%s is one segment", async (_, input) => {
    const { labels, verdict, projection } = await fitSegments(input, mixture);
    expect([...labels]).toEqual(input.map(() => 0));
    expect(verdict.kind).toBe("continuum");
    expect(projection!.data.every(Number.isFinite)).toBe(true);
  });
});

describe("as a candidate", () => {
  test("is tried only where it is asked for", async () => {
    const { selection } = await fitSegments(paths, { projection: false });
    expect(new Set(selection.candidates.map(({ clustering }) => clustering))).toEqual(new Set(["hdbscan", "kmeans"]));
    expect(selection.reason).not.toContain("Markov");
  });

  test("is fitted to all inputs where it won on a sample", async () => {
    const many = Array.from({ length: 7000 }, (_, i) => ["AB", "CD"][i % 2]!.split("").concat(...i.toString(3)));
    const few = { method: "markov-mixture", segments: 2, starts: 1 } as const;
    const { labels, selection, report } = await fitSegments(many, { clustering: few, projection: false });
    expect(selection.sample!.distinct).toBeLessThan(5000);
    expect(report.clustering.segments).toBe(selection.candidates[0]!.segments);
    expect(labels).toHaveLength(7000);
  });
});

test("bad input", async () => {
  const cases: [options: object, message: string][] = [
    [
      { ...mixture, embedding: { method: "order" } },
      '"embedding" expected "auto" beside the clustering "markov-mixture", which needs no vectors',
    ],
    [
      { ...mixture, reduction: { method: "pca" } },
      '"reduction" expected "auto" beside the clustering "markov-mixture", which needs no vectors',
    ],
    [
      { clustering: { method: "markov-mixture", minClusterSize: 5 } },
      '"clustering.minClusterSize" is an option of methods "hdbscan" and "optics", not of "markov-mixture"',
    ],
    [{ clustering: { method: "markov-mixture", segments: 0 } }, '"clustering.segments" expected an integer >= 1'],
  ];
  for (const [options, message] of cases) await expect(fitSegments(paths, options)).rejects.toThrow(message);
});
