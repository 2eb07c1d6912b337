import { expect, test } from "vitest";
import {
  countText,
  countWord,
  durationText,
  percentText,
  plural,
  printable,
  unitsText,
} from "../../../src/core/internal";

test("counts and units", () => {
  expect([0, 999, 1000, 1204, 1234567].map(countText)).toEqual(["0", "999", "1,000", "1,204", "1,234,567"]);
  expect([unitsText(1, "user"), unitsText(2000, "session")]).toEqual(["1 user", "2,000 sessions"]);
});

test("a share is never rounded to none or to all", () => {
  const shares = [0, 0.0004, 0.001, 0.004, 0.0096, 0.0104, 0.123, 0.985, 0.993, 0.9988, 0.9996, 1];
  expect(shares.map(percentText)).toEqual([
    "0%",
    "<0.1%",
    "0.1%",
    "0.4%",
    "1%",
    "1%",
    "12%",
    "99%",
    "99.3%",
    "99.9%",
    ">99.9%",
    "100%",
  ]);
});

test("a share reads the same however it was computed", () => {
  expect([0.0025, 1 - 0.9975, 1e-14, 1 - 1e-14].map(percentText)).toEqual(["0.3%", "0.3%", "<0.1%", ">99.9%"]);
});

test("durations in their largest unit", () => {
  const spans = [0, 850, 1000, 90_000, 8_280_000, 86_400_000, 1e10];
  expect(spans.map(durationText)).toEqual(["0 ms", "850 ms", "1 s", "1.5 min", "2.3 h", "1 day", "116 days"]);
});

test("control characters and direction marks are escaped, emoji are not", () => {
  expect(printable("a\u001b[31m\nb\u202ec\ud800")).toBe("a\\u{1b}[31m\\u{a}b\\u{202e}c\\u{d800}");
  expect(printable("👩‍🚀 é 漢")).toBe("👩‍🚀 é 漢");
});

test("small numbers in words, and nouns in their number", () => {
  expect([0, 1, 12, 13].map(countWord)).toEqual(["none", "one", "twelve", "13"]);
  expect([0, 1, 2].map((n) => plural(n, "user"))).toEqual(["users", "user", "users"]);
});
