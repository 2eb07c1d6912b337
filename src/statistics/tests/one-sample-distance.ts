import { exp } from "../../core/internal";
import { binomialProbability } from "../distributions/binomial";
import { kolmogorovTails } from "../distributions/kolmogorov";
import { double, subtract } from "../special/double-double";
import { gammaKernel } from "../special/incomplete-gamma";
import type { AlternativeHypothesis } from "./alternative";

/**
 * P(D >= d), where D is the largest distance between the empirical distribution function of n values and the true one.
 *
 * One-sided it is a sum of positive terms (Birnbaum & Tingey 1951). Two-sided it is twice that where crossing on both sides
 * is too rare to count; else 1 less the probability of staying inside.
 */
export function oneSampleSurvival(
  n: number,
  d: number,
  alternative: AlternativeHypothesis,
  method: "exact" | "asymptotic",
): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  if (alternative !== "two-sided") return method === "exact" ? oneSided(n, d) : oneSidedLimit(n, d);
  if (method === "asymptotic") return kolmogorovTails(corrected(n, d)).upper;
  const twice = 2 * oneSided(n, d);
  if (d >= 0.5 || twice < BOTH_SIDES_FROM) return Math.min(1, twice);
  return Math.min(1, Math.max(0, 1 - stayingInside(n, d)));
}

/** Above it, crossing on both sides is more probable than 1e-14 of crossing on one. */
const BOTH_SIDES_FROM = 1e-5;

/** Sum over j of d / q C(n, j) q^j (1 - q)^(n - j), where q = d + j / n. */
function oneSided(n: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < n && d + j / n < 1; j++) {
    const rate = d + j / n;
    const x = double(rate);
    sum += (d / rate) * binomialProbability(n, { x, y: subtract(double(1), x) }, j);
  }
  return Math.min(1, sum);
}

/** With the first correction of Smirnov's limit. */
function oneSidedLimit(n: number, d: number): number {
  const x = (6 * n * d + 1) * ((6 * n * d + 1) / (18 * n));
  return exp(-x);
}

/** Where the limit is read for n values (Vrbik 2018, "Small-sample corrections to Kolmogorov-Smirnov test statistic"). */
function corrected(n: number, d: number): number {
  const root = Math.sqrt(n);
  return d * root + 1 / (6 * root) + (d * root - 1) / (4 * n);
}

/**
 * P(D < d): n points of a Poisson process of rate n on [0, 1], given that there are n, whose count stays between n (t - d)
 * and n (t + d). From one border to the next the probabilities of the counts are convolved with those of new points
 * (Moscovich & Nadler 2017, "Fast calculation of boundary crossing probabilities for Poisson processes").
 */
function stayingInside(n: number, d: number): number {
  // Count j is too many before t = j / n - d, and too few after t = j / n + d.
  const borders = [...bordersOf(n, -d), ...bordersOf(n, d), 1].filter((t) => t > 0 && t <= 1).sort((a, b) => a - b);
  let counts = new Float64Array(n + 1);
  counts[0] = 1;
  let [low, high] = [0, 0];
  let at = 0;
  for (const t of borders) {
    if (t === at) continue;
    const most = Math.min(n, mostUpTo(n, t, d));
    counts = later(counts, low, high, most, n * (t - at));
    high = most;
    for (; low <= high && low / n + d <= t && t < 1; low++) counts[low] = 0;
    at = t;
  }
  return (counts[n]! * n) / gammaKernel(n, n); // over the probability that there are n
}

/** j / n + shift of j from 0 to n. */
function bordersOf(n: number, shift: number): number[] {
  return Array.from({ length: n + 1 }, (_, j) => j / n + shift);
}

/** Largest count j allowed just before t: j / n - d < t. */
function mostUpTo(n: number, t: number, d: number): number {
  let j = Math.min(n, Math.floor((t + d) * n) + 1);
  while (j > 0 && j / n - d >= t) j--;
  return j;
}

function later(counts: Float64Array, low: number, high: number, most: number, mean: number): Float64Array<ArrayBuffer> {
  const added = poisson(mean, most - low);
  const result = new Float64Array(counts.length);
  for (let from = low; from <= high; from++) {
    const p = counts[from]!;
    if (p > 0) for (let to = from; to <= most; to++) result[to]! += p * added[to - from]!;
  }
  return result;
}

/** Probabilities of 0 .. most points where `mean` are expected. */
function poisson(mean: number, most: number): Float64Array {
  const result = new Float64Array(most + 1);
  result[0] = exp(-mean);
  for (let k = 1; k <= most; k++) result[k] = (result[k - 1]! * mean) / k;
  return result;
}
