import { expect, test } from "vitest";
import { describeValue, excerpt, printable } from "../../../src/core/internal";

test.each<[unknown, string]>([
  ["text", '"text"'],
  ["x".repeat(60), `"${"x".repeat(60)}"`],
  ["x".repeat(61), `"${"x".repeat(57)}"...`],
  ["a\u202eb", '"a\\u{202e}b"'],
  [() => 1, "a function"],
  [null, "null"],
  [undefined, "undefined"],
  [[1, 2], "an array of 2"],
  [{}, "an object (Object)"],
  [new Map(), "an object (Map)"],
  [Object.create(null), "an object (null prototype)"],
  [5n, "5n"],
  [-0, "-0"],
  [0, "0"],
  [Number.NaN, "NaN"],
  [true, "true"],
  [Symbol("s"), "Symbol(s)"],
])("%s is shown as %s", (value, shown) => {
  expect(describeValue(value)).toBe(shown);
});

test("what a terminal would obey is written as an escape, all else as it is", () => {
  expect(printable("a\u001b[2J\u0085\u200e\ud800 é 🎮 日本")).toBe("a\\u{1b}[2J\\u{85}\\u{200e}\\u{d800} é 🎮 日本");
});

test("an excerpt is never longer than asked", () => {
  expect(excerpt("12345", 5)).toBe("12345");
  expect(excerpt("123456", 5)).toBe("1234…");
  expect(excerpt("1234567890", 5)).toBe("1234…");
  expect(excerpt("12345678901", 5)).toBe("1234…");
  expect(excerpt("\u0000\u0000", 5)).toBe("\\u{0…");
  expect(excerpt("x".repeat(1e6), 200)).toHaveLength(200);
});
