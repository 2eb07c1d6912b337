import { exp, log } from "../../core/internal";

/** A tail of a distribution of positive numbers. */
export interface Tail {
  /** Whether it grows with x, as the lower tail does. */
  readonly rising: boolean;
  probability(x: number): number;
  /** Density of ln x: x times that of x, which may be too small for a double by itself. */
  logDensity(x: number): number;
}

/**
 * The x > 0 at which a tail has probability p in (0, 1): Newton's method on ln p as a function of ln x, kept within the
 * bracket known so far.
 *
 * @param start where to begin.
 * @returns Infinity or 0 where x is beyond the range of doubles.
 */
export function solveTail({ rising, probability, logDensity }: Tail, p: number, start: number): number {
  const target = log(p);
  let low = LEAST;
  let high = MOST;
  let u = log(start);
  for (let i = 0; i < ROUNDS; i++) {
    const x = exp(u);
    const reached = probability(x);
    const above = log(reached) - target;
    const slope = logDensity(x) / reached;
    const step = (rising ? -above : above) / slope;
    if (Math.abs(above) < NEAR) return x * exp(step);
    if (above > 0 === rising) high = u;
    else low = u;
    const bounded = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
    let next = u + bounded;
    if (!(next > low && next < high)) next = (Math.max(low, u - LARGEST_STEP) + Math.min(high, u + LARGEST_STEP)) / 2;
    if (next === u) return high === MOST ? Number.POSITIVE_INFINITY : low === LEAST ? 0 : x;
    u = next;
  }
  return exp(u);
}

/** Natural logarithms of about the least double with all its digits, and the largest. */
const LEAST = -708;
const MOST = 709.7;
const LARGEST_STEP = 8;
/** So near, one more step leaves an error of about the square of it. */
const NEAR = 1e-8;
const ROUNDS = 200;
