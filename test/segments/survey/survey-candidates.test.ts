import { expect, test } from "vitest";
import { meanStability } from "../../../src/segments/survey/survey-candidates";

test("mean stability counts inputs, and nobody in none", () => {
  const labels = Int32Array.of(0, 1, -1, 1);
  expect(meanStability(Float64Array.of(1, 0.5), labels, Float64Array.of(1, 2, 10, 1))).toBe(0.625);
  expect(meanStability(new Float64Array(), Int32Array.of(-1, -1), Float64Array.of(1, 1))).toBe(undefined);
  expect(meanStability(undefined, labels, Float64Array.of(1, 2, 10, 1))).toBe(undefined);
});
