import { expect, test } from "vitest";
import { checkpoint } from "../../../src/core/internal";
import { groupMembers } from "../../../src/profiles/members";
import { lengthClasses } from "../../../src/profiles/patterns/length-classes";
import { sequencesOf } from "../../helpers/sequences-of";

/** Classes of paths of these lengths; labels count for nothing. */
async function classesOf(lengths: readonly number[]) {
  const sequences = await sequencesOf(lengths.map((length) => Array<string>(length).fill("A")));
  const members = await groupMembers(
    sequences,
    lengths.map((_, i) => (i % 3) - 1),
    checkpoint("test", {}),
  );
  const { classes, bounds, classOf } = lengthClasses(sequences, members);
  return { classes, bounds, of: lengths.map((_, i) => classOf[sequences.rowOf[i]!]) };
}

test.each([
  ["as many of each length: a fifth in each class", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 4, 6, 8]],
  ["in whatever order they come", [9, 2, 5, 1, 10, 4, 7, 3, 8, 6], [2, 4, 6, 8]],
  ["fewer lengths than classes", [3, 1, 2, 1, 3, 2], [1, 2]],
  ["equal lengths stay together, and the next class begins after them", [1, 1, 1, 1, 1, 1, 2, 3, 4, 5], [1, 2, 3, 4]],
  ["most are the longest", [1, 2, 9, 9, 9, 9, 9, 9, 9, 9], [2]],
  ["one length", [4, 4, 4], []],
])("%s", async (_, lengths, bounds) => {
  const found = await classesOf(lengths);
  expect(found.bounds).toEqual(bounds);
  expect(found.classes).toBe(bounds.length + 1);
  expect(found.of).toEqual(lengths.map((length) => bounds.filter((bound) => bound < length).length));
});

test("no input, no bound", () => {
  const sequences = { offsets: Uint32Array.of(0) };
  const members = { segments: 0, offsets: Uint32Array.of(0, 0) };
  expect(lengthClasses(sequences as never, members as never)).toEqual({
    classes: 1,
    bounds: [],
    classOf: new Uint8Array(0),
  });
});
