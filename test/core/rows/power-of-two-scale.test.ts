import fc from "fast-check";
import { expect, test } from "vitest";
import { powerOfTwoScale } from "../../../src/core/internal";

test.each([
  [[], 1],
  [[0, -0], 1],
  [[1], 1],
  [[0.5], 1],
  [[0.4999], 2],
  [[-1.0001], 0.5],
  [[3, -8], 1 / 8],
  [[1e-3, 0], 512],
])("%j: %d", (values, scale) => {
  expect(powerOfTwoScale(Float32Array.from(values))).toBe(scale);
});

test("brings the largest coordinate between one half and 1, by a power of two, whatever its size", () => {
  const values = fc.float32Array({ minLength: 1, maxLength: 5, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(values, (data) => {
      const largest = Math.max(...data.map(Math.abs));
      fc.pre(largest > 0);
      const scale = powerOfTwoScale(data);
      expect(largest * scale).toBeGreaterThanOrEqual(0.5);
      expect(largest * scale).toBeLessThanOrEqual(1);
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
    }),
  );
});
