import { beforeAll, describe, expect, test } from "vitest";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import type { NoisePolicy } from "../../../src/segments";

const random = randomStream(11, "test/noise-of-number");
const KINDS = ["HOME SEARCH ITEM CART PAY", "HOME NEWS READ SHARE NEWS READ", "HELP FAQ CHAT WAIT CHAT"].map((kind) =>
  kind.split(" "),
);
const ALL = [...new Set(KINDS.flat())];
/** Three kinds of 30 users each, and 30 who do anything. */
const paths = Array.from({ length: 120 }, (_, user) => {
  const kind =
    user < 90
      ? KINDS[user % 3]!
      : Array.from({ length: 4 + (user % 5) }, (_, i) => ALL[random.integer(ALL.length, user, i)]!);
  const twice = random.integer(kind.length, user, 99);
  return kind.flatMap((action, i) => (i === twice ? [action, action] : [action]));
});
const BASE = { projection: false, embedding: "order", reduction: "pca", workers: 1 } as const;

const fit = (segments: number | [number, number], noise?: NoisePolicy, options: object = {}) =>
  fitSegments(paths, { ...BASE, clustering: { method: "hdbscan", segments, ...(noise && { noise }) }, ...options });
const trainingOf = ({ labels, probabilities }: SegmentModel) =>
  Array.from(labels, (segment, i) => ({ segment, membership: segment < 0 ? 0 : probabilities[i]! }));
const answersOf = async (model: SegmentModel) =>
  (await model.assign(paths)).map(({ segment, membership }) => ({ segment, membership }));

describe("a number of segments beside what is asked for those in none", () => {
  let kept: SegmentModel;
  beforeAll(async () => {
    kept = await fit(3, "keep");
  });

  test("keeps them apart: so many segments, by a hierarchy that leaves some out", async () => {
    expect(kept.segments.length).toBe(3);
    expect(kept.report.clustering.noise).toBeGreaterThan(3);
    expect(kept.selection.candidates.every(({ clustering }) => clustering === "hdbscan")).toBe(true);
    expect(kept.report.notes.join()).toMatch(/3 segments, as asked for, save /);
    expect(await answersOf(kept)).toEqual(trainingOf(kept));
  });

  const POLICIES: [NoisePolicy, number][] = [
    [{ atMost: 0.02 }, 2],
    [{ confidence: 0.4 }, 120],
  ];
  test.each(POLICIES)("places some: %j, at most %i are left", async (noise, most) => {
    const model = await fit(3, noise);
    expect(model.segments.length).toBe(3);
    const { placed, noise: left } = model.report.clustering;
    expect(placed).toBeGreaterThan(0);
    expect(placed + left).toBe(kept.report.clustering.noise);
    expect(left).toBeLessThanOrEqual(most);
    expect(await answersOf(model)).toEqual(trainingOf(model));
    const loaded = await loadSegments(await model.toBytes());
    expect(await loaded.assign(paths)).toEqual(await model.assign(paths));
  });

  test("is the same with nearest as with nothing asked", async () => {
    const [plain, nearest] = [await fit(3), await fit(3, "nearest")];
    expect(nearest.labels).toEqual(plain.labels);
    expect(plain.report.clustering.noise).toBe(0);
    expect(await nearest.assign(paths)).toEqual(await plain.assign(paths));
  });

  test("by HDBSCAN alone, everybody in none goes with the nearest, as by the rule without a number", async () => {
    const hdbscan = { method: "hdbscan", segments: 3 } as const;
    const all = await fit(3, undefined, { clustering: hdbscan });
    const some = await fit(3, undefined, { clustering: { ...hdbscan, noise: "keep" } });
    const { placed, noise } = all.report.clustering;
    expect([noise, placed]).toEqual([0, some.report.clustering.noise]);
    const rest = (await some.assign(paths)).filter(({ segment }) => segment < 0);
    const near = (await all.assign(paths)).filter(({ reason }) => reason === "placed with the nearest");
    expect(near.length).toBe(rest.length);
    expect(await answersOf(all)).toEqual(trainingOf(all));
  });

  test("merges clusters of the hierarchy where no cut has the number, and keeps the rest apart", async () => {
    const clustering = { method: "hdbscan", minClusterSize: 6, segments: 2, noise: "keep" } as const;
    const fitted = await Promise.all(
      [1, 2, 4].map((workers) =>
        fit(2, undefined, { clustering: { ...clustering, clusterSelectionMethod: "leaf" }, workers }),
      ),
    );
    const [model] = fitted as [SegmentModel, ...SegmentModel[]];
    expect(model.selection.reason).toMatch(/clusters of the hierarchy were merged/);
    expect(model.segments.length).toBe(2);
    expect(model.report.clustering.noise).toBeGreaterThan(0);
    expect(await answersOf(model)).toEqual(trainingOf(model));
    const bytes = await model.toBytes();
    for (const other of fitted.slice(1)) expect(await other.toBytes()).toEqual(bytes);
    const loaded = await loadSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    const asked = [...paths, ["PAY", "CHAT", "NEWS"], ["NEVER"]];
    expect(await loaded.assign(asked)).toEqual(await model.assign(asked));
  });

  test("of one, the dense part is the segment", async () => {
    const model = await fit(1, "keep");
    expect(model.segments.length).toBe(1);
    expect(model.report.clustering.noise).toBeGreaterThan(0);
    expect(await answersOf(model)).toEqual(trainingOf(model));
  });

  test("puts everybody into one where no way to the number leaves some out, and says so", async () => {
    const model = await fit(30, undefined, { clustering: { segments: 30, noise: "keep" } });
    expect(model.segments.length).toBe(30);
    expect(model.report.clustering).toMatchObject({ noise: 0, placed: 0 });
    expect(model.report.notes.join()).toMatch(/30 segments, as asked for, save .*; every user is in a segment/);
  });
});
