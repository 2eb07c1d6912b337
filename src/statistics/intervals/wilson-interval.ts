import { readOptions, type Schema } from "../../core/internal";
import { normalQuantile } from "../distributions/normal";
import { type Proportion, toProportion } from "../tests/proportion";
import { CONFIDENCE, type Interval } from "./interval";

/** Options of {@link wilsonInterval}. */
export interface WilsonIntervalOptions {
  /** @default 0.95 */
  confidence?: number;
}

const WILSON_INTERVAL_OPTIONS = { confidence: CONFIDENCE } satisfies Schema<WilsonIntervalOptions>;

/**
 * Interval of a proportion that keeps its confidence with few trials and near 0 and 1 (Wilson 1927, "Probable inference, the
 * law of succession, and statistical inference"), without continuity correction.
 *
 * @param proportion successes and trials.
 * @returns the interval, within [0, 1].
 * @throws RangeError when successes or trials are no whole numbers, or successes exceed trials.
 * @example
 * const { lower, upper } = wilsonInterval({ successes: 15, trials: 148 });
 * [lower.toFixed(4), upper.toFixed(4)]; // ["0.0624", "0.1605"]
 */
export function wilsonInterval(proportion: Proportion, options: WilsonIntervalOptions = {}): Interval {
  const read = toProportion("proportion", proportion);
  const { confidence } = readOptions(options, WILSON_INTERVAL_OPTIONS);
  return wilson(read, -normalQuantile((1 - confidence) / 2));
}

/** The interval that reaches z standard errors. */
export function wilson({ successes, trials }: Proportion, z: number): Interval {
  const failures = trials - successes;
  const center = successes + (z * z) / 2;
  const reach = z * Math.sqrt(successes * (failures / trials) + (z * z) / 4);
  return {
    lower: successes === 0 ? 0 : Math.max(0, (center - reach) / (trials + z * z)),
    upper: failures === 0 ? 1 : Math.min(1, (center + reach) / (trials + z * z)),
  };
}
