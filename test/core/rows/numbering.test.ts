import fc from "fast-check";
import { expect, test } from "vitest";
import { Numbering } from "../../../src/core/internal";

const anyKey = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 20 }).map((high) => high * 2 ** 32),
  fc.maxSafeNat(),
);

test("numbers keys as a Map in the order they come, and keeps them as it grows", () => {
  fc.assert(
    fc.property(fc.array(anyKey, { maxLength: 300, size: "max" }), (keys) => {
      const numbers = new Map<number, number>();
      const numbering = new Numbering();
      for (const key of keys) {
        expect(numbering.find(key)).toBe(numbers.get(key) ?? -1);
        if (!numbers.has(key)) numbers.set(key, numbers.size);
        expect(numbering.of(key)).toBe(numbers.get(key));
      }
      expect([...numbering.keys]).toEqual([...numbers.keys()]);
      expect(numbering.size).toBe(numbers.size);
      expect(keys.map((key) => numbering.find(key))).toEqual(keys.map((key) => numbers.get(key)));
    }),
  );
});

test("small keys have a place each, and the same numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(199), { maxLength: 300, size: "max" }), (keys) => {
      const [direct, hashed] = [new Numbering(200), new Numbering(200, 199)];
      expect(keys.map((key) => direct.of(key))).toEqual(keys.map((key) => hashed.of(key)));
      expect(direct.keys).toEqual(hashed.keys);
      for (let key = 0; key < 200; key++) expect(direct.find(key)).toBe(hashed.find(key));
    }),
  );
});

test("keys that differ by powers of two do not crowd", () => {
  const numbering = new Numbering();
  for (let i = 0; i < 100_000; i++) numbering.of((i % 2 ** 12) * 2 ** 20 + Math.floor(i / 2 ** 12) * 2 ** 40);
  expect(numbering.size).toBe(100_000);
});
