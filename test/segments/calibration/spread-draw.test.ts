import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadDraw } from "../../../src/segments/calibration/spread-draw";

const users = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }).map((list) => Float64Array.from(list));

test("of any stretch of rows the share is drawn, to one user, and of no row more than it has", () => {
  fc.assert(
    fc.property(users, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (weights, share, seed) => {
      const drawn = spreadDraw(weights, share, seed);
      let [of, found] = [0, 0];
      for (const [row, weight] of weights.entries()) {
        expect(drawn[row]).toBeGreaterThanOrEqual(0);
        expect(drawn[row]).toBeLessThanOrEqual(weight);
        of += weight;
        found += drawn[row]!;
        expect(Math.abs(found - share * of)).toBeLessThan(1 + 1e-9);
      }
    }),
  );
});

test("all are drawn with the share 1, and the seed chooses who", () => {
  const weights = new Float64Array(100).fill(1);
  expect(spreadDraw(weights, 1, 3)).toEqual(weights);
  const starts = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => spreadDraw(weights, 0.1, seed).indexOf(1));
  expect(new Set(starts).size).toBeGreaterThan(2);
});
