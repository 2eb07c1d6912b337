import { expect, test } from "vitest";
import type { SegmentGroup, SegmentRelations } from "../../src/profiles";
import { evenGroups } from "../../src/report/views/even-groups";

/** Relations of segments of these sizes, merged in pairs of entries as given. */
function relations(sizes: readonly number[], merges: readonly (readonly [number, number])[]): SegmentRelations {
  const groups: SegmentGroup[] = sizes.map((size, segment) => ({
    name: `s${segment}`,
    segments: [segment],
    size,
    distance: 0,
    parts: null,
  }));
  merges.forEach(([a, b], i) => {
    const [left, right] = [groups[a]!, groups[b]!];
    groups.push({
      name: `g${i}`,
      segments: [...left.segments, ...right.segments],
      size: left.size + right.size,
      distance: (i + 1) / 10,
      parts: [a, b],
    });
  });
  return { distances: [], groups, order: groups.at(-1)!.segments };
}

const chain = (count: number) =>
  Array.from({ length: count - 1 }, (_, i): [number, number] => (i === 0 ? [0, 1] : [count + i - 1, i + 1]));

test("one large group and single ones say nothing: left out", () => {
  expect(evenGroups(relations([40, 40, 40, 40, 40, 5, 5, 5, 5], chain(9)))).toBeUndefined();
});

test("few segments need no groups", () => {
  const pairs = [
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
  ] as const;
  expect(evenGroups(relations([10, 10, 10, 10, 10, 10], pairs))).toBeUndefined();
});

test("even groups, largest first", () => {
  const pairs = [
    [0, 1],
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
    [10, 11],
    [12, 13],
  ] as const;
  const chosen = evenGroups(relations([10, 10, 20, 20, 30, 30, 6, 5], pairs))!;
  expect(chosen.map(({ segments }) => segments)).toEqual([[4, 5], [2, 3], [0, 1], [6], [7]]);
});
