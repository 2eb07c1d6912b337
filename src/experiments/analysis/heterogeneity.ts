import { chiSquareDistribution, type Interval, normalDistribution } from "../../statistics";

/** Whether effects differ between segments at all; asked before any ranking of them. */
export interface Heterogeneity {
  /** Cochran's Q: squared distances of the effects to their weighted mean, in units of their variances. */
  readonly q: number;
  readonly degreesOfFreedom: number;
  /** Of equal effects. Small: they differ. */
  readonly p: number;
  /** Share of the spread between segments that is more than chance, 0 to 1 (Higgins & Thompson 2002). */
  readonly iSquared: number;
  /** Standard deviation of the true effects over segments, by Paule & Mandel (1982). */
  readonly tau: number;
  /** Weighted mean of the segments' effects. */
  readonly mean: number;
}

/** An effect drawn toward the mean of all segments, by as much as it is uncertain and they are alike. */
export interface ShrunkEffect {
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/** An estimate with its standard error, which must be > 0. */
export interface SegmentEstimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Tests equal effects.
 *
 * @returns null for fewer than two segments.
 */
export function heterogeneityOf(estimates: readonly SegmentEstimate[]): Heterogeneity | null {
  if (estimates.length < 2) return null;
  const degreesOfFreedom = estimates.length - 1;
  const q = spreadAround(estimates, 0);
  const tauSquared = betweenVariance(estimates, q);
  return {
    q,
    degreesOfFreedom,
    p: chiSquareDistribution(degreesOfFreedom).survival(q),
    iSquared: q > 0 ? Math.max(0, (q - degreesOfFreedom) / q) : 0,
    tau: Math.sqrt(tauSquared),
    mean: weightedMean(estimates, tauSquared).mean,
  };
}

/** Empirical Bayes: normal effects around their mean (Morris 1983), whose own uncertainty is in the interval. */
export function shrunkEffects(estimates: readonly SegmentEstimate[], tau: number, confidence: number): ShrunkEffect[] {
  const { mean, variance } = weightedMean(estimates, tau * tau);
  const z = normalDistribution().inverseSurvival((1 - confidence) / 2);
  return estimates.map(({ value, standardError }) => {
    const own = standardError * standardError;
    const toMean = own / (own + tau * tau);
    const difference = toMean * mean + (1 - toMean) * value;
    const error = Math.sqrt((1 - toMean) * own + toMean * toMean * variance);
    return {
      difference,
      standardError: error,
      interval: { lower: difference - z * error, upper: difference + z * error },
    };
  });
}

function weightedMean(estimates: readonly SegmentEstimate[], tauSquared: number): { mean: number; variance: number } {
  let weights = 0;
  let sum = 0;
  for (const { value, standardError } of estimates) {
    const weight = 1 / (standardError * standardError + tauSquared);
    weights += weight;
    sum += weight * value;
  }
  return { mean: sum / weights, variance: 1 / weights };
}

function spreadAround(estimates: readonly SegmentEstimate[], tauSquared: number): number {
  const { mean } = weightedMean(estimates, tauSquared);
  let spread = 0;
  for (const { value, standardError } of estimates) {
    spread += square(value - mean) / (standardError * standardError + tauSquared);
  }
  return spread;
}

/** The variance at which the spread is what chance would leave: found by halving, as it falls with the variance. */
function betweenVariance(estimates: readonly SegmentEstimate[], q: number): number {
  const expected = estimates.length - 1;
  if (q <= expected) return 0;
  let low = 0;
  let high = 1e-300;
  for (const { value } of estimates)
    for (const { value: other } of estimates) high = Math.max(high, square(value - other));
  while (spreadAround(estimates, high) > expected) high *= 2;
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (spreadAround(estimates, middle) > expected) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function square(x: number): number {
  return x * x;
}
