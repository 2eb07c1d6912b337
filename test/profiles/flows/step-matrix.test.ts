import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StepPlace, type StepsAround, stepMatrix } from "../../../src/profiles";
import { sequencesFrom } from "../../../src/sequences";
import { Cases } from "../../helpers/cases";

const anyPaths = fc.array(fc.array(fc.constantFrom("A", "B", "C", "__proto__", "é"), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 12,
});

/** What a path does at a step, given action by action. */
function placeAt(path: readonly string[], position: number, listed: readonly string[]): StepPlace {
  if (position < 0) return "not begun";
  if (position >= path.length) return "over";
  const line = listed.indexOf(path[position]!);
  return line < 0 ? "other" : line;
}

/** Share of the inputs that are somewhere at the s-th step. */
function shareOf({ shares, other, notBegun, over }: StepsAround, place: StepPlace, s: number): number {
  if (typeof place === "number") return shares[place]![s]!;
  return { other, "not begun": notBegun, over }[place][s]!;
}

test("shares and flows are those that a walk along every path counts", async () => {
  const cases = new Cases();
  await fc.assert(
    fc.asyncProperty(
      anyPaths,
      fc.constantFrom("first", "last"),
      fc.nat(3),
      fc.nat(3),
      fc.integer({ min: 1, max: 4 }),
      async (paths, word, before, after, maxActions) => {
        const around = await stepMatrix(await sequencesFrom(paths), { at: `${word} B`, before, after, maxActions });
        const anchored = paths.flatMap((path) => {
          const at = word === "first" ? path.indexOf("B") : path.lastIndexOf("B");
          return at < 0 ? [] : [{ path, at }];
        });
        expect(around.matched).toBe(anchored.length);
        expect(around.inputs).toBe(paths.length);
        const places: StepPlace[] = [...around.actions.keys(), "other", "not begun", "over"];
        const counts = new Map<string, number>();
        for (const [s, step] of around.steps.entries()) {
          for (const place of places) {
            const inputs = anchored.filter(({ path, at }) => placeAt(path, at + step, around.actions) === place).length;
            expect(shareOf(around, place, s)).toBe(anchored.length > 0 ? inputs / anchored.length : 0);
          }
          for (const { path, at } of s === 0 ? [] : anchored) {
            const [from, to] = [step - 1, step].map((at2) => placeAt(path, at + at2, around.actions));
            const key = JSON.stringify([step - 1, from, to]);
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
        }
        expect(
          new Map(around.flows.map(({ step, from, to, inputs }) => [JSON.stringify([step, from, to]), inputs])),
        ).toEqual(counts);
        cases.when("nobody", anchored.length === 0, "somebody");
        cases.when(
          "other",
          around.other.some((share) => share > 0),
          "none",
        );
      },
    ),
  );
  cases.expectAll();
});

describe("the place", () => {
  const paths = ["a -> b -> pay -> a -> pay", "first -> pay", "a"];

  test("without a word is that of the first match; START is the first action, END lies behind the last", async () => {
    const sequences = await sequencesFrom(paths);
    expect(await stepMatrix(sequences, { at: "pay" })).toEqual({
      ...(await stepMatrix(sequences, { at: "first pay" })),
      at: "pay",
    });
    const start = await stepMatrix(sequences, { before: 0, after: 0 });
    expect([start.actions, start.shares]).toEqual([
      ["a", "first"],
      [[2 / 3], [1 / 3]],
    ]);
    const end = await stepMatrix(sequences, { at: "END", before: 1, after: 0 });
    expect(end.over).toEqual([0, 1]);
    expect(end.shares[end.actions.indexOf("pay")]).toEqual([2 / 3, 0]);
  });

  test("may be a pattern, also of an action called first", async () => {
    const sequences = await sequencesFrom(paths);
    expect((await stepMatrix(sequences, { at: "first -> pay" })).matched).toBe(1);
    expect((await stepMatrix(sequences, { at: "first first -> pay" })).matched).toBe(1);
    expect((await stepMatrix(sequences, { at: "last [a b] -> pay" })).matched).toBe(1);
  });

  test("is looked for in one segment", async () => {
    const labels = [0, 1, 1];
    const { inputs, matched } = await stepMatrix(await sequencesFrom(paths), { at: "last pay", labels, segment: 1 });
    expect([inputs, matched]).toEqual([2, 1]);
  });

  test("that no path has leaves nothing, and says so", async () => {
    const none = await stepMatrix(await sequencesFrom(paths), { at: "nobody", before: 1, after: 1 });
    expect(none).toMatchObject({ matched: 0, inputs: 3, actions: [], shares: [], flows: [], over: [0, 0, 0] });
  });

  test("is refused where it is no pattern", async () => {
    const sequences = await sequencesFrom(paths);
    await expect(stepMatrix(sequences, { at: "first [a" })).rejects.toThrow(/^"at" /);
    await expect(stepMatrix(sequences, { at: "" })).rejects.toThrow(/^"at" /);
    await expect(stepMatrix(sequences, { before: 201 })).rejects.toThrow(
      new RangeError('"before" expected an integer >= 0 and <= 200, got 201'),
    );
  });
});

test("a path of 100,000 actions takes no longer than its length", async () => {
  const path = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? "B" : "A"));
  const { shares, actions } = await stepMatrix(await sequencesFrom([path]), { at: "last B", before: 2, after: 1 });
  expect(shares[actions.indexOf("B")]).toEqual([0, 0, 1, 0]);
});
