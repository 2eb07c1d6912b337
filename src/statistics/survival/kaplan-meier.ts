import { exp, log, readOptions } from "../../core/internal";
import { normalDistribution } from "../distributions/normal";
import { CONFIDENCE_OPTIONS, type ConfidenceOptions, type Interval } from "../intervals/interval";
import { type Durations, type TimePoint, timePoints } from "./durations";

/** A point of a survival curve. */
export interface SurvivalPoint extends TimePoint {
  /** Share that is still there after this time. */
  readonly survival: number;
  /** Of the share: by Greenwood's variance of ln(-ln(share)). */
  readonly interval: Interval;
}

/** Result of {@link kaplanMeier}. */
export interface SurvivalCurve {
  /** Users observed. */
  readonly n: number;
  /** One for each time at which somebody ended, ascending. */
  readonly points: readonly SurvivalPoint[];
  /** The first time after which no more than half are there; null where more than half are to the end. */
  readonly median: number | null;
}

/**
 * Share that is still there after each time, where some were not observed to the end (Kaplan and Meier 1958).
 *
 * @param durations times, and whether the end was seen.
 * @param options the confidence of the intervals.
 * @returns the curve, a step down at each of its points.
 * @throws TypeError, RangeError when there is no time, one is negative or not finite, or flags are missing.
 * @example
 * const { points, median } = kaplanMeier({ times: [2, 3, 3, 5, 8], ended: [true, true, false, true, false] });
 * points.map(({ survival }) => survival.toFixed(2)); // ["0.80", "0.60", "0.30"]
 * median; // 5
 */
export function kaplanMeier(durations: Durations, options: ConfidenceOptions = {}): SurvivalCurve {
  const found = timePoints("durations", durations);
  const { confidence } = readOptions(options, CONFIDENCE_OPTIONS);
  const z = normalDistribution().inverseSurvival((1 - confidence) / 2);
  let survival = 1;
  let variance = 0;
  const points = found.map((point): SurvivalPoint => {
    const { atRisk, ends } = point;
    survival *= (atRisk - ends) / atRisk;
    variance += ends / (atRisk * (atRisk - ends));
    return { ...point, survival, interval: logLogInterval(survival, variance, z) };
  });
  return {
    n: durations.times.length,
    points,
    median: points.find((point) => point.survival <= 0.5)?.time ?? null,
  };
}

/** At shares of 0 the logarithm has none: then all that is known is that none is left. */
function logLogInterval(survival: number, variance: number, z: number): Interval {
  if (survival <= 0) return { lower: 0, upper: 0 };
  const center = log(-log(survival));
  const half = (z * Math.sqrt(variance)) / Math.abs(log(survival));
  return { lower: exp(-exp(center + half)), upper: exp(-exp(center - half)) };
}
