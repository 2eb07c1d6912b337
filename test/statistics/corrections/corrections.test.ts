import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, holm } from "../../../src/statistics";
import { Cases } from "../../helpers/cases";
import { statisticsFixture } from "../../helpers/oracle-distributions";

const anyP = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.5, 1)), {
  maxLength: 30,
});

test("Benjamini-Hochberg, as scipy", () => {
  const [p, expected] = statisticsFixture.tests.falseDiscovery;
  for (const [i, q] of benjaminiHochberg(p).entries()) expect(q).toBeCloseTo(expected[i]!, 14);
});

test("rejecting by adjusted values is the step procedure itself", () => {
  fc.assert(
    fc.property(anyP, fc.constantFrom(0.01, 0.05, 0.3), (p, alpha) => {
      const sorted = [...p].sort((a, b) => a - b);
      let stepDown = 0; // Holm: as long as the next p is at most alpha over the tests left
      while (stepDown < p.length && sorted[stepDown]! * (p.length - stepDown) <= alpha) stepDown += 1;
      let stepUp = 0; // Benjamini-Hochberg: the last p at most rank alpha / m
      for (let rank = 1; rank <= p.length; rank++) if ((sorted[rank - 1]! * p.length) / rank <= alpha) stepUp = rank;
      expect(holm(p).filter((adjusted) => adjusted <= alpha)).toHaveLength(stepDown);
      expect(benjaminiHochberg(p).filter((adjusted) => adjusted <= alpha)).toHaveLength(stepUp);
    }),
  );
});

test("adjusted values keep the order, are never below p, and follow their p around", () => {
  const cases = new Cases("not larger", "larger");
  fc.assert(
    fc.property(anyP, (p) => {
      for (const adjust of [holm, benjaminiHochberg]) {
        const adjusted = adjust(p);
        for (const [i, value] of p.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(value);
          for (const [j, other] of p.entries()) {
            if (cases.when("not larger", value <= other, "larger")) {
              expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!);
            }
          }
        }
        expect(adjust([...p].reverse())).toEqual(adjusted.reverse());
      }
    }),
  );
  cases.expectAll(100);
});

test("refused", () => {
  expect(() => holm([0.1, 1.2])).toThrow(new RangeError('"p" expected numbers from 0 to 1, got 1.2 at position 1'));
  expect(() => benjaminiHochberg([Number.NaN])).toThrow(
    new RangeError('"p" expected numbers from 0 to 1, got NaN at position 0'),
  );
  expect(() => holm(0.5 as never)).toThrow(new TypeError('"p" expected an array of numbers from 0 to 1, got 0.5'));
  expect([holm([]), benjaminiHochberg([])]).toEqual([[], []]);
});
