import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src";
import type { FitSegmentsOptions } from "../../../src/segments";
import { Cases } from "../../helpers/cases";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const { events } = await demoEvents(100);
const METHODS: readonly [string, FitSegmentsOptions][] = [
  ["HDBSCAN", { embedding: "order", reduction: "pca", clustering: { method: "hdbscan", minClusterSize: 4 } }],
  ["k-means", { embedding: "ngrams", clustering: { method: "kmeans", k: 6 } }],
  ["a mixture of chains", { clustering: { method: "markov-mixture", segments: 4 } }],
];

const trainingOf = ({ labels, probabilities }: SegmentModel) =>
  Array.from(labels, (segment, i) => ({ segment, membership: segment < 0 ? 0 : probabilities[i]! }));
const placesOf = (answers: readonly { segment: number; membership: number }[]) =>
  answers.map(({ segment, membership }) => ({ segment, membership }));

/** Each segment of the finer one in one segment of the coarser, and the same in none. */
function expectNested(coarse: SegmentModel, fine: SegmentModel): void {
  const parentOf = new Map<number, number>();
  for (const [i, label] of fine.labels.entries()) {
    const parent = parentOf.get(label) ?? coarse.labels[i]!;
    expect(coarse.labels[i]).toBe(parent);
    parentOf.set(label, parent);
    expect(label === -1).toBe(coarse.labels[i] === -1);
  }
  expect(fine.segments.length).toBeGreaterThan(coarse.segments.length);
}

const cases = new Cases("in groups", "another layer");
afterAll(() => cases.expectAll());

describe.each(METHODS.slice(0, size(1, METHODS.length)))("layers of %s", (_, options) => {
  let model: SegmentModel;
  let edited: SegmentModel;
  beforeAll(async () => {
    model = await fitSegments(events, { projection: false, ...options });
    const [a, b, c] = model.lineage.ids as [string, string, string];
    edited = await model.edit({ merge: [[a, b]], dissolve: [c], rename: { [a]: "Whales" } });
  });

  test.each(["fitted", "edited"])("%s: nested, and training users are assigned as labelled", async (which) => {
    const of = which === "fitted" ? model : edited;
    const { layers } = of;
    expect(layers.map(({ layer }) => layer)).toEqual([...layers.keys()]);
    expect(layers.length).toBeGreaterThan(1);
    expect(layers.length).toBeLessThanOrEqual(5);
    const models = await Promise.all(layers.map(({ layer }) => of.at(layer)));
    expect(models[layers.findIndex(({ kind }) => kind === "chosen")]).toBe(of);
    for (const [layer, at] of models.entries()) {
      if (layer > 0) expectNested(models[layer - 1]!, at);
      const { segments, groups, kind } = layers[layer]!;
      expect(at.segments.length).toBe(segments);
      expect(new Set(at.segments.map(({ name }) => name)).size).toBe(segments);
      expect(new Set(at.lineage.ids).size).toBe(segments);
      expect(at.segments.map(({ size }) => size)).toEqual(
        Array.from(at.segments, (_, s) => at.labels.filter((label) => label === s).length),
      );
      if (cases.when("in groups", groups !== null)) {
        expect(groups!.map(({ id }) => id)).toEqual(at.lineage.ids);
        expect(groups!.map(({ name, size }) => [name, size])).toEqual(
          at.segments.map(({ name, size }) => [name, size]),
        );
      }
      if (cases.when("another layer", kind !== "chosen")) expect(at.verdict.layer).toBe(kind);
      expect(placesOf(await at.assign(events))).toEqual(trainingOf(at));
      expect(placesOf(await of.assign(events, { layer }))).toEqual(trainingOf(at));
    }
  });

  test("one at a time as all at once; a loaded model has the same layers, and a layer can be saved", async () => {
    const paths = ["START -> BUY -> QUIT", "START", "NOTHING KNOWN"];
    for (const of of [edited]) {
      const loaded = await loadSegments(await of.toBytes());
      expect(loaded.layers).toEqual(of.layers);
      for (const { layer } of of.layers) {
        const at = await of.at(layer);
        const again = await loaded.at(layer);
        const together = await at.assign(paths);
        for (const [i, path] of paths.entries()) expect(await at.assign(path)).toEqual(together[i]);
        expect(await again.assign(paths)).toEqual(together);
        expect(again.labels).toEqual(at.labels);
        expect(again.verdict).toEqual(at.verdict);
        const bytes = await again.toBytes();
        const saved = await loadSegments(bytes);
        expect(await saved.toBytes()).toEqual(bytes);
        expect(await saved.assign(paths)).toEqual(together);
      }
    }
  });

  test("what edits merged is apart again one layer down", async () => {
    const chosen = edited.layers.find(({ kind }) => kind === "chosen")!;
    const below = await edited.at(chosen.layer + 1);
    const whales = edited.segments.findIndex(({ name }) => name === "Whales");
    const parts = new Set(below.labels.filter((_, i) => edited.labels[i] === whales));
    expect(parts.size).toBeGreaterThan(1);
    expect(below.lineage.ids.filter((id) => id.startsWith("s1/")).length).toBe(parts.size);
  });

  test("the path of a segment leads from coarse to itself", () => {
    for (const { segment, name } of model.segments) {
      const path = model.layerPath(segment);
      expect(path.at(-1)).toMatchObject({ name, segments: [segment] });
      expect(path.every(({ segments }) => segments.includes(segment))).toBe(true);
      expect(new Set(path.map(({ id }) => id)).size).toBe(path.length);
    }
  });
});

test("HDBSCAN's segments are divided along its condensed tree; one that was refined stays whole, with its children", async () => {
  const model = await fitSegments(events, { projection: false, ...METHODS[0]![1] });
  const { kind, layer, segments, groups } = model.layers.at(-1)!;
  expect([kind, groups]).toEqual(["divided", null]);
  const hashes = [1, 2, 4].map(async (workers) => {
    const loaded = await loadSegments(await model.toBytes());
    return (await loaded.at(layer, { workers })).hash();
  });
  expect(new Set(await Promise.all(hashes)).size).toBe(1);
  const { lineage } = await model.at(layer);
  const divided = lineage.ids.find((id) => id.endsWith("/1"))!.slice(0, -2);
  const parts = lineage.ids.filter((id) => id.startsWith(`${divided}/`)).length;
  expect(parts).toBeGreaterThan(1);
  const refining = { embedding: "order", clustering: { segments: 2 }, anyway: true, projection: false } as const;
  const { model: refined } = await model.refine(divided, refining);
  const finest = await refined.at(refined.layers.length - 1);
  expect([...refined.children.keys()]).toEqual([divided]);
  expect(segments - parts + 1).toBeGreaterThan(model.segments.length);
  expect(finest.lineage.ids).toContain(divided);
  expect([...finest.children.keys()]).toEqual([divided]);
});

test("few segments: one layer alone, and wrong numbers are refused", async () => {
  const model = await fitSegments(
    ["A -> B", "C -> D"].flatMap((path) => Array<string>(6).fill(path)),
    { projection: false },
  );
  expect(model.layers).toHaveLength(1);
  expect(await model.at(0)).toBe(model);
  await expect(model.at(1)).rejects.toThrow(new RangeError('"layer" expected an integer >= 0 and <= 0, got 1'));
  await expect(model.assign("A", { layer: 1 })).rejects.toThrow(RangeError);
  await expect(model.at("fine" as never)).rejects.toThrow(TypeError);
});
