import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src";
import { decodeArtefact, encodeArtefact, type Tree } from "../../../src/segments/file/artefact";

/** Two kinds of users; the first is of two kinds again, by how they go on. */
const shops = (i: number) => [
  ...Array(1 + (i % 3)).fill("HOME"),
  "CART",
  ...Array(2 + (i % 4)).fill(i % 2 ? "PAY" : "ASK"),
  "OUT",
];
const plays = (i: number) => [...Array(1 + (i % 3)).fill("LEVEL"), "WIN", ...Array(1 + (i % 4)).fill("LEVEL")];
const paths = Array.from({ length: 160 }, (_, i) => (i % 4 === 3 ? plays(i) : shops(i)));
const OPTIONS = {
  projection: false,
  embedding: "ngrams",
  clustering: { method: "kmeans", segments: 2 },
  seed: 3,
} as const;
const SPLIT = { projection: false, embedding: "ngrams", clustering: { method: "kmeans", segments: 2 } } as const;

const model = await fitSegments(paths, OPTIONS);

/** Answers for the members of a segment, beside what the model of its members says. */
async function expectDownTheTree(deeper: SegmentModel): Promise<void> {
  const answers = await deeper.assign(paths);
  expect(answers.map(({ segment }) => segment)).toEqual([...deeper.labels]);
  const child = deeper.children.get("s1")!;
  const within = answers
    .filter(({ segment }) => deeper.lineage.ids[segment] === "s1")
    .map((answer) => "within" in answer && answer.within!.segment);
  expect(within).toEqual([...child.labels]);
  expect(answers.every((answer) => (answer.segment === 0) === "within" in answer)).toBe(true);
  for (const i of [0, 1, 3]) expect(await deeper.assign([paths[i]!])).toEqual([answers[i]]);
}

describe("refine", async () => {
  const { model: deeper, isSplit, reason, verdict } = await model.refine("s1", SPLIT);
  const child = deeper.children.get("s1")!;

  test("splits a segment into parts of its own, with ids below it, and assigns down to them", async () => {
    expect(isSplit).toBe(true);
    expect(reason).toBe(child.verdict.sentence);
    expect(verdict).toEqual(child.verdict);
    expect(child.lineage.ids).toEqual(["s1.1", "s1.2"]);
    expect(child.labels).toHaveLength(model.segments[0]!.size);
    expect(deeper.segments).toEqual(model.segments);
    expect(model.children.size).toBe(0);
    expect(deeper.edits.at(-1)!.refined).toEqual([{ id: "s1", into: ["s1.1", "s1.2"] }]);
    await expectDownTheTree(deeper);
  });

  test("is saved and loaded, undone, and possible in a loaded model with the same bits", async () => {
    const bytes = await deeper.toBytes();
    const loaded = await loadSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    await expectDownTheTree(loaded);
    expect(await loaded.undo().hash()).toBe(await model.hash());
    const again = await (await loadSegments(await model.toBytes())).refine(0, SPLIT);
    expect(again.model.children.get("s1")!.labels).toEqual(child.labels);
    const hashes = await Promise.all(
      [1, 2, 4].map(async (workers) => (await model.refine("s1", { ...SPLIT, workers })).model.hash()),
    );
    expect(new Set([...hashes, await deeper.hash()]).size).toBe(1);
  });

  test("goes deeper from a part, by its id", async () => {
    const third = await deeper.refine("s1.2", { ...SPLIT, anyway: true });
    expect(third.isSplit).toBe(true);
    const grandchild = third.model.children.get("s1")!.children.get("s1.2")!;
    expect(grandchild.lineage.ids).toEqual(["s1.2.1", "s1.2.2"]);
    const loaded = await loadSegments(await third.model.toBytes());
    expect(loaded.children.get("s1")!.children.get("s1.2")!.labels).toEqual(grandchild.labels);
    expect(await third.model.undo().hash()).toBe(await deeper.hash());
    await expect(deeper.refine("s1.9", SPLIT)).rejects.toThrow('"segment" expected an id of a segment (s1.1, s1.2)');
  });

  test("an edit keeps parts of segments whose members stay, and drops others", async () => {
    const renamed = await deeper.edit({ rename: { s1: "Shoppers" }, order: ["s2"] });
    expect(renamed.children.get("s1")!.labels).toEqual(child.labels);
    expect((await renamed.assign([paths[0]!]))[0]).toMatchObject({ segment: 1, within: { segment: child.labels[0] } });
    const merged = await deeper.edit({ merge: [["s1", "s2"]] });
    expect(merged.children.size).toBe(0);
    expect([...merged.undo().children.keys()]).toEqual(["s1"]);
  });

  test("nothing more to split is an answer, and leaves the model as it is", async () => {
    const alike = await fitSegments([...Array(40).fill("A -> B -> C"), ...Array(30).fill("X -> Y")], {
      projection: false,
    });
    const found = await alike.refine(0, { projection: false });
    expect(found.isSplit).toBe(false);
    expect(found.reason).toMatch(/^nothing to split: /);
    expect(found.model).toBe(alike);
    const few = await fitSegments([...Array(40).fill("A -> B -> C"), ...Array(8).fill("X -> Y")], OPTIONS);
    const tooFew = await few.refine(1);
    expect(tooFew).toMatchObject({
      isSplit: false,
      verdict: undefined,
      reason: "its 8 members are too few: two groups need 10",
    });
  });

  test("wrong segments, options and models are refused", async () => {
    await expect(model.refine("s7")).rejects.toThrow(
      '"segment" expected an id of a segment (s1, s2) or its number from 0 to 1, got "s7"',
    );
    await expect(model.refine(2)).rejects.toThrow(
      '"segment" expected an id of a segment (s1, s2) or its number from 0 to 1, got 2',
    );
    await expect(model.refine("s1", { sequences: {} } as object)).rejects.toThrow('"sequences" is not an option');
    const hidden = await fitSegments(paths, { ...OPTIONS, minPathMembers: 14 });
    await expect(hidden.refine("s1")).rejects.toThrow(/^a model in which paths are hidden/);
  });

  test("a damaged file is refused by name", async () => {
    const tree = (await decodeArtefact(await deeper.toBytes())) as Record<string, Tree>;
    const children = tree.children as { id: string; model: Record<string, Tree> }[];
    const load = async (changed: object) =>
      loadSegments(await encodeArtefact({ ...tree, ...changed } as Tree)).catch(String);
    expect(await load({ children: [{ ...children[0]!, id: "s9" }] })).toContain(
      '"children[0].id" expected ids of segments in their order, got "s9"',
    );
    expect(await load({ children: [children[0]!, children[0]!] })).toContain(
      '"children[1].id" expected ids of segments in their order',
    );
    expect(await load({ children: [{ id: "s1", model: 3 }] })).toContain(
      '"children[0].model" expected an object, got 3',
    );
    const history = tree.history as Record<string, Tree>[];
    expect(await load({ history: [{ ...history[0]!, changed: ["children", "children"] }] })).toContain(
      '"history[0].changed" expected each part once',
    );
    expect(await load({ history: [{ ...history[0]!, changed: ["sequences"] }] })).toContain(
      '"history[0].changed[0]" expected "clusterer" or',
    );
    expect(await load({ route: [Int32Array.of(0, 0)] })).toContain('"route[0]" expected a segment that becomes 1');
    expect(await load({ route: [Int32Array.of(0, 7)] })).toContain('"route[0]" expected numbers >= -2 and <= 1, got 7');
  });
});
