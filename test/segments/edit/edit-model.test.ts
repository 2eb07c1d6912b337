import { describe, expect, test } from "vitest";
import { adjustedRandIndex, fitSegments, loadSegments, type Matrix, type SegmentModel } from "../../../src";
import type { FitSegmentsOptions, SegmentEdits } from "../../../src/segments";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const { events } = await demoEvents(size(100, 200));
const METHODS: readonly [string, FitSegmentsOptions][] = [
  ["HDBSCAN", { embedding: "order", reduction: "pca", clustering: { method: "hdbscan", minClusterSize: 8 } }],
  ["k-means", { embedding: "ngrams", clustering: { method: "kmeans", k: 5 } }],
  ["a mixture of chains", { clustering: { method: "markov-mixture", segments: 4 } }],
  ["a Gaussian mixture", { embedding: "word2vec", reduction: "pca", clustering: { method: "gaussian-mixture", k: 4 } }],
  [
    "a clusterer of the user's own",
    {
      embedding: "word2vec",
      clustering: { method: "quarters", cluster: async (vectors) => ({ labels: quarters(vectors) }) },
    },
  ],
];

/** Groups by the first coordinate, a quarter of which is in none: equal vectors get equal labels. */
function quarters({ data, rows, cols }: Matrix): number[] {
  const firsts = Array.from({ length: rows }, (_, i) => data[i * cols]!);
  const sorted = firsts.toSorted((a, b) => a - b);
  return firsts.map((first) => [0.1, 0.3, 0.5, 0.8].filter((q) => first >= sorted[Math.floor(q * rows)]!).length - 1);
}

const answersOf = async (model: SegmentModel) =>
  (await model.assign(events)).map(({ segment, membership }) => ({ segment, membership }));
const trainingOf = ({ labels, probabilities }: SegmentModel) =>
  Array.from(labels, (segment, i) => ({ segment, membership: segment < 0 ? 0 : probabilities[i]! }));

describe.each(METHODS.slice(0, size(2, METHODS.length)))("an edited model of %s", async (_, options) => {
  const model = await fitSegments(events, { projection: false, ...options });
  const [a, b, c] = model.lineage.ids as [string, string, string];
  const EDITS: readonly [string, SegmentEdits][] = [
    ["merged", { merge: [[a, b]] }],
    ["dissolved to the nearest", { dissolve: [a] }],
    ["dissolved to none", { dissolve: [b], leftOver: "none" }],
    ["all at once", { merge: [[0, 2]], dissolve: [1], rename: { [a]: "Whales" }, order: [model.segments.length - 1] }],
  ];

  test.each(EDITS)("%s: assigns training users as labelled, one as all, loaded as fitted", async (_, edits) => {
    const edited = await model.edit(edits);
    expect(await answersOf(edited)).toEqual(trainingOf(edited));
    const paths = ["START -> BUY -> QUIT", "START", "NOTHING KNOWN"];
    const together = await edited.assign(paths);
    for (const [i, path] of paths.entries()) expect(await edited.assign(path)).toEqual(together[i]);
    const bytes = await edited.toBytes();
    const loaded = await loadSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    expect(await answersOf(loaded)).toEqual(trainingOf(edited));
    expect(loaded.edits).toEqual(edited.edits);
    expect(await edited.undo().hash()).toBe(await model.hash());
    expect(await loaded.undo().hash()).toBe(await model.hash());
  });

  test("the parts of a merged segment are one, and others stay", async () => {
    const edited = await model.edit({ merge: [[a, b]] });
    const groups = model.labels.map((label) => (label === 1 ? 0 : label));
    expect(adjustedRandIndex(edited.labels, groups)).toBe(1);
    expect(edited.segments.map(({ size }) => size)).toEqual(
      [model.segments[0]!.size + model.segments[1]!.size, ...model.segments.slice(2).map(({ size }) => size)].sort(
        (x, y) => y - x,
      ),
    );
    expect(edited.lineage.retired).toEqual([{ id: b, successors: [a] }]);
    expect(edited.segments.length).toBe(edited.lineage.ids.length);
  });

  test("members of a dissolved segment go to others, or to none, and nobody else moves", async () => {
    const nearest = await model.edit({ dissolve: [c] });
    const none = await model.edit({ dissolve: [c], leftOver: "none" });
    const idOf = ({ lineage, labels }: SegmentModel, i: number) => lineage.ids[labels[i]!] ?? null;
    const inputs = [...model.labels.keys()];
    const moved = inputs.filter((i) => idOf(model, i) === c);
    expect(moved.length).toBe(model.segments[2]!.size);
    for (const i of moved) {
      expect(idOf(nearest, i)).not.toBe(c);
      expect(idOf(nearest, i)).not.toBeNull();
      expect(idOf(none, i)).toBeNull();
    }
    for (const i of inputs.filter((input) => idOf(model, input) !== c)) {
      expect([idOf(nearest, i), idOf(none, i)]).toEqual([idOf(model, i), idOf(model, i)]);
    }
    expect(none.report.clustering.noise).toBe(model.report.clustering.noise + model.segments[2]!.size);
  });

  test("the verdict says that people made it, and reports separation alone", async () => {
    const { verdict } = await model.edit({ merge: [[a, b]] });
    expect(verdict.byHand).toBe(true);
    expect(verdict.words.headline).toMatch(/made by hand\.$/);
    expect(verdict.reasons.map(({ about }) => about)).toEqual(["separation"]);
    expect((await model.edit({ rename: { [a]: "Whales" } })).verdict).toEqual(model.verdict);
    const order = await model.edit({ order: [c] });
    expect(order.verdict.byHand).toBeUndefined();
    expect(order.verdict.segments[0]).toEqual({ ...model.verdict.segments[2], segment: 0 });
  });
});

describe("edits", async () => {
  const model = await fitSegments(events, { ...METHODS[1]![1], projection: "pca", profiles: { topActions: 3 } });
  const { ids } = model.lineage;
  const names = model.segments.map(({ name }) => name);

  test("names are kept through further edits, are unique, and undone one by one", async () => {
    const one = await model.edit({ rename: { s1: "Whales", 1: names[0]! } });
    expect(one.segments.slice(0, 2).map(({ name }) => name)).toEqual(["Whales", names[0]]);
    expect(one.segments[0]!.words.nameTruth).toBeNull();
    expect(one.relations!.groups[0]!.name).toBe("Whales");
    expect(one.labels).toEqual(model.labels);
    const two = await one.edit({ merge: [["s3", "s4"]], rename: { s4: "Rest" } });
    expect(two.segments.find(({ segment }) => two.lineage.ids[segment] === "s3")!.name).toBe("Rest");
    expect(two.segments.find(({ segment }) => two.lineage.ids[segment] === "s1")!.name).toBe("Whales");
    expect(new Set(two.segments.map(({ name }) => name)).size).toBe(two.segments.length);
    expect(two.edits.map(({ text }) => text)).toHaveLength(2);
    expect(two.edits[0]!.text).toBe(
      `renamed s1 from "${names[0]}" to "Whales"; renamed s2 from "${names[1]}" to "${names[0]}"`,
    );
    expect(await two.undo().hash()).toBe(await one.hash());
    expect(await two.undo().undo().hash()).toBe(await model.hash());
    expect(() => model.undo()).toThrow(new RangeError("there is no edit to undo"));
    const loaded = await loadSegments(await two.toBytes({ compress: true }));
    expect(loaded.segments).toEqual(two.segments);
    expect(await loaded.undo().undo().hash()).toBe(await model.hash());
  });

  test("edits of edits: what went to the nearest is merged, and dissolved to none", async () => {
    const one = await model.edit({ dissolve: [2] });
    const two = await one.edit({ merge: [["s1", "s2"]] });
    const three = await two.edit({ dissolve: ["s1"], leftOver: "none" });
    expect(three.lineage.ids).toEqual(["s5", "s4"]);
    for (const edited of [two, three]) expect(await answersOf(edited)).toEqual(trainingOf(edited));
    const gone = [...two.labels.keys()].filter((i) => two.lineage.ids[two.labels[i]!] === "s1");
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every((i) => three.labels[i] === -1)).toBe(true);
    expect(three.lineage.retired.map(({ id }) => id)).toEqual(["s3", "s2", "s1"]);
    expect(three.lineage.nextId).toBe(6);
  });

  test("numbers follow size, or the order that people gave, and the edit says which changed", async () => {
    const ordered = await model.edit({ order: ["s4", 2] });
    expect(ordered.lineage.ids).toEqual(["s4", "s3", "s1", "s2", "s5"]);
    expect(ordered.edits[0]!.renumbered).toEqual([
      { id: "s4", from: 4, to: 1 },
      { id: "s3", from: 3, to: 2 },
      { id: "s1", from: 1, to: 3 },
      { id: "s2", from: 2, to: 4 },
    ]);
    const merged = await ordered.edit({ merge: [["s2", "s5"]] });
    expect(merged.lineage.ids).toEqual(["s4", "s3", "s1", "s2"]);
    expect(ordered.segments.map(({ size }) => size)).toEqual(
      ordered.lineage.ids.map((id) => model.segments[ids.indexOf(id)]!.size),
    );
    expect(await answersOf(ordered)).toEqual(trainingOf(ordered));
    expect(ordered.segments[0]!.times).toEqual(model.segments[3]!.times);
  });

  test("the same bytes for 1, 2 and 4 workers; a file is edited as the model it was made of", async () => {
    const edits = { merge: [[0, 1]], dissolve: [2], rename: { s4: "Fours" } };
    const hashes = await Promise.all([1, 2, 4].map(async (workers) => (await model.edit(edits, { workers })).hash()));
    expect(new Set(hashes).size).toBe(1);
    const loaded = await loadSegments(await model.toBytes());
    const edited = await loaded.edit(edits);
    expect(edited.labels).toEqual((await model.edit(edits)).labels);
    expect(edited.coldStart).toEqual((await model.edit(edits)).coldStart);
  });

  test("all in one segment, and beginnings, explanations and comparisons of an edited model", async () => {
    const one = await model.edit({ merge: [ids] });
    expect(one.segments).toHaveLength(1);
    expect(one.verdict.words.headline).toBe("One group, made by hand.");
    const two = await model.edit({ merge: [["s1", "s2", "s3"]] });
    const begun = await two.assign("START", { complete: false });
    expect(begun.alternatives.every(({ segment }) => segment < two.segments.length)).toBe(true);
    expect((await two.explain("START -> BUY")).assignment).toEqual(await two.assign("START -> BUY"));
    expect((await two.compareSegments(0, 1)).sizes).toEqual([two.segments[0]!.size, two.segments[1]!.size]);
    const confidences = (await two.assign(events)).map(({ confidence }) => confidence);
    expect(confidences.every((p) => p > 0 && p < 1)).toBe(true);
  });

  const listed = "an id of a segment (s1, s2, s3, s4, s5) or its number from 0 to 4";
  test.each<[unknown, string]>([
    [{}, '"edits" expected rename, merge, dissolve or order, got none of them'],
    [{ mergee: [[0, 1]] }, '"mergee" is not an option; did you mean "merge"?'],
    [{ merge: [["s1", "s9"]] }, `"merge[0][1]" expected ${listed}, got "s9"`],
    [{ merge: [[0, 5]] }, `"merge[0][1]" expected ${listed}, got 5`],
    [{ merge: [[0, 0.5]] }, `"merge[0][1]" expected ${listed}, got 0.5`],
    [{ merge: [[0, "s1"]] }, '"merge[0]" expected two segments or more, each once, got [0,"s1"]'],
    [{ merge: [["s1"]] }, '"merge[0]" expected two segments or more, each once, got ["s1"]'],
    [{ merge: ["s1", "s2"] }, '"merge[0]" expected an array of segments, got "s1"'],
    [
      {
        merge: [
          [0, 1],
          [2, 1],
        ],
      },
      '"merge[1][1]" expected a segment of no other merge, got "s2"',
    ],
    [
      {
        merge: [
          [1, 2],
          [1, 3],
        ],
      },
      '"merge[1][0]" expected a segment of no other merge, got "s2"',
    ],
    [{ merge: [[0, 1]], dissolve: [1] }, '"dissolve[0]" expected a segment that is not merged, got "s2"'],
    [{ dissolve: [1, "s2"] }, '"dissolve[1]" expected each segment once, got "s2"'],
    [{ dissolve: [0, 1, 2, 3, 4] }, '"dissolve" expected to leave a segment, got all 5'],
    [{ dissolve: [] }, '"dissolve" expected an array of segments, at least one, got an array of 0'],
    [{ dissolve: 3 }, '"dissolve" expected an array of segments, got 3'],
    [{ order: [1, "s2"] }, '"order[1]" expected each segment once, got "s2"'],
    [{ order: [1], dissolve: [1] }, '"order[0]" expected a segment that is not dissolved, got "s2"'],
    [{ dissolve: [1], leftOver: "some" }, '"leftOver" expected "nearest" or "none", got "some"'],
    [
      { rename: { s1: names[1] } },
      `"rename.s1" expected a name that no other segment bears, got ${JSON.stringify(names[1])}`,
    ],
    [{ rename: { s1: "A", s2: "A" } }, '"rename.s2" expected a name that no other segment bears, got "A"'],
    [{ rename: { s1: "A", 0: "B" } }, '"rename" expected each segment once, got "s1"'],
    [{ rename: { s1: "A" }, dissolve: [0] }, '"rename.s1" expected a segment that is not dissolved, got "s1"'],
    [{ rename: { s1: "A", s2: "B" }, merge: [[0, 1]] }, '"rename.s2" expected one name for a merged segment, got "B"'],
    [{ rename: {} }, '"rename" expected an object of new names by id, at least one, got an object (Object)'],
    [JSON.parse('{"rename":{"__proto__":"A"}}'), `"rename" expected ${listed}, got "__proto__"`],
    [{ rename: { s1: "" } }, '"rename.s1" expected a name of 1 to 120 characters in one line, got ""'],
    [{ rename: { s1: " A" } }, '"rename.s1" expected a name of 1 to 120 characters in one line, got " A"'],
    [{ rename: { s1: "A\nB" } }, '"rename.s1" expected a name of 1 to 120 characters in one line, got "A\\nB"'],
    [{ rename: { s1: 5 } }, '"rename.s1" expected a name of 1 to 120 characters in one line, got 5'],
    [{ rename: ["A"] }, '"rename" expected an object of new names by id, got an array of 1'],
    [null, '"edits" expected an object of edits, got null'],
    [7, '"edits" expected an object of edits, got 7'],
  ])("%j is refused", async (edits, message) => {
    const error = await model.edit(edits as SegmentEdits).catch((thrown: Error) => thrown);
    expect((error as Error).message).toBe(message);
  });

  test("a model with hidden paths is renamed, and not regrouped", async () => {
    const hidden = await fitSegments(events, { ...METHODS[1]![1], projection: false, minPathMembers: 3 });
    expect((await hidden.edit({ rename: { s1: "Whales" } })).segments[0]!.name).toBe("Whales");
    await expect(hidden.edit({ merge: [[0, 1]] })).rejects.toThrow(/^a model in which paths are hidden/);
  });
});
