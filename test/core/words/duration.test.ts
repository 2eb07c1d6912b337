import { expect, test } from "vitest";
import { duration, LONGEST_WAIT } from "../../../src/core/internal";

const field = duration();
const EXPECTED = 'a duration > 0 such as "30m", "1.5h", "7d" or a number of milliseconds';

test.each<[number | string, number]>([
  [1, 1],
  [0.5, 0.5],
  ["500ms", 500],
  ["30s", 30_000],
  ["12m", 720_000],
  ["1.25h", 4_500_000],
  ["7d", 604_800_000],
  ["2w", 1_209_600_000],
  [" 90 m ", 5_400_000],
])("%j is %d ms", (value, ms) => {
  expect(field.read(value, "gap")).toBe(ms);
});

test.each<[unknown, string]>([
  [0, "0"],
  [-5, "-5"],
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "Infinity"],
  ["0m", '"0m"'],
  ["", '""'],
  ["30", '"30"'],
  ["m", '"m"'],
  ["-1m", '"-1m"'],
  ["1.h", '"1.h"'],
  ["1 2h", '"1 2h"'],
  ["in 30m", '"in 30m"'],
  ["30 minutes", '"30 minutes"'],
  ["3xm", '"3xm"'],
])("%j is no duration", (value, shown) => {
  expect(() => field.read(value, "gap")).toThrow(new RangeError(`"gap" expected ${EXPECTED}, got ${shown}`));
});

test.each<[unknown, string]>([
  [true, "true"],
  [null, "null"],
  [{}, "an object (Object)"],
])("%j is not even the kind", (value, shown) => {
  expect(() => field.read(value, "gap")).toThrow(new TypeError(`"gap" expected ${EXPECTED}, got ${shown}`));
});

test("says what it expects, and has no default", () => {
  expect([field.expected, field.default]).toEqual([EXPECTED, undefined]);
});

test("may have an upper bound", () => {
  const hour = duration(3_600_000);
  expect([hour.read("1h", "wait"), hour.read("60m", "wait"), hour.read(3_600_000, "wait")]).toEqual(
    Array(3).fill(3.6e6),
  );
  for (const [value, shown] of [
    ["61m", '"61m"'],
    ["1000000d", '"1000000d"'],
    [3_600_001, "3600001"],
  ] as const) {
    expect(() => hour.read(value, "wait")).toThrow(
      new RangeError(
        `"wait" expected a duration > 0 and <= 1 h such as "30m", "1.5h", "7d" or a number of milliseconds, got ${shown}`,
      ),
    );
  }
});

test("the longest wait is one that timers hold", () => {
  expect(duration(LONGEST_WAIT).read("24d", "wait")).toBe(LONGEST_WAIT);
  expect(LONGEST_WAIT).toBeLessThan(2 ** 31);
  expect(LONGEST_WAIT + 86_400_000).toBeGreaterThan(2 ** 31);
});
