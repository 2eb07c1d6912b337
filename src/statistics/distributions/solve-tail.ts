import { exp, log } from "../../core/internal";

/** A tail of a distribution of positive numbers. */
export interface Tail {
  /** Whether it grows with x, as the lower tail does. */
  readonly rising: boolean;
  probability(x: number): number;
  density(x: number): number;
}

/**
 * The x > 0 at which a tail has probability p in (0, 1): Newton's method on ln p as a function of ln x, kept within the
 * bracket known so far.
 *
 * @param start where to begin.
 */
export function solveTail({ rising, probability, density }: Tail, p: number, start: number): number {
  const target = log(p);
  let low = LEAST;
  let high = MOST;
  let u = log(start);
  let last = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ROUNDS; i++) {
    const x = exp(u);
    const reached = probability(x);
    const above = log(reached) - target;
    if (above === 0) return x;
    if (above > 0 === rising) high = u;
    else low = u;
    const slope = (density(x) * x) / reached;
    const step = (rising ? -above : above) / slope;
    const bounded = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
    let next = u + bounded;
    if (!(next > low && next < high)) next = (Math.max(low, u - LARGEST_STEP) + Math.min(high, u + LARGEST_STEP)) / 2;
    const moved = Math.abs(next - u);
    if (moved < 1e-9 && (moved < 1e-16 || moved >= last)) return x * (1 + (next - u));
    if (next === u) return x;
    last = moved;
    u = next;
  }
  return exp(u);
}

/** Natural logarithms of the least and the largest double. */
const LEAST = -745;
const MOST = 709.7;
const LARGEST_STEP = 8;
const ROUNDS = 400;
