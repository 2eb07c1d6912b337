import { expect, test } from "vitest";
import { cohensH, contrast, leastEffect } from "../../../src/profiles/patterns/contrast";

test("Cohen's h: the examples of Cohen 1988, tables 6.2.2 and figures by hand", () => {
  expect(cohensH(0.65, 0.45)).toBeCloseTo(0.405, 3);
  expect(cohensH(0.45, 0.65)).toBe(-cohensH(0.65, 0.45));
  expect(cohensH(1, 0)).toBe(Math.PI);
  expect(cohensH(0.3, 0.3)).toBe(0);
});

test("nobody else, and nobody else who shows it", () => {
  expect(contrast(3, 4, 0, 0)).toEqual({ members: 3, coverage: 0.75, elsewhere: null, effect: null, lift: null });
  expect(contrast(3, 4, 0, 8)).toEqual({
    members: 3,
    coverage: 0.75,
    elsewhere: 0,
    effect: expect.closeTo((2 * Math.PI) / 3, 14),
    lift: null,
  });
  expect(contrast(3, 4, 2, 8).lift).toBe(3);
});

test("small numbers need a large effect", () => {
  expect(leastEffect(0.2, 1e6, 1e6)).toBe(0.2);
  expect(leastEffect(0.2, 9, 1e12)).toBeCloseTo(1, 5);
});
