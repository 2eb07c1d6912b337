import fc from "fast-check";
import { expect, test } from "vitest";
import { floatKeys, radixOrder } from "../../../src/clustering/points/radix-order";
import { randomStream } from "../../../src/core/internal";

/** What a stable sort of the positions says. */
function sorted(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
}

test("few keys of any size come in the order of a stable sort", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))),
      (list) => {
        const keys = Uint32Array.from(list);
        expect([...radixOrder(keys)]).toEqual(sorted(keys));
      },
    ),
  );
});

test("many keys come in the same order, through other buckets", () => {
  const stream = randomStream(1, "test/keys");
  const keys = Uint32Array.from({ length: 40_000 }, (_, i) => Math.floor(2 ** 32 * stream.uniform(i, 0) ** 4));
  expect([...radixOrder(keys)]).toEqual(sorted(keys));
});

test("keys order floats as numbers, and -0 as 0", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true })), (list) => {
      const values = Float32Array.from(list);
      expect([...radixOrder(floatKeys(values))]).toEqual(sorted(values));
    }),
  );
});
