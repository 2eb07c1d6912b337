import { readOptions } from "../../core/internal";
import { normalQuantile } from "../distributions/normal";
import { type Proportion, toProportion } from "../tests/proportion";
import { CONFIDENCE_OPTIONS, type ConfidenceOptions, type Interval } from "./interval";

/**
 * Interval of a proportion that keeps its confidence with few trials and near 0 and 1 (Wilson 1927, "Probable inference, the
 * law of succession, and statistical inference"), without continuity correction.
 *
 * @param proportion successes and trials.
 * @param options the confidence.
 * @returns the interval, within [0, 1].
 * @throws RangeError when successes or trials are no whole numbers, or successes exceed trials.
 * @example
 * const { lower, upper } = wilsonInterval({ successes: 15, trials: 148 });
 * [lower.toFixed(4), upper.toFixed(4)]; // ["0.0624", "0.1605"]
 */
export function wilsonInterval(proportion: Proportion, options: ConfidenceOptions = {}): Interval {
  const read = toProportion("proportion", proportion);
  const { confidence } = readOptions(options, CONFIDENCE_OPTIONS);
  return wilson(read, -normalQuantile((1 - confidence) / 2));
}

/** The interval that reaches z standard errors. */
export function wilson({ successes, trials }: Proportion, z: number): Interval {
  const failures = trials - successes;
  const center = successes + (z * z) / 2;
  const halfWidth = z * Math.sqrt(successes * (failures / trials) + (z * z) / 4);
  return {
    lower: successes === 0 ? 0 : Math.max(0, (center - halfWidth) / (trials + z * z)),
    upper: failures === 0 ? 1 : Math.min(1, (center + halfWidth) / (trials + z * z)),
  };
}
