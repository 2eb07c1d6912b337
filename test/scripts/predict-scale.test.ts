import { expect, test } from "vitest";
import { errorsOf, predictRun, type Run } from "../../scripts/scale/predict";

/** A world in which the model holds. */
function runOf(users: number): Run {
  const [events, distinct] = [12 * users, Math.round(5 * users ** 0.8)];
  const peak = 3e8 + 900 * distinct;
  return {
    users,
    events,
    distinct,
    extract: 1 + 2e-6 * events,
    fit: 3 + 1e-5 * distinct * Math.log(distinct),
    assign: 4e-5 * distinct,
    peak,
  };
}

test("where costs are such lines and paths follow a power law, the prediction is right", () => {
  const errors = errorsOf(predictRun(runOf(1e5), runOf(1e6), 1e7), runOf(1e7));
  for (const error of Object.values(errors)) expect(Math.abs(error)).toBeLessThan(1e-3);
});

test("a figure that fell is not carried on below the larger run", () => {
  const predicted = predictRun({ ...runOf(1e5), peak: 1e12 }, runOf(1e6), 1e7);
  expect(predicted.peak).toBe(runOf(1e6).peak);
});

test("errors are shares of what came", () => {
  expect(errorsOf({ ...runOf(1e5), fit: 3 }, { ...runOf(1e5), fit: 2 }).fit).toBeCloseTo(0.5);
});
