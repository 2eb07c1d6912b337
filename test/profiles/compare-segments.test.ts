import { expect, test } from "vitest";
import { compareSegments, summarizeSegments } from "../../src/profiles";
import { Cases } from "../helpers/cases";
import { plantedPlayers } from "../helpers/planted-players";
import { sequencesOf } from "../helpers/sequences-of";

const { paths, labels, durations } = plantedPlayers();
const sequences = await sequencesOf(paths, durations);

test("shares are those of the two segments alone", async () => {
  const { first, second, sizes, lengths } = await compareSegments(sequences, labels, { segments: [0, 1] });
  const shows = (segment: number, text: readonly string[]) => {
    const members = paths.filter((path, i) => labels[i] === segment && path.length > 0);
    const joined = (path: readonly string[]) => `,${path.join(",")},`;
    return members.filter((path) => joined(path).includes(joined(text))).length / members.length;
  };
  expect(sizes).toEqual([60, 40]);
  const cases = new Cases("of actions in a row");
  for (const [side, own, other] of [
    [first, 0, 1],
    [second, 1, 0],
  ] as const) {
    for (const { kind, actions, coverage, elsewhere } of side) {
      if (!cases.when("of actions in a row", kind !== "subsequence")) continue;
      expect([coverage, elsewhere]).toEqual([shows(own, actions), shows(other, actions)]);
    }
    cases.expectAll();
  }
  expect(second.map(({ text }) => text)).toContain("BUY_BOOST");
  const profiles = await summarizeSegments(sequences, labels);
  expect(lengths).toEqual([profiles[0]!.paths.length, profiles[1]!.paths.length]);
});

test("the other way round is the same with sides changed", async () => {
  const there = await compareSegments(sequences, labels, { segments: [0, 1] });
  const back = await compareSegments(sequences, labels, { segments: [1, 0] });
  const texts = (side: typeof there.first) =>
    side.map(({ text, coverage, elsewhere }) => ({ text, coverage, elsewhere }));
  expect(texts(back.first)).toEqual(texts(there.second));
  expect(texts(back.second)).toEqual(texts(there.first));
  expect(back.distance).toBeCloseTo(there.distance, 12);
  expect(there.transitions).toHaveLength(5);
  expect(back.transitions).toEqual(
    there.transitions.map(({ from, to, first, second, difference }) => {
      return { from, to, first: second, second: first, difference: -difference };
    }),
  );
});

test.each([
  [{ segments: [0, 0] }, TypeError, '"segments" expected two different segments, got an array of 2'],
  [{ segments: [0, 7] }, RangeError, '"segments" expected segments below 3, got 7'],
  [{ count: 0 }, RangeError, '"count" expected an integer >= 1 and <= 1000, got 0'],
  [{ falseDiscoveryRate: 0 }, RangeError, '"falseDiscoveryRate" expected a finite number > 0 and <= 1, got 0'],
])("%j", async (options, kind, message) => {
  const error = await compareSegments(sequences, labels, options as never).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error.message).toBe(message);
});
