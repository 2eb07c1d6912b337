import fc from "fast-check";
import { expect, test } from "vitest";
import { disjointGroups } from "../../src/selection/internal";
import { sequencesFrom } from "../../src/sequences";
import { Cases } from "../helpers/cases";

const logs = fc.array(fc.array(fc.constantFrom(..."ABCDEFGH"), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
});

/** Grown from each input by all that share an action, until nothing is added. */
function naiveGroups(lists: readonly (readonly string[])[]): Set<number>[] {
  return lists.map((_, first) => {
    const group = new Set([first]);
    for (let before = 0; before < group.size; ) {
      before = group.size;
      const actions = new Set([...group].flatMap((i) => lists[i]!));
      for (const [i, list] of lists.entries()) if (list.some((action) => actions.has(action))) group.add(i);
    }
    return group;
  });
}

test("two inputs are in the same group where actions lead from one to the other; small groups are none", async () => {
  const cases = new Cases("too small", "large enough");
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 1, max: 3 }), async (lists, minSize) => {
      const sequences = await sequencesFrom(lists);
      const labels = disjointGroups(sequences, minSize);
      const of = (input: number) => labels[sequences.rowOf[input]!]!;
      const naive = naiveGroups(lists);
      for (const [i, group] of naive.entries()) {
        expect(of(i) >= 0).toBe(group.size >= minSize);
        if (cases.when("too small", group.size < minSize, "large enough")) continue;
        for (const j of lists.keys()) expect(of(i) === of(j)).toBe(group.has(j));
      }
      const found = new Set(labels.filter((label) => label >= 0));
      expect([...found].sort()).toEqual([...found.keys()].map((_, i) => i));
    }),
    { numRuns: 200 },
  );
  cases.expectAll(20);
});
