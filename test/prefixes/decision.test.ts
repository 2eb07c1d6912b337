import fc from "fast-check";
import { expect, test } from "vitest";
import { DECIDE, decide, KEEP, UNDECIDED } from "../../src/prefixes/decision";
import { Cases } from "../helpers/cases";

test("an answer is given from one probability on, and kept down to a smaller one", () => {
  const said = [0.45, 0.5, 0.45, 0.4, 0.39, 0.45].map((p) => Float64Array.of(p, 1 - p - 0.2, 0.2));
  let answer = UNDECIDED;
  const answers = said.map((probabilities) => (answer = decide(answer, probabilities)));
  expect(answers).toEqual([UNDECIDED, 0, 0, 0, UNDECIDED, UNDECIDED]);
});

test("two classes that are about as probable do not take turns", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.41, max: 0.59, noNaN: true }), { minLength: 2, maxLength: 30 }),
      (shares) => {
        const answers = answersTo(shares.map((share) => Float64Array.of(share, 1 - share)));
        expect(new Set(answers).size).toBe(1);
      },
    ),
  );
});

test("an answer changes only where it has become improbable, and comes back only where the other has", () => {
  const cases = new Cases("kept", "changed", "given up");
  const weights = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(weights, { minLength: 2, maxLength: 30 }), (steps) => {
      const said = steps.map((step) => Float64Array.from(step, (weight) => weight / (step[0]! + step[1]! + step[2]!)));
      const answers = answersTo(said);
      for (const [i, answer] of answers.entries()) {
        const before = i === 0 ? UNDECIDED : answers[i - 1]!;
        if (before === UNDECIDED) continue;
        cases.when("given up", answer === UNDECIDED);
        if (cases.when("kept", answer === before, "changed")) expect(said[i]![before]).toBeGreaterThanOrEqual(KEEP);
        else expect(said[i]![before]).toBeLessThan(KEEP);
        if (answer !== UNDECIDED && answer !== before) expect(said[i]![answer]).toBeGreaterThanOrEqual(DECIDE);
      }
    }),
  );
  cases.expectAll();
});

/** The answer after each step. */
function answersTo(said: readonly Float64Array[]): number[] {
  let answer = UNDECIDED;
  return said.map((probabilities) => (answer = decide(answer, probabilities)));
}
