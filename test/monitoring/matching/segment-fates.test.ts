import fc from "fast-check";
import { expect, test } from "vitest";
import { bornSegments, segmentFates } from "../../../src/monitoring/matching/segment-fates";
import { findHeirs, inheritedLineage } from "../../../src/segments/previous/heirs";
import { type Overlap, type Overlaps, overlapFrom, overlapOf } from "../../../src/segments/previous/overlap";

/** Rows: earlier segments and none; columns: later segments and none. */
function overlap(table: readonly (readonly number[])[]): Overlap {
  const sizes = { before: table.length - 1, after: table[0]!.length - 1 };
  return overlapFrom(Float64Array.from(table.flat()), sizes);
}

function both(table: readonly (readonly number[])[]): Overlaps {
  return { previous: overlap(table), next: overlap(table) };
}

const first = (segments: number) => ({
  lineage: {
    ids: Array.from({ length: segments }, (_, i) => `s${i + 1}`),
    nextId: segments + 1,
    retired: [],
    previous: null,
  },
  hash: "old",
});

/** Worked by hand from MONIC's rules: A 100, B 80, C 60, D 40 become a 95, b 45, c 33, d 93, e 50. */
const MONIC = both([
  [90, 0, 0, 0, 0, 10],
  [0, 45, 30, 0, 0, 5],
  [0, 0, 0, 55, 0, 5],
  [0, 0, 0, 38, 0, 2],
  [5, 0, 3, 0, 50, 0],
]);

test("the golden case of MONIC: one survives, one splits, two merge, one is born, none dies", () => {
  expect(segmentFates(MONIC, findHeirs(MONIC))).toEqual([
    { kind: "survive", into: [0] },
    { kind: "split", into: [1, 2] },
    { kind: "merge", into: [3] },
    { kind: "merge", into: [3] },
  ]);
  expect(bornSegments(MONIC)).toEqual([4]);
});

test("ids are kept by heirs, new ones are given once, retired ones name their successors", () => {
  expect(inheritedLineage(first(4), MONIC, findHeirs(MONIC))).toEqual({
    ids: ["s1", "s2", "s5", "s3", "s6"],
    nextId: 7,
    retired: [{ id: "s4", successors: ["s3"] }],
    previous: "old",
  });
});

test("a segment that returns has its id again, and is retired no more", () => {
  const before = first(1);
  const lineage = { ...before.lineage, ids: ["s4"], nextId: 5, retired: [{ id: "s2", successors: ["s4"] }] };
  const table = both([
    [50, 0, 0],
    [0, 40, 9],
  ]);
  const returned = new Map([[1, "s2"]]);
  expect(inheritedLineage({ lineage, hash: "old" }, table, findHeirs(table), returned)).toMatchObject({
    ids: ["s4", "s2"],
    nextId: 5,
    retired: [],
  });
});

test("a segment that a surviving one takes over is absorbed", () => {
  const table = both([
    [200, 5],
    [30, 2],
    [0, 10],
  ]);
  expect(segmentFates(table, findHeirs(table)).map(({ kind }) => kind)).toEqual(["survive", "absorb"]);
});

test("a death is read in the earlier population, a split in the later one", () => {
  const previous = overlap([
    [95, 0, 5],
    [2, 0, 38],
    [0, 0, 10],
  ]);
  const next = overlap([
    [50, 48, 2],
    [1, 0, 3],
    [0, 0, 10],
  ]);
  const fates = segmentFates({ previous, next }, findHeirs({ previous, next }));
  expect(fates.map(({ kind }) => kind)).toEqual(["split", "death"]);
  expect(fates[0]!.into).toEqual([0, 1]);
});

test("the same labels twice: all survive, nothing is born", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 1, maxLength: 60 }), (labels) => {
      const used = [...new Set(labels.filter((label) => label >= 0))];
      const before = labels.map((label) => used.indexOf(label));
      const sizes = { before: used.length, after: used.length };
      const one = overlapOf({ before, after: before }, new Float64Array(before.length).fill(1), sizes);
      const heirs = findHeirs({ previous: one, next: one });
      expect([...heirs.heirOf]).toEqual(used.map((_, i) => i));
      expect(segmentFates({ previous: one, next: one }, heirs).every(({ kind }) => kind === "survive")).toBe(true);
      expect(bornSegments({ previous: one, next: one })).toEqual([]);
    }),
  );
});

test("other numbers of the later segments, and every user twice, change neither fates nor ids", () => {
  const { users } = MONIC.next;
  const order = [3, 0, 4, 1, 2, 5]; // the last column is none
  const permuted = users.map((_, e) => 2 * users[Math.floor(e / 6) * 6 + order[e % 6]!]!);
  const other = overlapFrom(permuted, { before: 4, after: 5 });
  const renumbered = { previous: other, next: other };
  const heirs = findHeirs(renumbered);
  expect(segmentFates(renumbered, heirs).map(({ kind }) => kind)).toEqual(["survive", "split", "merge", "merge"]);
  const { ids } = inheritedLineage(first(4), renumbered, heirs);
  expect(["s3", "s1", "s2"].map((id) => order[ids.indexOf(id)])).toEqual([3, 0, 1]);
});
