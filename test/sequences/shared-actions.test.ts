import fc from "fast-check";
import { expect, test } from "vitest";
import { fitSegments } from "../../src";
import { sequencesFrom } from "../../src/sequences";
import { sharedActions } from "../../src/sequences/shared-actions";

test("actions are shared that two of the lists hold, equal lists or not", async () => {
  const action = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      async (lists) => {
        const all = [...new Set(lists.flat())];
        const shared = all.filter((name) => lists.filter((list) => list.includes(name)).length > 1);
        expect(sharedActions(await sequencesFrom(lists))).toBe(shared.length);
      },
    ),
  );
});

test("a log in which no action is shared is fitted, and a note says so", async () => {
  const lists = Array.from({ length: 40 }, (_, u) => Array.from({ length: 6 }, (_, t) => `event ${6 * u + t}`));
  const { report } = await fitSegments(lists, { projection: false });
  expect(report.notes).toContain(
    "no action occurs in more than one of 40 sequences: they have nothing in common by which to group them; check that actions are kinds of events, not single events",
  );
  const shared = await fitSegments([...lists.slice(1), ["event 1", "event 40"]], { projection: false });
  expect(shared.report.notes.join()).not.toContain("in common");
});
