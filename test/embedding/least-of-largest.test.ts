import fc from "fast-check";
import { expect, test } from "vitest";
import { leastOfLargest } from "../../src/embedding/least-of-largest";
import { size } from "../helpers/size";

const positive = fc.oneof(
  fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }),
  fc.integer({ min: 1, max: 5 }),
  fc.integer({ min: 1, max: 9 }).map((n) => 1 + n * Number.EPSILON),
);

test("is what sorting finds, ties and neighbors in the last bit among them", () => {
  fc.assert(
    fc.property(fc.array(positive, { maxLength: 40 }), fc.integer({ min: 0, max: 45 }), (values, count) => {
      const largest = [...values].sort((a, b) => b - a).slice(0, count);
      const least = largest.at(-1) ?? 0;
      const ties = largest.filter((value) => value === least).length;
      expect(leastOfLargest(Float64Array.from(values), count)).toEqual({ least, ties });
    }),
    { numRuns: size(125, 500) },
  );
});
