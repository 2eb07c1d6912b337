import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { fitAnswerCalibration, type Outcome } from "../../../src/segments/calibration/fit-answer-calibration";
import { confidenceOf } from "../../../src/segments/model/answers/answer-confidence";

/** Answers that refits repeat with the probability `repeats` gives. */
function outcomesOf(count: number, repeats: (segment: number, membership: number) => number): Outcome[] {
  const random = randomStream(2, "test/calibration");
  return Array.from({ length: count }, (_, i): Outcome => {
    const segment = random.integer(4, i, 0) - 1;
    const membership = segment < 0 ? 0 : random.uniform(i, 1);
    const answer = { segment, membership, seen: i % 2 === 0 };
    return {
      answer,
      users: 1,
      half: (i >> 1) % 2 === 0 ? 0 : 1,
      repeated: random.uniform(i, 2) < repeats(segment, membership),
    };
  });
}

describe("confidence", () => {
  test("is how often refits repeat an answer: by segment, by membership, none too", () => {
    const truth = (segment: number, membership: number) =>
      segment < 0 ? 0.6 : 1 / (1 + Math.exp(-(segment - 0.5 + 2 * membership)));
    const calibration = fitAnswerCalibration(outcomesOf(20_000, truth), 3);
    for (const seen of [true, false]) {
      for (const segment of [-1, 0, 1, 2]) {
        for (const membership of segment < 0 ? [0] : [0.1, 0.5, 0.9]) {
          const found = confidenceOf(calibration, { segment, membership, seen });
          expect(found).toBeCloseTo(truth(segment, membership), 0.9);
        }
      }
    }
  });

  test("of a segment that refits never find is near 0, of one they always find near 1", () => {
    const calibration = fitAnswerCalibration(
      outcomesOf(4000, (segment) => (segment === 1 ? 0 : 1)),
      3,
    );
    expect(confidenceOf(calibration, { segment: 1, membership: 0.5, seen: true })).toBeLessThan(0.05);
    expect(confidenceOf(calibration, { segment: 2, membership: 0.5, seen: true })).toBeGreaterThan(0.95);
  });

  test("leans on a segment's rate only as far as one refit's rate holds for the next one", () => {
    // Segments of equal strength: each refit finds nine of ten again, other ones each time, and those with all their users.
    const segments = 400;
    const random = randomStream(3, "test/refits");
    const outcomes = ([0, 1] as const).flatMap((half) =>
      Array.from({ length: segments }, (_, segment): Outcome => {
        const answer = { segment, membership: 1, seen: true };
        return { answer, users: 200, half, repeated: random.uniform(segment, half) < 0.9 };
      }),
    );
    const right = outcomes.filter(({ repeated }) => repeated).length / outcomes.length;
    const calibration = fitAnswerCalibration(outcomes, segments);
    for (let segment = 0; segment < segments; segment++) {
      const found = confidenceOf(calibration, { segment, membership: 1, seen: true });
      expect(Math.abs(found - right)).toBeLessThan(0.12);
    }
  });

  test("of one half alone is read by its own rates", () => {
    const alone = outcomesOf(4000, (segment) => (segment === 1 ? 0.2 : 0.9)).map((one) => ({
      ...one,
      half: 0 as const,
    }));
    const calibration = fitAnswerCalibration(alone, 3);
    expect(confidenceOf(calibration, { segment: 1, membership: 0.5, seen: true })).toBeCloseTo(0.2, 1);
    expect(confidenceOf(calibration, { segment: 2, membership: 0.5, seen: true })).toBeCloseTo(0.9, 1);
  });

  test("without any refit is a half", () => {
    const calibration = fitAnswerCalibration([], 2);
    expect(confidenceOf(calibration, { segment: 0, membership: 0.7, seen: false })).toBe(0.5);
  });

  test("is between 0 and 1, and a user who counts twice counts as two", () => {
    const outcome = fc.record({
      answer: fc.record({
        segment: fc.integer({ min: -1, max: 1 }),
        membership: fc.double({ min: 0, max: 1, noNaN: true }),
        seen: fc.boolean(),
      }),
      users: fc.integer({ min: 1, max: 3 }),
      half: fc.constantFrom<(0 | 1)[]>(0, 1),
      repeated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 20 }), (outcomes) => {
        const weighted = fitAnswerCalibration(outcomes, 2);
        const single = outcomes.flatMap((one) => Array<Outcome>(one.users).fill({ ...one, users: 1 }));
        const replicated = fitAnswerCalibration(single, 2);
        for (const { answer } of outcomes) {
          const found = confidenceOf(weighted, answer);
          expect(found > 0 && found < 1).toBe(true);
          expect(found).toBeCloseTo(confidenceOf(replicated, answer), 6);
        }
      }),
    );
  });
});
