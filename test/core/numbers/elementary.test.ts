import fc from "fast-check";
import { expect, test } from "vitest";
import { asin, exp, log } from "../../../src/core/internal";
import { size } from "../../helpers/size";

const ULPS = 4 * Number.EPSILON;

test("exp is within 4 ulp of Math.exp", () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(ULPS);
    }),
    { numRuns: size(500, 2000) },
  );
});

test("log is within 4 ulp of Math.log", () => {
  fc.assert(
    fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (x) => {
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(ULPS * Math.max(Math.abs(Math.log(x)), 1e-300));
    }),
    { numRuns: size(500, 2000) },
  );
});

test("asin is within 4 ulp of Math.asin", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => {
      expect(Math.abs(asin(x) - Math.asin(x))).toBeLessThanOrEqual(ULPS * Math.asin(x));
    }),
    { numRuns: size(500, 2000) },
  );
  expect([asin(0), asin(1), asin(-0.1), asin(1.1)]).toEqual([0, Math.PI / 2, Number.NaN, Number.NaN]);
});

test("log is within 4 ulp of Math.log near 1 too, where the logarithm is small", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(ULPS * Math.abs(Math.log(x)));
    }),
    { numRuns: size(500, 2000) },
  );
});

test("exp at the ends of what a double holds: large ones to 4 ulp, subnormal ones to one step", () => {
  fc.assert(
    fc.property(fc.double({ min: 709, max: 709.782712893384, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(ULPS);
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: -745, max: -707, noNaN: true }), (x) => {
      const one = Math.max(Number.MIN_VALUE, ULPS * Math.exp(x));
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(one);
    }),
  );
  expect(exp(709.782712893384)).toBeGreaterThan(1.797e308);
  expect(exp(709.782712893384)).toBeLessThan(Infinity);
  expect(exp(-745.1332191019411)).toBe(Number.MIN_VALUE);
});

test("edges", () => {
  expect([exp(0), exp(-1e4), exp(1e4), exp(Number.NaN)]).toEqual([1, 0, Infinity, Number.NaN]);
  expect([log(1), log(0), log(-1), log(Infinity)]).toEqual([0, -Infinity, Number.NaN, Infinity]);
  expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 10);
});
