import { expect, test } from "vitest";
import { contrast } from "../../../src/profiles/patterns/contrast";
import { subsequencePattern } from "../../../src/profiles/patterns/pattern";
import { sequencePhrase } from "../../../src/profiles/words/wording-of-names";

const figures = contrast(8, 10, 3, 30);
const textOf = (...actions: string[]) => subsequencePattern(actions, 1, figures).text;

test("a subsequence of one action is not a run of it", () => {
  expect(textOf("wishlist_add", "wishlist_add")).toBe("wishlist_add … wishlist_add");
  expect(textOf("PAY", "PAY", "FAIL")).toBe("PAY … PAY … FAIL");
});

test("actions keep an arrow of their own", () => {
  expect(textOf("cart -> checkout", "pay")).toBe("cart -> checkout … pay");
  expect(sequencePhrase(["cart -> checkout", "pay", "pay"])).toBe("cart -> checkout, then pay ×2");
  expect(sequencePhrase(["cart -> checkout", "pay"], true)).toBe("cart -> checkout, later pay");
});

test("control characters are written as escapes", () => {
  expect(textOf("a\nb", "c")).toBe("a\\u{a}b … c");
});
