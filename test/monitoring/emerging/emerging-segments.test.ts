import { describe, expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../../src";
import { emergingSegments } from "../../../src/monitoring";
import type { EmergingSegments } from "../../../src/segments";
import { emergingUsers } from "../../helpers/emerging-users";

const { paths, later, planted, model, found, extended } = await emergingUsers();

test("too few users far from all segments are an answer, and what is no such thing is refused", async () => {
  const nothing = await emergingSegments(model, [], { minSize: 500 });
  expect(nothing.reason).toMatch(/^nothing new: \d+ users far from all segments are too few/u);
  await expect(emergingSegments(model, later, { minSize: 1 })).rejects.toThrow(RangeError);
  await expect(model.extend({ segments: [] } as never)).rejects.toThrow(TypeError);
  await expect((await model.edit({ rename: { s1: "Whales" } })).extend(nothing)).rejects.toThrow(RangeError);
});

describe("a planted new segment", () => {
  test("is found, and nothing else", () => {
    expect(found.segments).toHaveLength(1);
    const [{ members, size, fromModel, stability, savedBits }] = found.segments as [
      EmergingSegments["segments"][number],
    ];
    expect(members).toEqual(planted.map((_, i) => later.length + i));
    expect([size, fromModel]).toEqual([planted.length, 0]);
    expect(stability).toBeGreaterThan(0.75);
    expect(savedBits).toBeGreaterThan(0);
  });

  test("numbers and ids go on, nobody moves, and training users are assigned as labelled", async () => {
    const old = model.segments.length;
    expect(extended.lineage.ids).toEqual([...model.lineage.ids, `s${old + 1}`]);
    expect(extended.segments.slice(0, old).map(({ name }) => name)).toEqual(model.segments.map(({ name }) => name));
    expect(extended.labels.slice(0, paths.length)).toEqual(model.labels);
    expect([...extended.labels.slice(paths.length)]).toEqual(planted.map(() => old));
    expect(extended.segments[old]!.size).toBe(planted.length);
    const answers = await extended.assign([...paths, ...planted]);
    expect(answers.map(({ segment }) => segment)).toEqual([...extended.labels]);
    expect(answers.map(({ membership, segment }) => (segment < 0 ? 0 : membership))).toEqual([
      ...extended.probabilities,
    ]);
    for (const i of [0, 7, paths.length]) {
      expect(await extended.assign([...paths, ...planted][i]!.join(" -> "))).toEqual(answers[i]);
    }
    const before = await model.assign(later);
    const after = await extended.assign(later);
    const known = [...before.keys()].filter((i) => before[i]!.segment >= 0);
    expect(known.length).toBeGreaterThan(0);
    expect(known.map((i) => after[i]!.segment)).toEqual(known.map((i) => before[i]!.segment));
  });

  test("is saved and loaded, listed among the edits, and undone", async () => {
    const bytes = await extended.toBytes();
    const loaded = await loadSegments(bytes);
    expect(await loaded.toBytes()).toEqual(bytes);
    expect(await loaded.assign([...later, ...planted])).toEqual(await extended.assign([...later, ...planted]));
    expect(loaded.edits).toEqual(extended.edits);
    expect(extended.edits.at(-1)!.added.map(({ id }) => id)).toEqual([extended.lineage.ids.at(-1)]);
    expect(await extended.undo().hash()).toBe(await model.hash());
    expect(await loaded.undo().hash()).toBe(await model.hash());
  });

  test("later edits and layers go through it", async () => {
    const last = extended.lineage.ids.at(-1)!;
    const merged = await extended.edit({ merge: [["s1", last]] });
    const dissolved = await extended.edit({ dissolve: [last] });
    const coarse = await extended.at(0);
    for (const of of [merged, dissolved, coarse]) {
      const answers = await of.assign([...paths, ...planted]);
      expect(answers.map(({ segment }) => segment)).toEqual([...of.labels]);
    }
    const loaded = await loadSegments(await merged.toBytes());
    expect(await loaded.undo().undo().hash()).toBe(await model.hash());
  });
});

test("users who all take the same new path are a new segment, though no other path tells of it", async () => {
  const known = ["A -> B -> C", "A -> B", "B -> C", "X -> Y -> Z", "X -> Y", "Y -> Z"];
  const base = await fitSegments(
    known.flatMap((path) => Array<string>(15).fill(path)),
    { projection: false },
  );
  const { segments } = await emergingSegments(base, [...known, ...Array<string>(12).fill("NEW -> NEWER")]);
  expect(segments.map(({ members }) => members)).toEqual([Array.from({ length: 12 }, (_, i) => known.length + i)]);
  const { reason } = await emergingSegments(base, [
    ...known,
    ...Array.from({ length: 12 }, (_, i) => `N${i} -> M${i}`),
  ]);
  expect(reason).toMatch(/form no group of 10 or more that is found again and saves bits or shares paths$/u);
});
