import fc from "fast-check";
import { expect, test } from "vitest";
import { NameTable } from "../../../src/events/text/name-table";

const encoder = new TextEncoder();

test("numbers names in order of first appearance, as a Map does", () => {
  const name = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("__proto__", "constructor"),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), (names) => {
      const table = new NameTable();
      const known = new Map<string, number>();
      for (const text of names) {
        const bytes = encoder.encode(text);
        const padded = Uint8Array.from([44, ...bytes, 44]);
        if (!known.has(text)) known.set(text, known.size);
        expect(table.idOf(padded, 1, 1 + bytes.length)).toBe(known.get(text));
      }
      expect(table.names).toEqual([...known.keys()]);
    }),
  );
});

test("thousands of names, long ones too", () => {
  const table = new NameTable();
  const names = Array.from({ length: 5000 }, (_, i) => `user ${i} ${"x".repeat(i % 100)}`);
  for (let pass = 0; pass < 2; pass++) {
    for (const [i, name] of names.entries()) {
      const bytes = encoder.encode(name);
      expect(table.idOf(bytes, 0, bytes.length)).toBe(i);
    }
  }
});

test("bytes that are not UTF-8 get no number", () => {
  const table = new NameTable();
  expect(table.idOf(Uint8Array.of(0xff, 0xfe), 0, 2)).toBe(-1);
  expect(table.idOf(Uint8Array.of(97), 0, 1)).toBe(0);
  expect(table.idOf(Uint8Array.of(0xff, 0xfe), 0, 2)).toBe(-1);
  expect(table.names).toEqual(["a"]);
});
