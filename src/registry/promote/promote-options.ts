import {
  either,
  type Field,
  integer,
  nested,
  number,
  ofType,
  oneOf,
  type Schema,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { FitInput, SegmentModel } from "../../segments";

/** Thresholds of the gates; `false` leaves one out. */
export interface GateOptions {
  /**
   * Share of users who may change their segment; `"refits"`: as many as fits to halves of the champion's users change, and .05.
   * @default "refits"
   */
  churn?: number | "refits" | false | undefined;
  /**
   * Bits an action by which the candidate's segments may say less about users than the champion's, beside two standard errors of
   * the difference.
   * @default 0.01
   */
  gain?: number | false | undefined;
  /** By how much the share in no segment may be larger than the champion's; without a champion, larger than a half. @default 0.05 */
  noise?: number | false | undefined;
  /** Segments that may go without a successor. @default 0 */
  lost?: number | false | undefined;
  /** Smallest p, corrected, with which the holdout still passes for users as those of the fit. @default 0.01 */
  drift?: number | false | undefined;
  /** Share of the smallest segment, at least. @default 0.005 */
  smallest?: number | false | undefined;
  /** Share of the largest segment, at most. @default 0.95 */
  largest?: number | false | undefined;
}

/** Options of {@link promote}. */
export interface PromoteOptions extends RunOptions {
  /** The model that answers today. @default none: the candidate is the first one */
  champion?: SegmentModel | undefined;
  /** Users whom neither model was fitted to: what `fitSegments` takes, or a promise of it. Required. */
  holdout: FitInput | Promise<FitInput>;
  /** Thresholds of the gates. @default those of each */
  gates?: GateOptions | undefined;
  /** Fits to halves of the champion's users for the gate of churn, an even number. @default 10 */
  refits?: number | undefined;
  /** Random ways to deal users out for the gate of drift. @default 999 */
  permutations?: number | undefined;
  /** Seed of the halves and of dealing out. @default 1 */
  seed?: number | undefined;
}

const SHARE = { min: 0, max: 1 };

export const GATE_OPTIONS = {
  churn: either(threshold(number(SHARE), undefined), oneOf(["refits"]), "refits"),
  gain: threshold(number({ min: 0 }), 0.01),
  noise: threshold(number(SHARE), 0.05),
  lost: threshold(integer({ min: 0 }), 0),
  drift: threshold(number(SHARE), 0.01),
  smallest: threshold(number(SHARE), 0.005),
  largest: threshold(number(SHARE), 0.95),
} satisfies Schema<GateOptions>;

export const PROMOTE_OPTIONS = {
  ...RUN_OPTIONS,
  champion: ofType<SegmentModel, undefined>(
    "a fitted or loaded model",
    (value) => typeof value === "object" && value !== null,
    undefined,
  ),
  holdout: ofType<FitInput | Promise<FitInput>, undefined>(
    "events, sequences, or an array of lists of actions or arrow paths",
    (value) => typeof value === "object" && value !== null,
    undefined,
  ),
  gates: nested(GATE_OPTIONS),
  refits: {
    ...integer({ min: 2, max: 1000 }, 10),
    expected: "an even number from 2 to 1000",
    read(value: unknown, name: string): number {
      if (typeof value !== "number") throw wrongType(name, this.expected, value);
      if (!(Number.isInteger(value / 2) && value >= 2 && value <= 1000)) throw wrongValue(name, this.expected, value);
      return value;
    },
  },
  permutations: integer({ min: 99, max: 100_000 }, 999),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<PromoteOptions>;

/** A threshold, or false for none. */
function threshold<D extends number | undefined>(field: Field<number, unknown>, fallback: D): Field<number | false, D> {
  const expected = `${field.expected} or false`;
  return {
    expected,
    default: fallback,
    read(value, name) {
      if (value === false) return value;
      if (typeof value !== "number") throw wrongType(name, expected, value);
      try {
        return field.read(value, name);
      } catch {
        throw wrongValue(name, expected, value);
      }
    },
  };
}
