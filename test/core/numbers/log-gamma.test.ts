import fc from "fast-check";
import { expect, test } from "vitest";
import { logGamma } from "../../../src/core/internal";

/** Absolute error of max(1, |value|). */
function expectNear(actual: number, expected: number, note = ""): void {
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected)), note).toBeLessThan(1e-12);
}

test("of whole numbers it is the logarithm of the factorial below", () => {
  let factorial = 0;
  for (let n = 1; n <= 170; n++) {
    expectNear(logGamma(n), factorial, `logGamma(${n})`);
    factorial += Math.log(n);
  }
});

test.each([
  [1e-300, 690.7755278982137],
  [1e-5, 11.512919692895826],
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247],
  [1.4616321449683622, -0.1214862905358497],
  [2.5, 0.2846828704729192],
  [9.99, 12.779315214350195],
  [10.01, 12.824350262448247],
  [50.5, 146.51925549072064],
  [1e4, 82099.71749644238],
  [1e10, 220258509288.81058],
])("scipy 1.17, gammaln(%d)", (x, expected) => {
  expectNear(logGamma(x), expected);
});

test("Gamma(x + 1) is x Gamma(x), and Gamma(x) Gamma(x + 1/2) is by Legendre 2^(1 - 2x) sqrt(pi) Gamma(2x)", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 60, noNaN: true }), (x) => {
      expectNear(logGamma(x + 1), logGamma(x) + Math.log(x));
      const doubled = (1 - 2 * x) * Math.LN2 + Math.log(Math.PI) / 2 + logGamma(2 * x);
      expectNear(logGamma(x) + logGamma(x + 0.5), doubled);
    }),
  );
});

test("edges", () => {
  expect([0, -1, Number.NaN, Infinity].map(logGamma)).toEqual([Infinity, Number.NaN, Number.NaN, Infinity]);
});
