import { expect, test } from "vitest";
import { verbalize } from "../../../src/embedding/sentence-bert/verbalize";

test.each([
  ["LEVEL_5_FAIL", "level 5 fail"],
  ["addToCart", "add to cart"],
  ["/shop/cart", "shop cart"],
  ["HTTPServerError", "http server error"],
  ["level5Fail", "level 5 fail"],
  ["W_Nabellen offertes", "w nabellen offertes"],
  ["Änderung-Über", "änderung über"],
  ["e\u0301tape", "e\u0301tape"],
  ["日本 語", "日本 語"],
  ["__proto__", "proto"],
  ["★", "★"],
  ["--", "--"],
  ["", ""],
])("%j reads %j", (action, words) => {
  expect(verbalize([action], undefined, ", ")).toBe(words);
});

test("steps are joined by the separator; a dictionary has its own word for some actions", () => {
  const words = JSON.parse('{ "W_Nabellen": "Call after offer", "__proto__": "odd" }');
  expect(verbalize(["W_Nabellen", "__proto__", "BUY_1", "toString"], words, " ; ")).toBe(
    "Call after offer ; odd ; buy 1 ; to string",
  );
});

test("what a function gives is left as it is, and must be text", () => {
  const text = " Odd\tTEXT, \u0000 ";
  expect(verbalize(["a"], () => text, ", ")).toBe(text);
  expect(() => verbalize(["a"], (() => 7) as never, ", ")).toThrow(
    new TypeError('"verbalize()" expected a string, got 7'),
  );
});
