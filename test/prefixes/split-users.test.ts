import { expect, test } from "vitest";
import { splitUsers } from "../../src/prefixes/split-users";

function groupsOf(weights: number[]): number[][] {
  const steps = splitUsers(Float64Array.from(weights), 1);
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value.map((group) => [...group]);
}

test("every user is in one group", () => {
  const groups = groupsOf([1, 0, 7, 1000]);
  expect([0, 1, 2, 3].map((row) => groups.reduce((sum, group) => sum + group[row]!, 0))).toEqual([1, 0, 7, 1000]);
});

test("two billion users of one path are shared out, not drawn one by one", () => {
  const groups = groupsOf([2_147_483_647]);
  expect(groups.reduce((sum, [users]) => sum + users!, 0)).toBe(2_147_483_647);
  for (const [users] of groups) expect(Math.abs(users! - 2_147_483_647 / 5)).toBeLessThan(1000);
});
