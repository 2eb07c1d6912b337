import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPath, parsePath } from "../../src/sequences";

test.each([
  ["START -> LEVEL_5_FAIL -> PURCHASE_BOOST", ["START", "LEVEL_5_FAIL", "PURCHASE_BOOST"]],
  ["A→B → C", ["A", "B", "C"]],
  ["A->B", ["A", "B"]],
  ["  CODE OK  ", ["CODE OK"]],
  ["-> A -> -> B ->", ["A", "B"]],
  ["a > b - c", ["a > b - c"]],
  ["🎮 -> __proto__", ["🎮", "__proto__"]],
  ["", []],
  [" ", []],
])("%j", (text, actions) => {
  expect(parsePath(text)).toEqual(actions);
});

test("reading undoes writing", () => {
  const action = fc
    .string({ unit: "grapheme", minLength: 1 })
    .filter((text) => text.trim() === text && !/->|→/.test(text) && !/^>|-$/.test(text));
  fc.assert(
    fc.property(fc.array(action), (actions) => {
      expect(parsePath(formatPath(actions))).toEqual(actions);
    }),
  );
});

test("only text is a path", () => {
  expect(() => parsePath(["A"] as never)).toThrow(new TypeError('"text" expected a string, got an array of 1'));
});
