import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeSegments } from "../../../src/profiles";
import { Cases } from "../../helpers/cases";
import { sequencesOf } from "../../helpers/sequences-of";
import { size } from "../../helpers/size";

/** Members of segment 0 and of segment 1 for each path. */
type Counted = readonly (readonly [path: readonly string[], here: number, others: number])[];

const h = (p: number, q: number) => 2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q));

async function flowOf(counted: Counted, topActions = 10) {
  const paths = counted.flatMap(([path, here, others]) => Array<readonly string[]>(here + others).fill(path));
  const labels = counted.flatMap(([, here, others]) => [...Array(here).fill(0), ...Array(others).fill(1)]);
  const [profile] = await summarizeSegments(await sequencesOf(paths), labels, { topActions });
  return profile!.flow;
}

/** Actions with how many members and how many others do what `does` says. */
function count(counted: Counted, does: (path: readonly string[], action: string) => boolean) {
  const names = [...new Set(counted.flatMap(([path]) => path))].sort();
  return names.map((action) => {
    const of = counted.filter(([path]) => does(path, action));
    return [action, of.reduce((sum, [, here]) => sum + here, 0), of.reduce((sum, [, , n]) => sum + n, 0)] as const;
  });
}

/** By hand: all actions that drop-offs are reported of. */
function dropOffsOf(counted: Counted) {
  const members = counted.reduce((sum, [, here]) => sum + here, 0);
  const doing = count(counted, (path, action) => path.includes(action));
  const ending = count(counted, (path, action) => path.at(-1) === action);
  const found = doing.flatMap(([action, here, others], i) => {
    const [, last, lastOfOthers] = ending[i]!;
    if (last === 0 || others === 0 || last < 0.05 * members) return [];
    const [rate, elsewhere] = [last / here, lastOfOthers / others];
    const effect = h(rate, elsewhere);
    if (effect < Math.max(0.2, 3 * Math.sqrt(1 / here + 1 / others))) return [];
    return [{ action, members: last, doing: here, rate, elsewhere, effect: expect.closeTo(effect, 12), by: effect }];
  });
  return found.sort((a, b) => (Math.abs(b.by - a.by) > 1e-12 ? b.by - a.by : 0)).map(({ by: _, ...one }) => one);
}

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__"), { minLength: 1, maxLength: 4 });
const anyCounted = fc.array(fc.tuple(anyPath, fc.nat(80), fc.nat(80)), { minLength: 2, maxLength: 6 });

test("drop-offs are those that a count of all paths finds", async () => {
  const cases = new Cases("none", "one", "several");
  await fc.assert(
    fc.asyncProperty(
      anyCounted.filter((counted) => [1, 2].every((side) => counted.some((one) => one[side as 1 | 2] > 0))),
      async (counted) => {
        const expected = dropOffsOf(counted);
        cases.when("none", expected.length === 0, expected.length === 1 ? "one" : "several");
        expect((await flowOf(counted)).dropOffs).toEqual(expected);
      },
    ),
    { numRuns: size(60, 300) },
  );
  cases.expectAll();
});

test("drop-offs: an action that nobody else does is none, nor one that too few members end with; equal ones by name", async () => {
  const counted: Counted = [
    [["only here"], 20, 0],
    [["rare"], 4, 0],
    [["rare", "go on"], 0, 60],
    [["twin b"], 5, 0],
    [["twin b", "go on"], 0, 90],
    [["twin a"], 5, 0],
    [["twin a", "go on"], 0, 90],
    [["go on"], 66, 10],
  ];
  expect(counted.reduce((sum, [, here]) => sum + here, 0)).toBe(100);
  const { dropOffs } = await flowOf(counted);
  expect(
    dropOffs.map(({ action, members, doing, rate, elsewhere }) => [action, members, doing, rate, elsewhere]),
  ).toEqual([
    ["twin a", 5, 5, 1, 0],
    ["twin b", 5, 5, 1, 0],
  ]);
  expect((await flowOf(counted, 1)).dropOffs.map(({ action }) => action)).toEqual(["twin a"]);
});

test("entry and exit actions: by members, then by name, compared with everybody else; none that no member shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCounted.filter((counted) => counted.some(([, here]) => here > 0)),
      fc.integer({ min: 1, max: 4 }),
      async (counted, most) => {
        const flow = await flowOf(counted, most);
        for (const [found, at] of [
          [flow.entryActions, 0],
          [flow.exitActions, -1],
        ] as const) {
          const [size, rest] = [1, 2].map((side) => counted.reduce((sum, one) => sum + one[side as 1 | 2], 0));
          const expected = count(counted, (path, action) => path.at(at) === action)
            .filter(([, here]) => here > 0)
            .sort((a, b) => b[1] - a[1])
            .map(([action, here, others]) => {
              const coverage = here / size!;
              const elsewhere = rest === 0 ? null : others / rest!;
              const effect = elsewhere === null ? null : expect.closeTo(h(coverage, elsewhere), 12);
              const lift = others === 0 || elsewhere === null ? null : coverage / elsewhere;
              return { action, members: here, coverage, elsewhere, effect, lift };
            });
          expect(found).toEqual(expected.slice(0, most));
        }
      },
    ),
    { numRuns: size(40, 200) },
  );
});
