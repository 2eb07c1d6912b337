import { expect, test } from "vitest";
import { compareGroups, formatGroupComparison } from "../../../src/profiles";
import { differenceText } from "../../../src/profiles/internal";
import { sequencesFrom } from "../../../src/sequences";

const paths = ["look -> pay", "look -> leave"].flatMap((path) => Array<string>(50).fill(path));
const arms = paths.map((_, i) => (i % 10 < 7 === i < 50 ? "new" : "old"));
const sequences = await sequencesFrom(paths);

test("who, how much, what, each figure once", async () => {
  const comparison = await compareGroups(sequences, arms, { a: "new", b: "old" });
  expect(formatGroupComparison(comparison)).toBe(
    [
      "new (50 users) against old (50 users)",
      "8 differences found among 9 figures compared; of such findings, 5% are expected to be false.",
      "",
      "  leave  30% against 70%, −40 points (−55 to −21); q < 0.001",
      "  pay    70% against 30%, +40 points (+21 to +55); q < 0.001",
      "",
    ].join("\n"),
  );
});

test("nothing found, and nothing to compare", async () => {
  const halves = paths.map((_, i) => (i % 2 ? "a" : "b"));
  expect(formatGroupComparison(await compareGroups(sequences, halves, { a: "a" }))).toBe(
    "a (50 users) against all others (50 users)\nNo difference found among 9 figures compared.\n",
  );
  const few = await compareGroups(await sequencesFrom(["a", "b"]), [1, 2], { a: 1 });
  expect(formatGroupComparison(few)).toBe(
    "segment 1 (1 user) against all others (1 user)\nNothing could be compared: too few users.\n",
  );
  expect(() => formatGroupComparison({} as never)).toThrow(TypeError);
});

test.each([
  ["share", 0.123, 0.04, 0.206, "+12 points (+4.0 to +21)"],
  ["share", -0.0001, -0.002, 0.0018, "0 points (−0.2 to +0.2)"],
  ["mean", 1.25, 0.4, 2.1, "+1.3 (+0.4 to +2.1)"],
  ["time", 1.5, 1.2, 12.4, "1.50 times as long (1.20 to 12)"],
] as const)("a difference of a %s", (scale, difference, lower, upper, text) => {
  expect(differenceText({ scale, difference, interval: { lower, upper } } as never)).toBe(text);
});
