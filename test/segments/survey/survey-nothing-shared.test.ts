import { expect, test } from "vitest";
import { fitSegments } from "../../../src";

test("where no action is shared, one segment is the answer, and it is said why", async () => {
  const users = Array.from({ length: 60 }, (_, user) =>
    Array.from({ length: 4 }, (__, step) => `event-${user}-${step}`),
  );
  const model = await fitSegments(users);
  expect(model.segments).toHaveLength(1);
  expect(model.selection.candidates).toHaveLength(1);
  expect(model.verdict.kind).toBe("continuum");
  expect(model.verdict.words.headline).toBe("No two sequences share an action.");
  expect(model.report.notes.join()).toContain("no action occurs in more than one of 60 sequences");
  const again = await model.assign(users);
  expect(again.map(({ segment }) => segment)).toEqual([...model.labels]);
});
