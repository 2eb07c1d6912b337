import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeSegments } from "../../../src/profiles";
import { sequencesOf } from "../../helpers/sequences-of";

const anyPaths = fc.array(fc.array(fc.constantFrom("A", "B", "C"), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 25,
});

test("the medoid has the least mean distance to all members", async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, async (paths) => {
      const labels = paths.map(() => 0);
      const [profile] = await summarizeSegments(await sequencesOf(paths), labels, { exemplars: 4 });
      const total = (path: string[]) => paths.reduce((sum, other) => sum + similarity(path, other), 0);
      const medoid = paths.find((path) => runs(path) === profile!.paths.medoid!.path)!;
      expect(total(medoid)).toBeCloseTo(Math.max(...paths.map(total)), 4); // shares are kept in 32 bits
      expect(profile!.paths.exemplars[0]).toEqual(profile!.paths.medoid);
      expect(profile!.paths.exemplars.reduce((sum, { represents }) => sum + represents, 0)).toBe(paths.length);
      for (const exemplar of profile!.paths.exemplars) {
        expect(exemplar.members).toBe(paths.filter((path) => runs(path) === exemplar.path).length);
        expect(exemplar.represents).toBeGreaterThanOrEqual(exemplar.members);
      }
      expect(new Set(profile!.paths.exemplars.map(({ row }) => row)).size).toBe(profile!.paths.exemplars.length);
    }),
  );
});

test("exemplars show the different things that members do, common paths before odd ones", async () => {
  const paths = [
    ...Array(50).fill(["A", "B"]),
    ...Array(30).fill(["C", "D"]),
    ...Array(10).fill(["E"]),
    ["A", "B", "B", "F", "G", "H"],
    ["A", "D", "C", "C", "I"],
  ];
  const [profile] = await summarizeSegments(await sequencesOf(paths), Array(92).fill(0));
  expect(profile!.paths.exemplars).toMatchObject([
    { path: "A -> B", members: 50, represents: 51 },
    { path: "C -> D", members: 30, represents: 31 },
    { path: "E", members: 10, represents: 10 },
  ]);
});

test("what is alike in its actions and transitions is shown once", async () => {
  const [profile] = await summarizeSegments(await sequencesOf([["A"], ["A"]]), [0, 0]);
  expect(profile!.paths.exemplars).toHaveLength(1);
});

/** Bhattacharyya coefficient of two paths' shares of actions and transitions. */
function similarity(a: readonly string[], b: readonly string[]): number {
  const [p, q] = [shares(a), shares(b)];
  return [...p].reduce((sum, [word, share]) => sum + Math.sqrt(share * (q.get(word) ?? 0)), 0);
}

function shares(path: readonly string[]): Map<string, number> {
  const words = [...path, ...path.slice(1).map((action, i) => `${path[i]}>${action}`)];
  const result = new Map<string, number>();
  for (const word of words) result.set(word, (result.get(word) ?? 0) + 1 / words.length);
  return result;
}

/** `A -> B ×2` of short paths. */
function runs(path: readonly string[]): string {
  const steps: [string, number][] = [];
  for (const action of path) {
    if (steps.at(-1)?.[0] === action) steps.at(-1)![1]++;
    else steps.push([action, 1]);
  }
  return steps.map(([action, times]) => (times > 1 ? `${action} ×${times}` : action)).join(" -> ");
}
