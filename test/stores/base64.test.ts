import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../../src/stores/base64";

test("bytes of any length become the base64 of others, and come back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
});

test("what is no base64 is refused", () => {
  for (const text of ["A", "=", "====", "A===", "AA=A", "AA-A", "AAé=", "AAAA="]) {
    expect(() => fromBase64(text), text).toThrow("a row in Redis is incomplete or damaged");
  }
});
