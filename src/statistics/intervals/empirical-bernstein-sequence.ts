import { log, number, readOptions, type Schema, wrongType, wrongValue } from "../../core/internal";
import { log1p } from "../special/elementary";
import { CONFIDENCE, type Interval } from "./interval";

/** Options of {@link empiricalBernsteinSequence}. */
export interface EmpiricalBernsteinSequenceOptions {
  /** @default 0.95 */
  confidence?: number | undefined;
  /** Least value there can be. @default 0 */
  lower?: number | undefined;
  /** Largest value there can be. @default 1 */
  upper?: number | undefined;
}

/** A confidence sequence that grows by one value at a time. */
export interface ConfidenceSequence {
  /** Number of values so far. */
  readonly n: number;
  /** Where the mean is, by all values so far; never widens, and stays as it is where nothing would be left of it. */
  readonly interval: Interval;
  /**
   * Takes the next value, and returns the interval after it.
   *
   * @throws RangeError when it is outside of the bounds.
   */
  push(value: number): Interval;
}

const EMPIRICAL_BERNSTEIN_SEQUENCE_OPTIONS = {
  confidence: CONFIDENCE,
  lower: number({}, 0),
  upper: number({}, 1),
} satisfies Schema<EmpiricalBernsteinSequenceOptions>;

/**
 * Confidence sequence of the mean of bounded values, valid after each value from the first on whatever their distribution
 * (Waudby-Smith & Ramdas 2024, "Estimating means of bounded random variables by betting", theorem 2: the predictable
 * plug-in empirical Bernstein sequence, intersected).
 *
 * @param options the confidence, and the bounds that all values keep.
 * @returns a live sequence; push each value as it comes.
 * @throws RangeError when `upper` is not above `lower`.
 * @example
 * const sequence = empiricalBernsteinSequence();
 * for (let i = 0; i < 400; i++) sequence.push(i % 4 === 0 ? 1 : 0);
 * const { lower, upper } = sequence.interval;
 * lower < 0.25 && 0.25 < upper && upper - lower < 0.25; // true
 */
export function empiricalBernsteinSequence(options: EmpiricalBernsteinSequenceOptions = {}): ConfidenceSequence {
  const { confidence, lower, upper } = readOptions(options, EMPIRICAL_BERNSTEIN_SEQUENCE_OPTIONS);
  if (!(upper > lower)) throw wrongValue("upper", `a number > ${lower}, the lower bound`, upper);
  return new EmpiricalBernstein(lower, upper, log(2 / (1 - confidence)));
}

/** The largest bet, as in the paper. */
const MOST = 0.5;

class EmpiricalBernstein implements ConfidenceSequence {
  n = 0;
  interval: Interval;
  /** Estimates before the next value: half a value of 1/2, and a quarter of variance, are there from the start. */
  #mean = 0.5;
  #variance = 0.25;
  #sum = 0.5;
  #squares = 0.25;
  #bets = 0;
  #betSum = 0;
  #spread = 0;

  constructor(
    readonly lower: number,
    readonly upper: number,
    readonly logTwoOverAlpha: number,
  ) {
    this.interval = { lower, upper };
  }

  push(value: number): Interval {
    const { lower, upper, logTwoOverAlpha } = this;
    if (typeof value !== "number" || !(value >= lower && value <= upper)) {
      const wrong = typeof value === "number" ? wrongValue : wrongType;
      throw wrong("value", `a number from ${lower} to ${upper}`, value);
    }
    const x = (value - lower) / (upper - lower);
    const t = ++this.n;
    const bet = Math.min(MOST, Math.sqrt((2 * logTwoOverAlpha) / (this.#variance * t * log(1 + t))));
    const apart = x - this.#mean;
    this.#bets += bet;
    this.#betSum += bet * x;
    this.#spread += apart * apart * (-log1p(-bet) - bet);
    this.#sum += x;
    this.#mean = this.#sum / (t + 1);
    this.#squares += (x - this.#mean) * (x - this.#mean);
    this.#variance = this.#squares / (t + 1);
    const center = this.#betSum / this.#bets;
    const halfWidth = (logTwoOverAlpha + this.#spread) / this.#bets;
    const scaled = (share: number) => lower + (upper - lower) * share;
    const narrowed = {
      lower: Math.max(this.interval.lower, scaled(center - halfWidth)),
      upper: Math.min(this.interval.upper, scaled(center + halfWidth)),
    };
    if (narrowed.lower <= narrowed.upper) this.interval = narrowed;
    return this.interval;
  }
}
