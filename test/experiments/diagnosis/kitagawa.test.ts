import fc from "fast-check";
import { expect, test } from "vitest";
import { kitagawa } from "../../../src/experiments/diagnosis/kitagawa";

/** Users on one side each: first those before, then those after. */
function sidesOf(before: readonly number[], after: readonly number[]) {
  const none = (values: readonly number[]) => values.map(() => Number.NaN);
  return [Float64Array.from([...before, ...none(after)]), Float64Array.from([...none(before), ...after])] as const;
}

test("the figures of a worked example: mix and rate part add up to the difference", () => {
  // 60 of 100 are of kind A at .5, 40 of kind B at .2 (.38 in all); later 30 of 100 and 70, at .6 and .1 (.25)
  const values = (ones: number, n: number) => Array.from({ length: n }, (_, i) => (i < ones ? 1 : 0));
  const before = [...values(30, 60), ...values(8, 40)];
  const after = [...values(18, 30), ...values(7, 70)];
  const kinds = [...Array(60).fill("A"), ...Array(40).fill("B"), ...Array(30).fill("A"), ...Array(70).fill("B")];
  const { part, kinds: found } = kitagawa({ values: sidesOf(before, after), isMember: () => true }, [kinds, kinds]);
  // (.3 - .6) (.5 + .6) / 2 + (.7 - .4) (.2 + .1) / 2
  expect(part!.value).toBeCloseTo(-0.3 * 0.55 + 0.3 * 0.15, 12);
  expect(found.get("A")).toEqual({
    mean: expect.closeTo(0.55, 12),
    shares: [0.6, 0.3],
    growth: expect.closeTo(0.3, 12),
  });
});

test("kinds of the same shares have no part, whatever they do", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 2, maxLength: 30 }), (pairs) => {
      const kinds = pairs.map((_, i) => (i % 3 === 0 ? "A" : "B"));
      const values = sidesOf(
        pairs.map(([then]) => then),
        pairs.map(([, now]) => now),
      );
      const { part } = kitagawa({ values, isMember: () => true }, [
        [...kinds, ...kinds],
        [...kinds, ...kinds],
      ]);
      expect(Math.abs(part!.value)).toBeLessThan(1e-6);
    }),
  );
});
