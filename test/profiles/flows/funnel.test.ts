import fc from "fast-check";
import { expect, test } from "vitest";
import { buildSequences, readEvents, sequencesFrom } from "../../../src";
import { conversion, funnel } from "../../../src/profiles";
import { Cases } from "../../helpers/cases";
import { type LetterStep, naiveReach } from "../../reference/funnel";

const STEPS: readonly LetterStep[] = [
  { pattern: "a", expression: "a" },
  { pattern: "b", expression: "b" },
  { pattern: "[a c]", expression: "[ac]" },
  { pattern: "a -> ... -> b", expression: "a.*b" },
  { pattern: "b{2}", expression: "bb" },
  { pattern: "a -> [^b]* -> c", expression: "a[^b]*c" },
  { pattern: "c?", expression: "c?" },
];
const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 9 });
const chosen = fc.array(fc.constantFrom(...STEPS), { minLength: 2, maxLength: 4 });
const reachedOf = (steps: readonly { reached: number }[]) => steps.map(({ reached }) => reached);

test("reaches as far as the best choice of matches does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 1, maxLength: 6 }), chosen, async (paths, steps) => {
      const sequences = await sequencesFrom(paths.map((path) => [...path]));
      const { steps: found } = await funnel(
        sequences,
        steps.map(({ pattern }) => pattern),
      );
      const reach = paths.map((path) => naiveReach(path, steps));
      expect(reachedOf(found)).toEqual(steps.map((_, k) => reach.filter((reached) => reached > k).length));
    }),
  );
});

/** A log of one event for each letter, with pauses between them. */
function logOf(paths: readonly (readonly (readonly [string, number])[])[]) {
  const events = paths.flatMap((path, user) => {
    let time = 1_700_000_000_000;
    return path.map(([action, pause]) => {
      const event = { user: `u${user}`, action, time };
      time += pause;
      return event;
    });
  });
  return readEvents(events, COLUMNS);
}

const COLUMNS = { user: "user", action: "action", time: "time" };

test("within a time, whichever first step serves best; median times are those of a way that is in time", async () => {
  const cases = new Cases("a time");
  const event = fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 5 }));
  const path = fc.array(event, { minLength: 1, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { minLength: 1, maxLength: 4 }),
      chosen,
      fc.integer({ min: 1, max: 12 }),
      async (paths, steps, within) => {
        const sequences = await buildSequences(logOf(paths), { unit: "user" });
        const { steps: found } = await funnel(
          sequences,
          steps.map(({ pattern }) => pattern),
          { within },
        );
        const reach = paths.map((events) => {
          const times = events.map((_, i) => events.slice(0, i).reduce((sum, [, pause]) => sum + pause, 0));
          return naiveReach(events.map(([action]) => action).join(""), steps, times, within);
        });
        expect(reachedOf(found)).toEqual(steps.map((_, k) => reach.filter((reached) => reached > k).length));
        for (const { medianTime } of found) {
          if (cases.when("a time", medianTime !== null)) expect(medianTime).toBeLessThanOrEqual(within);
        }
      },
    ),
  );
  cases.expectAll(20);
});

test("shares, intervals, times and segments", async () => {
  const look = (pause: number) => ["look", pause] as const;
  const sequences = await buildSequences(
    logOf([[look(1000), ["cart", 3000], ["pay", 0]], [look(2000), ["cart", 0]], [look(0)], [["cart", 0]]]),
    { unit: "user" },
  );
  const result = await funnel(sequences, ["look", "cart", "pay"], { labels: [0, 0, 1, -1] });
  expect(result.inputs).toBe(4);
  expect(
    result.steps.map(({ reached, ofAll, ofPrevious, medianTime }) => [reached, ofAll, ofPrevious, medianTime]),
  ).toEqual([
    [3, 0.75, 0.75, null],
    [2, 0.5, 2 / 3, 1500],
    [1, 0.25, 0.5, 3000],
  ]);
  expect(result.steps[2]!.interval!.lower).toBeCloseTo(0.0945, 4); // Wilson of 1 of 2
  expect(result.segments.map(({ segment, inputs, steps }) => [segment, inputs, ...reachedOf(steps)])).toEqual([
    [0, 2, 2, 2, 1],
    [1, 1, 1, 0, 0],
    [-1, 1, 0, 0, 0],
  ]);
  expect(result.segments[2]!.steps.map(({ interval }) => interval === null)).toEqual([false, true, true]);
});

test("a pause of unknown length between sessions is longer than any time", async () => {
  const day = 86_400_000;
  const sequences = await buildSequences(
    logOf([
      [
        ["look", day],
        ["pay", 0],
      ],
    ]),
    { unit: "user", sessionGap: "30m" },
  );
  expect(reachedOf((await funnel(sequences, ["look", "pay"])).steps)).toEqual([1, 1]);
  const { steps } = await funnel(sequences, ["look", "pay"], { within: "30d" });
  expect([reachedOf(steps), steps[1]!.medianTime]).toEqual([[1, 0], null]);
});

test("in any order: a step counts wherever it is, for those who have all before it", async () => {
  const sequences = await sequencesFrom(["pay -> look", "look", "pay", "cart -> look -> pay"]);
  const { steps } = await funnel(sequences, ["look", "pay"], { ordered: false });
  expect(reachedOf(steps)).toEqual([3, 2]);
  expect(reachedOf((await funnel(sequences, ["look", "pay"])).steps)).toEqual([3, 1]);
});

test("one user with 100,000 events, all of them first steps, takes linear time", async () => {
  const n = 100_000;
  const events = Array.from({ length: n }, (_, i) => ({
    user: "u",
    action: i < n - 1 ? "look" : "pay",
    time: i * 1000,
  }));
  const sequences = await buildSequences(readEvents(events, COLUMNS), { unit: "user" });
  const { steps } = await funnel(sequences, ["look", "pay", "return"], { within: "1d" });
  expect(reachedOf(steps)).toEqual([1, 1, 0]);
});

test("what is wrong is reported where it is; names that no action has are no error", async () => {
  const sequences = await sequencesFrom(["look -> pay"]);
  await expect(funnel(sequences, ["look"])).rejects.toThrow('"steps" expected two or more path patterns, got');
  await expect(funnel(sequences, ["look", "pay ->"])).rejects.toThrow('"steps[1]"');
  await expect(funnel(sequences, ["look", "pay"], { within: "1h" })).rejects.toThrow(
    '"within" expected sequences with times',
  );
  await expect(funnel(sequences, ["look", "pay"], { within: "1h", ordered: false })).rejects.toThrow(
    '"within" expected none',
  );
  await expect(funnel(sequences, ["look", "pay"], { labels: [0, 1] })).rejects.toThrow(
    '"labels" expected 1 labels, one per input, got 2',
  );
  const { unknownNames, steps } = await funnel(sequences, ["look", "pya"]);
  expect(unknownNames).toEqual(['no action is named "pya" (column 1); did you mean "pay"?']);
  expect(reachedOf(steps)).toEqual([1, 0]);
});

test("conversion: the rate after it, beside how common it is at all", async () => {
  const sequences = await sequencesFrom(["look -> cart -> pay", "pay -> cart", "cart", "look -> pay", "look"]);
  const all = await conversion(sequences, ["cart", "pay"]);
  expect([all.from, all.converted, all.rate, all.baseRate]).toEqual([3, 1, 1 / 3, 0.6]);
  expect(all.lift).toBeCloseTo(1 / 3 / 0.6, 12);
  const own = await conversion(sequences, ["cart", "pay"], { labels: [0, 1, 1, 0, 0], segment: 0 });
  expect([own.from, own.converted, own.baseRate]).toEqual([1, 1, 2 / 3]);
  const none = await conversion(sequences, ["refund", "pay"]);
  expect([none.from, none.rate, none.interval, none.lift]).toEqual([0, 0, null, 0]);
  await expect(conversion(sequences, ["a", "b"], { segment: 0 })).rejects.toThrow(
    '"labels" and "segment" belong together',
  );
});
