import { describe, expect, test } from "vitest";
import { finish } from "../../src/core/internal";
import { nullSequences as nullSteps } from "../../src/selection/internal";
import { sequencesFrom } from "../../src/sequences";

const nullSequences = (...given: Parameters<typeof nullSteps>) => finish(nullSteps(...given));

const paths = [
  ...Array(60).fill(["A", "B", "A", "B"]),
  ...Array(30).fill(["C", "C", "D"]),
  ...Array(10).fill(["E"]),
] as string[][];
const sequences = await sequencesFrom(paths);
/** Runs of C before a D. */
const loops = await sequencesFrom([
  ["C", "D"],
  ["C", "C", "D"],
  ["C", "C", "C", "C", "C", "C", "D"],
]);
const count = 20_000;

/** Shares of what `of` lists of each list, over all lists. */
function shares(
  lists: readonly (readonly string[])[],
  of: (list: readonly string[]) => readonly string[],
): Map<string, number> {
  const all = lists.flatMap(of);
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1 / all.length);
  return counts;
}

function expectNear(found: Map<string, number>, wanted: Map<string, number>): void {
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [key, share] of wanted) expect(Math.abs(found.get(key)! - share), key).toBeLessThan(0.015);
}

const lengths = (list: readonly string[]) => [String(list.length)];
const actions = (list: readonly string[]) => list;
const pairs = (list: readonly string[]) => ["^", ...list].map((action, i) => `${action}>${list[i] ?? "$"}`);

describe("shuffled", () => {
  const lists = nullSequences(sequences, "shuffled", { count, seed: 1 });

  test("keeps the lengths and the shares of actions", () => {
    expect(lists).toHaveLength(count);
    expectNear(shares(lists, lengths), shares(paths, lengths));
    expectNear(shares(lists, actions), shares(paths, actions));
  });

  test("does not keep what follows what: an action says nothing of the next one", () => {
    const ofAll = shares(lists, actions);
    const afterA = shares(lists, (list) => list.filter((_, i) => list[i - 1] === "A"));
    expectNear(afterA, ofAll);
  });
});

describe("transitions", () => {
  const lists = nullSequences(sequences, "transitions", { count, seed: 1 });

  test("keeps how often each action follows each, starts and ends too; none is longer than the longest", async () => {
    const long = [...paths, Array(50).fill(["A", "B"]).flat()]; // a walk is cut at the longest of all: here hardly ever
    const walks = nullSequences(await sequencesFrom(long), "transitions", { count, seed: 1 });
    expectNear(shares(walks, pairs), shares(long, pairs));
    for (const list of lists) expect(list.length >= 1 && list.length <= 4).toBe(true);
  });

  test("does not remember more than one action: C is left as often after one as after two", () => {
    const loop = nullSequences(loops, "transitions", { count, seed: 2 });
    const after = (times: number) =>
      loop.filter((list) => list.length > times && list.slice(0, times).every((a) => a === "C"));
    const goesOn = (times: number) => after(times).filter((list) => list[times] === "C").length / after(times).length;
    expect(Math.abs(goesOn(1) - goesOn(2))).toBeLessThan(0.03);
  });
});

describe.each(["shuffled", "transitions"] as const)("%s", (model) => {
  test("the seed alone decides, and a longer log begins as a shorter one", () => {
    const ten = nullSequences(sequences, model, { count: 10, seed: 4 });
    expect(nullSequences(sequences, model, { count: 10, seed: 4 })).toEqual(ten);
    expect(nullSequences(sequences, model, { count: 25, seed: 4 }).slice(0, 10)).toEqual(ten);
    expect(nullSequences(sequences, model, { count: 10, seed: 5 })).not.toEqual(ten);
  });

  test("a weight means so many equal rows", async () => {
    const rows = await sequencesFrom([["A", "B", "A", "B"], ["C", "C", "D"], ["E"]]);
    const weights = Float64Array.from(rows.weights, (_, row) => {
      const length = rows.offsets[row + 1]! - rows.offsets[row]!;
      return { 4: 60, 3: 30, 1: 10 }[length]!;
    });
    const copied = nullSequences(sequences, model, { count: 100, seed: 1 });
    expect(nullSequences({ ...rows, weights }, model, { count: 100, seed: 1 })).toEqual(copied);
  });

  test("one user, one action, and names that are members of every object", async () => {
    for (const path of [["A"], ["__proto__", "constructor"], ["ü", " "]]) {
      const given = await sequencesFrom([path]);
      const lists = nullSequences(given, model, { count: 5, seed: 1 });
      for (const list of lists) for (const action of list) expect(path).toContain(action);
      expect(lists.every((list) => list.length >= 1)).toBe(true);
    }
  });
});
