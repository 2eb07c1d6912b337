import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../src";
import { adjustedRandIndex } from "../../src/clustering";
import { demoEvents, pathsOf } from "../helpers/demo-paths";
import { size } from "../helpers/size";

const { log, events } = await demoEvents();
const paths = pathsOf(events);
const behaviors = [...new Set(log.planted.values())];
const planted = events.users.map((user) => behaviors.indexOf(log.planted.get(user)!));

describe.each([
  ["umap", { method: "umap", nEpochs: size(100, 400) }, 5],
  ["pca", "pca", 8],
  ["none", false, 64],
] as const)("reduction %s", (method, reduction, dimensions) => {
  test("finds the planted behaviours, assigns training sequences what was fitted, and is saved", async () => {
    const model = await fitSegments(events, { embedding: "word2vec", reduction, projection: false, seed: 7 });
    expect(adjustedRandIndex(planted, model.labels)).toBeGreaterThan(0.7);
    expect(model.report.reduction).toEqual({ method, dimensions });
    const loaded = await loadSegments(await model.toBytes());
    for (const fitted of [model, loaded]) {
      const answers = await fitted.assign(paths);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      expect(await fitted.assign([paths[3]!])).toEqual([answers[3]]);
    }
  });

  test("gives the same bytes for 1 and 2 workers", async () => {
    const options = { embedding: "order", reduction, projection: false, seed: 7 } as const;
    const one = await fitSegments(paths.slice(0, size(50, 150)), { ...options, workers: 1 });
    const two = await fitSegments(paths.slice(0, size(50, 150)), { ...options, workers: 2 });
    expect(await two.toBytes()).toEqual(await one.toBytes());
  });
});

test("fewer sequences than a neighbourhood, and all alike, are reduced and drawn all the same", async () => {
  for (const input of [Array(30).fill(["A", "B"]), [...Array(20).fill(["A", "B"]), ...Array(20).fill(["C"])]]) {
    const model = await fitSegments(input, { reduction: { method: "umap" } });
    expect(model.projection?.data.every(Number.isFinite)).toBe(true);
    expect(model.segments.reduce((sum, { size }) => sum + size, 0)).toBe(input.length);
  }
});

test.each(["umap", "pca", false] as const)("projection %s", async (projection) => {
  const model = await fitSegments(paths.slice(0, 40), { projection });
  if (projection === false) expect(model.projection).toBeUndefined();
  else expect(model.projection).toMatchObject({ rows: 40, cols: 2 });
});
