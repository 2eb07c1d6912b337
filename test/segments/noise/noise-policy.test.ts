import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments, readEvents, type SegmentModel } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import type { ClusteringOption, NoisePolicy } from "../../../src/segments";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";

const random = randomStream(5, "test/noise");
const KINDS = ["HOME SEARCH ITEM CART PAY", "HOME NEWS READ SHARE NEWS READ", "HELP FAQ CHAT WAIT CHAT"].map((kind) =>
  kind.split(" "),
);
const ALL = [...new Set(KINDS.flat())];
const USERS = size(120, 240);
/** Three kinds of users, and a quarter who do anything. */
const rows = Array.from({ length: USERS }, (_, user) => {
  const kind =
    user < 0.75 * USERS
      ? KINDS[user % 3]!
      : Array.from({ length: 4 + (user % 5) }, (_, i) => ALL[random.integer(ALL.length, user, i)]!);
  const twice = random.integer(kind.length, user, 99);
  return kind.flatMap((action, i) => (i === twice ? [action, action] : [action]));
}).flatMap((actions, user) => actions.map((action, time) => ({ user: `u${user}`, action, time })));
const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
const BASE = { projection: false, embedding: "order", reduction: "pca", seed: 7 } as const;
const METHODS: readonly [string, ClusteringOption][] = [
  ["HDBSCAN", { method: "hdbscan", minClusterSize: size(10, 20) }],
  ["DBSCAN", { method: "dbscan", eps: 0.25, minSamples: 8 }],
];
const RULES = ["nearest", "atMost", "confidence"] as const;

const fit = (clustering: ClusteringOption, noise: NoisePolicy, workers = 1) =>
  fitSegments(events, { ...BASE, workers, clustering: { ...(clustering as object), noise } as ClusteringOption });
const answersOf = async (model: SegmentModel) =>
  (await model.assign(events)).map(({ segment, membership }) => ({ segment, membership }));
const trainingOf = ({ labels, probabilities }: SegmentModel) =>
  Array.from(labels, (segment, i) => ({ segment, membership: segment < 0 ? 0 : probabilities[i]! }));

describe.each(METHODS.slice(0, size(1, 2)))("users in no segment by %s", async (_, clustering) => {
  const kept = await fit(clustering, "keep");
  const { noise } = kept.report.clustering;
  const before = kept.toRows("members");
  const sureness = before.filter(({ status }) => status === "noise").map((row) => row.nearest_confidence!);
  const middle = sureness.sort((a, b) => a - b)[Math.floor(sureness.length / 2)]!;
  const policies = { nearest: "nearest", atMost: { atMost: 0.05 }, confidence: { confidence: middle } } as const;
  const models = {
    nearest: await fit(clustering, policies.nearest),
    atMost: await fit(clustering, policies.atMost),
    confidence: await fit(clustering, policies.confidence),
  };

  test("stay where nothing is asked, and their nearest segment and its confidence are reported", async () => {
    expect(noise).toBeGreaterThan(size(10, 20));
    const rows = kept.toRows("members");
    const answers = await kept.assign(events);
    const cases = new Cases("noise");
    for (const [i, row] of rows.entries()) {
      expect(row.nearest).toBeGreaterThanOrEqual(0);
      expect(row.nearest_confidence).toBeGreaterThan(0);
      expect(row.nearest_confidence).toBeLessThan(1);
      const answer = answers[i]!;
      if (!cases.when("noise", answer.segment < 0)) continue;
      const { nearest } = answer as Extract<typeof answer, { segment: -1 }>;
      expect(nearest).toEqual({ segment: row.nearest, name: row.nearest_name, confidence: row.nearest_confidence });
      expect(nearest!.segment).toBe(answer.alternatives[0]!.segment);
    }
    cases.expectAll();
  });

  test.each(RULES)("%s: members stay, others go with their nearest, and that is told apart", async (rule) => {
    const model = models[rule];
    const { report, verdict } = model;
    const cases = new Cases("member", "other");
    for (const [i, row] of model.toRows("members").entries()) {
      const was = before[i]!;
      expect(row.nearest).toBe(was.nearest);
      expect(row.nearest_confidence).toBeCloseTo(was.nearest_confidence!, was.status === "noise" ? 12 : 0);
      if (cases.when("member", was.status === "member", "other"))
        expect([row.segment, row.status]).toEqual([was.segment, "member"]);
      else expect([row.segment, row.status]).toEqual(row.status === "placed" ? [was.nearest, "placed"] : [-1, "noise"]);
    }
    cases.expectAll();
    const placed = model.toRows("members").filter(({ status }) => status === "placed");
    expect(placed.length).toBe(report.clustering.placed);
    expect(placed.length + report.clustering.noise).toBe(noise);
    expect(report.clustering.placedOf.reduce((sum, count) => sum + count, 0)).toBe(placed.length);
    expect(verdict.segments.map(({ share }) => share)).toEqual(kept.verdict.segments.map(({ share }) => share));
    expect(verdict.separation).toEqual(kept.verdict.separation);
    if (rule === "nearest") expect(report.clustering.noise).toBe(0);
    else if (rule === "atMost") expect(report.clustering.noiseShare).toBeLessThanOrEqual(0.05);
    else {
      for (const { nearest_confidence } of placed) expect(nearest_confidence).toBeGreaterThanOrEqual(middle);
      const rest = model.toRows("members").filter(({ status }) => status === "noise");
      for (const { nearest_confidence } of rest) expect(nearest_confidence).toBeLessThan(middle);
    }
  });

  test.each(RULES)("%s: training users are assigned as labelled, one as all, loaded as fitted", async (rule) => {
    const model = models[rule];
    expect(await answersOf(model)).toEqual(trainingOf(model));
    const paths = ["START -> BUY -> QUIT", "START", "NOTHING KNOWN", "QUIT -> QUIT -> QUIT"];
    const together = await model.assign(paths);
    for (const [i, path] of paths.entries()) expect(await model.assign(path)).toEqual(together[i]);
    const bytes = await model.toBytes();
    const loaded = await loadSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    expect(await answersOf(loaded)).toEqual(trainingOf(model));
    expect(await loaded.assign(paths)).toEqual(together);
    const placed = model.toRows("members").find(({ status }) => status === "placed")!;
    const answer = (await model.assign(events))[placed.input]!;
    expect([answer.reason, answer.confidence]).toEqual(["placed with the nearest", placed.nearest_confidence]);
  });

  test("edits and refinements keep the promises, and placed users stay told apart", async () => {
    const model = models.atMost;
    const [a, b] = model.lineage.ids as [string, string];
    for (const edits of [{ merge: [[a, b]] }, { dissolve: [b] }, { dissolve: [a], leftOver: "none" as const }]) {
      const edited = await model.edit(edits);
      expect(await answersOf(edited)).toEqual(trainingOf(edited));
      expect(await edited.undo().hash()).toBe(await model.hash());
      const rows = edited.toRows("members");
      expect(rows.filter(({ status }) => status === "placed").length).toBe(edited.report.clustering.placed);
      expect(rows.filter(({ status }) => status === "noise").length).toBe(edited.report.clustering.noise);
      expect(rows.every(({ nearest }) => nearest >= 0)).toBe(true);
      const loaded = await loadSegments(await edited.toBytes());
      expect(await loaded.toBytes()).toEqual(await edited.toBytes());
    }
    for (const layer of model.layers.keys()) {
      const other = await model.at(layer);
      expect(await answersOf(other)).toEqual(trainingOf(other));
      const rows = other.toRows("members");
      expect(rows.filter(({ status }) => status === "placed").length).toBe(model.report.clustering.placed);
      expect(rows.filter(({ status }) => status === "noise").length).toBe(other.report.clustering.noise);
      expect(other.report.clustering.placedOf).toHaveLength(other.segments.length);
      const bytes = await other.toBytes();
      expect(await (await loadSegments(bytes)).toBytes()).toEqual(bytes);
    }
    const { model: deeper } = await model.refine(0, { projection: false, anyway: true });
    expect(await answersOf(deeper)).toEqual(trainingOf(deeper));
  });
});

test("the same bytes for 1, 2 and 4 workers", async () => {
  const hashes = await Promise.all(
    [1, 2, 4].map(async (workers) => (await fit(METHODS[0]![1], { atMost: 0.02 }, workers)).hash()),
  );
  expect(new Set(hashes).size).toBe(1);
});

test("new users who would be in none go with the nearest too, unless they say nothing", async () => {
  const model = await fit(METHODS[0]![1], "nearest");
  const [far, nothing] = await model.assign(["PAY -> PAY -> CHAT -> NEWS -> PAY", "NOTHING KNOWN"]);
  expect(far!.segment).toBeGreaterThanOrEqual(0);
  expect(nothing).toMatchObject({ segment: -1, nearest: null, reason: "no known action" });
});

test.each<[string, unknown, string]>([
  [
    "k-means",
    { method: "kmeans", noise: "nearest" },
    '"clustering.noise" is an option of methods "hdbscan", "dbscan" and "optics", not of "kmeans"',
  ],
  [
    "another word",
    { noise: "drop" },
    '"clustering.noise" expected "keep", "nearest", { atMost: share } or { confidence: probability }, got "drop"',
  ],
  [
    "an empty object",
    { noise: {} },
    '"clustering.noise" expected "keep", "nearest", { atMost: share } or { confidence: probability }, got an object (Object)',
  ],
  ["both", { noise: { atMost: 0.1, confidence: 0.1 } }, '"clustering.noise" takes one of "atMost" and "confidence"'],
  [
    "a share above 1",
    { noise: { atMost: 5 } },
    '"clustering.noise.atMost" expected a finite number >= 0 and <= 1, got 5',
  ],
  ["a wrong key", { noise: { most: 0.1 } }, "clustering.noise.most"],
])("%s is refused", async (_, clustering, message) => {
  await expect(fitSegments(events, { clustering: clustering as never })).rejects.toThrow(message);
});

test("a log of equal users, and one without a segment, have nobody to place", async () => {
  for (const paths of [Array(30).fill("A -> B"), Array.from({ length: 12 }, (_, i) => `A${i} -> B${i}`)]) {
    const model = await fitSegments(paths, { projection: false, clustering: { noise: "nearest" } });
    expect(model.report.clustering.placed).toBe(0);
    expect(await model.assign(paths[0])).toMatchObject({ segment: model.labels[0] });
  }
});
