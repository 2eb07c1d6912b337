import { readOptions } from "../../core/internal";
import { normalQuantile } from "../distributions/normal";
import { type Proportion, toProportion } from "../tests/proportion";
import { CONFIDENCE_OPTIONS, type ConfidenceOptions, type Interval } from "./interval";
import { wilson } from "./wilson-interval";

/**
 * Interval of the difference of two proportions from their Wilson intervals (Newcombe 1998, "Interval estimation for the
 * difference between independent proportions", method 10).
 *
 * @param first successes and trials.
 * @param second likewise.
 * @param options the confidence.
 * @returns the interval of the first proportion less the second, within [-1, 1].
 * @throws RangeError when successes or trials are no whole numbers, or successes exceed trials.
 * @example
 * const { lower, upper } = newcombeInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });
 * [lower.toFixed(4), upper.toFixed(4)]; // ["0.0524", "0.3339"]
 */
export function newcombeInterval(first: Proportion, second: Proportion, options: ConfidenceOptions = {}): Interval {
  const a = toProportion("first", first);
  const b = toProportion("second", second);
  const { confidence } = readOptions(options, CONFIDENCE_OPTIONS);
  const z = -normalQuantile((1 - confidence) / 2);
  const [ofA, ofB] = [wilson(a, z), wilson(b, z)];
  const [shareA, shareB] = [a.successes / a.trials, b.successes / b.trials];
  return {
    lower: shareA - shareB - distance(shareA - ofA.lower, ofB.upper - shareB),
    upper: shareA - shareB + distance(ofA.upper - shareA, shareB - ofB.lower),
  };
}

function distance(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
