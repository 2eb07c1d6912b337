import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsOfSegments, relateSegments } from "../../src/profiles";
import { Cases } from "../helpers/cases";
import { sequencesOf } from "../helpers/sequences-of";

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__"), { minLength: 1, maxLength: 6 });
const anyLabelled = fc.array(fc.tuple(anyPath, fc.integer({ min: -1, max: 4 })), { minLength: 1, maxLength: 40 });

/** Shares of the actions and direct successions of some paths. */
function mixOf(paths: readonly (readonly string[])[]): Map<string, number> {
  const words = paths.flatMap((path) => [
    ...path.map((action) => JSON.stringify([action])),
    ...path.slice(1).map((action, i) => JSON.stringify([path[i], action])),
  ]);
  return new Map(words.map((word) => [word, words.filter((other) => other === word).length / words.length]));
}

test("distances are those of Hellinger between the mixes of actions and transitions", async () => {
  await fc.assert(
    fc.asyncProperty(anyLabelled, async (labelled) => {
      const labels = labelled.map(([, label]) => label);
      const { distances } = await relateSegments(await sequencesOf(labelled.map(([path]) => path)), labels);
      const mixes = distances.map((_, segment) =>
        mixOf(labelled.filter(([, l]) => l === segment).map(([path]) => path)),
      );
      distances.forEach((row, a) => {
        row.forEach((distance, b) => {
          const shared = [...mixes[a]!].reduce((sum, [word, p]) => sum + Math.sqrt(p * (mixes[b]!.get(word) ?? 0)), 0);
          expect(distance).toBeCloseTo(a === b ? 0 : Math.sqrt(Math.max(0, 1 - shared)), 7);
        });
      });
    }),
    { numRuns: 60 },
  );
});

test("the tree merges every segment once, at distances that never fall, under unique names", async () => {
  const cases = new Cases("segment", "merged");
  await fc.assert(
    fc.asyncProperty(anyLabelled, async (labelled) => {
      const sequences = await sequencesOf(labelled.map(([path]) => path));
      const relations = await relateSegments(
        sequences,
        labelled.map(([, label]) => label),
      );
      const { distances, groups, order } = relations;
      expect(groups).toHaveLength(Math.max(0, 2 * distances.length - 1));
      expect([...order].sort()).toEqual(distances.map((_, segment) => segment));
      expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      for (const { parts, segments, size, distance } of groups) {
        if (cases.when("segment", parts === null, "merged")) continue;
        const [a, b] = parts!.map((part) => groups[part]!) as [(typeof groups)[0], (typeof groups)[0]];
        expect([...a.segments, ...b.segments]).toEqual(segments);
        expect(a.size + b.size).toBe(size);
        expect(distance).toBeGreaterThanOrEqual(Math.max(a.distance, b.distance) - 1e-12);
      }
      for (const count of [1, 2, 3, 99]) {
        const chosen = groupsOfSegments(relations, count);
        expect(chosen).toHaveLength(Math.min(count, distances.length));
        expect(chosen.flatMap(({ segments }) => segments)).toEqual(order);
      }
    }),
    { numRuns: 60 },
  );
  cases.expectAll(20);
});

test("those that act alike merge first, and are named after what they share", async () => {
  const paths = [
    ...Array(40).fill(["LOOK", "BUY"]),
    ...Array(40).fill(["LOOK", "BUY", "BUY"]),
    ...Array(40).fill(["READ", "LEAVE"]),
    ...Array(40).fill(["READ", "LEAVE", "READ"]),
  ];
  const relations = await relateSegments(
    await sequencesOf(paths),
    paths.map((_, i) => Math.floor(i / 40)),
    { names: ["buyers", "keen buyers", "readers", "keen readers"] },
  );
  expect(groupsOfSegments(relations, 2).map(({ name, segments }) => [name, segments])).toEqual([
    ["LOOK, then BUY", [0, 1]],
    ["READ, then LEAVE", [2, 3]],
  ]);
  expect(relations.groups.at(-1)).toMatchObject({ name: "all segments", segments: [0, 1, 2, 3], size: 160 });
});

test("those that share nothing are named after the largest, and how many more", async () => {
  const paths = ["AB", "CD", "EF", "GH", "IJ", "KL", "MN"].flatMap((actions, i) =>
    Array<string[]>(20 - i).fill([...actions]),
  );
  const order = [...new Set(paths.map(([first]) => first))];
  const relations = await relateSegments(
    await sequencesOf(paths),
    paths.map(([first]) => order.indexOf(first)),
  );
  const merged = relations.groups.filter(({ parts }) => parts !== null).map(({ name }) => name);
  expect(merged.filter((name) => / and \d+ more$/.test(name)).length).toBeGreaterThan(1);
  expect(merged.filter((name) => /more and|\(/.test(name))).toEqual([]);
  const cases = new Cases("more");
  for (const { name, segments } of relations.groups) {
    const more = / and (\d+) more$/.exec(name);
    if (cases.when("more", more !== null)) expect(Number(more![1])).toBe(segments.length - 1);
  }
  cases.expectAll(2);
});

describe("odd and bad input", () => {
  test("no segment, one segment", async () => {
    expect(await relateSegments(await sequencesOf([]), [])).toEqual({ distances: [], groups: [], order: [] });
    const { groups } = await relateSegments(await sequencesOf([["A"]]), [0]);
    expect(groups).toEqual([{ name: "Segment 1", segments: [0], size: 1, distance: 0, parts: null }]);
  });

  test.each([
    [[0, 1], { names: ["one"] }, RangeError, '"names" expected 2 names, got 1'],
    [[0, 1], { names: [1, 2] }, TypeError, '"names" expected an array of names, got an array of 2'],
    [[0], {}, RangeError, '"labels" expected 2 labels, one per input, got 1'],
    [[0, 1000], {}, RangeError, '"labels" expected at most 1000 segments, got 1001'],
  ])("%j %j", async (labels, options, kind, message) => {
    const error = await relateSegments(await sequencesOf([["A"], ["B"]]), labels, options as never).catch((e) => e);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toBe(message);
  });

  test("a number of groups that is none", async () => {
    const relations = await relateSegments(await sequencesOf([["A"]]), [0]);
    expect(() => groupsOfSegments(relations, 0)).toThrow(new RangeError('"count" expected an integer >= 1, got 0'));
  });
});
