import { number } from "../../core/internal";

/** A confidence interval; an end that is left open by a one-sided question is infinite. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A share of cases in which an interval holds the truth, such as 0.95. */
export const CONFIDENCE = (() => {
  const field = number({ above: 0, max: 1 - 1e-12 }, 0.95);
  return { ...field, expected: "a number > 0 and < 1" };
})();
