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
  const cases = new Cases("kept", "changed", "given up");
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.4, max: 0.6, noNaN: true }), { minLength: 2, maxLength: 30 }), (shares) => {
      let answer = UNDECIDED;
      for (const share of shares) {
        const probabilities = Float64Array.of(share, 1 - share);
        const before = answer;
        answer = decide(answer, probabilities);
        if (cases.when("changed", before !== UNDECIDED && answer !== before)) {
          expect(answer === UNDECIDED || probabilities[answer]! >= DECIDE).toBe(true);
        }
        if (cases.when("kept", answer === before && answer !== UNDECIDED)) {
          expect(probabilities[answer]).toBeGreaterThanOrEqual(KEEP);
        }
      }
      cases.when("given up", decide(answer, Float64Array.of(0.3, 0.3)) === UNDECIDED);
    }),
  );
  cases.expectAll();
});
