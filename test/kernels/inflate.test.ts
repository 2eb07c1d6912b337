import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflate } from "../../src/kernels/inflate";
import { size } from "../helpers/size";

const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Bytes of few kinds, of many, and of pieces that come again, near and far. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(fc.constantFrom(0, 1, 255), { maxLength: 3000 }).map((values) => Uint8Array.from(values)),
  fc
    .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 12,
    })
    .map((parts) =>
      Uint8Array.from(
        parts.flatMap(([piece, times]) =>
          Array(times)
            .fill([...piece])
            .flat(),
        ),
      ),
    ),
);

test.each([
  ["stored", 0, Z_DEFAULT_STRATEGY],
  ["fast", 1, Z_DEFAULT_STRATEGY],
  ["best", 9, Z_DEFAULT_STRATEGY],
  ["fixed codes", 9, Z_FIXED],
  ["no repeats", 9, Z_HUFFMAN_ONLY],
  ["runs", 9, Z_RLE],
])("gives back what zlib deflated: %s", (_, level, strategy) => {
  fc.assert(
    fc.property(bytes, (given) => {
      expect(Buffer.from(inflate(deflateRawSync(given, { level, strategy }), given.length)).equals(given)).toBe(true);
    }),
    { numRuns: size(50, 200) },
  );
});

test("gives back more than the window of deflate holds, in many blocks", () => {
  const given = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 9)) & (i % 5000 < 2500 ? 255 : 3));
  for (const level of [0, 9]) {
    expect(Buffer.from(inflate(deflateRawSync(given, { level }), given.length)).equals(given)).toBe(true);
  }
});

test("refuses bytes that are not deflated", () => {
  expect(() => inflate(Uint8Array.of(0b101, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 10)).toThrow(
    "these bytes are not deflated",
  );
});
