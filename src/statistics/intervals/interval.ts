import { type Field, type Schema, wrongType, wrongValue } from "../../core/internal";

/** A confidence interval; an end that is left open by a one-sided question is infinite. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** A share of cases in which an interval holds the truth, such as 0.95. */
export const CONFIDENCE: Field<number, 0.95> = {
  expected: "a number > 0 and < 1",
  default: 0.95,
  read(value, name) {
    if (typeof value !== "number") throw wrongType(name, this.expected, value);
    if (!(value > 0 && value < 1)) throw wrongValue(name, this.expected, value);
    return value;
  },
};

/** Options of {@link wilsonInterval}, {@link newcombeInterval}, {@link ratioOfSums} and {@link kaplanMeier}. */
export interface ConfidenceOptions {
  /** Share of cases in which the interval holds the truth. @default 0.95 */
  confidence?: number | undefined;
}

export const CONFIDENCE_OPTIONS = { confidence: CONFIDENCE } satisfies Schema<ConfidenceOptions>;
