import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  divide,
  double,
  expOf,
  logOf,
  multiply,
  PI,
  subtract,
} from "../../../src/statistics/special/double-double";

const whole = fc.maxSafeInteger();
const positive = fc.double({ min: 1e-200, max: 1e200, noNaN: true });

test("products of whole numbers are exact", () => {
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const { high, low } = multiply(double(a), double(b));
      expect(BigInt(high) + BigInt(low)).toBe(BigInt(a) * BigInt(b));
    }),
  );
});

test("sums of whole numbers of very different size are exact", () => {
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 0, max: 50 }), (a, b, shift) => {
      const large = a * 2 ** shift;
      const { high, low } = add(double(large), double(b));
      expect(BigInt(high) + BigInt(low)).toBe(BigInt(large) + BigInt(b));
    }),
  );
});

test("a quotient times its divisor is the dividend to 31 digits", () => {
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      fc.pre(a / b > 1e-250 && a / b < 1e250);
      const { high, low } = subtract(multiply(divide(double(a), double(b)), double(b)), double(a));
      expect(Math.abs(high + low)).toBeLessThanOrEqual(1e-30 * a);
    }),
  );
});

test("logarithms have 30 digits", () => {
  // ln 10 and ln pi, their leading doubles taken off
  expect(logOf(double(10)).high).toBe(Math.LN10);
  expect(logOf(double(10)).low).toBeCloseTo(-2.1707562233822494e-16, 30);
  expect(logOf(PI).high).toBe(1.1447298858494002);
  expect(Math.abs(logOf(double(1 + 2 ** -40)).high - (2 ** -40 - 2 ** -81))).toBeLessThan(1e-28);
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      fc.pre(a * b > 1e-250 && a * b < 1e250);
      const apart = subtract(logOf(multiply(double(a), double(b))), add(logOf(double(a)), logOf(double(b))));
      expect(Math.abs(apart.high)).toBeLessThan(1e-28);
    }),
  );
});

test("the exponential undoes the logarithm", () => {
  fc.assert(
    fc.property(positive, (x) => {
      expect(Math.abs(expOf(logOf(double(x))) / x - 1)).toBeLessThan(1e-15);
    }),
  );
});
