import fc from "fast-check";
import { expect, test } from "vitest";
import { namePrefixes } from "../../../src/embedding/word2vec/name-prefixes";

test.each<[string, string, string[]]>([
  ["shop/cart/add", "/", ["shop", "shop/cart"]],
  ["shop/cart.add", "/.", ["shop", "shop/cart"]],
  ["shop", "/", []],
  ["", "/", []],
  ["/shop/cart/", "/", ["/shop", "/shop/cart"]],
  ["shop//cart", "/", ["shop"]],
  ["läden🛒korb🛒mehr", "🛒", ["läden", "läden🛒korb"]],
  ["__proto__/constructor", "/", ["__proto__"]],
])("prefixes of %j", (name, separators, prefixes) => {
  expect(namePrefixes(name, separators)).toEqual(prefixes);
});

test("each prefix begins the name before a separator, and the prefixes of a prefix are those before it", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "é", "/", ".", "🛒") }), (name) => {
      const prefixes = namePrefixes(name, "/🛒");
      for (const [i, prefix] of prefixes.entries()) {
        expect(name.startsWith(`${prefix}/`) || name.startsWith(`${prefix}🛒`)).toBe(true);
        expect(namePrefixes(prefix, "/🛒")).toEqual(prefixes.slice(0, i));
      }
    }),
  );
});
