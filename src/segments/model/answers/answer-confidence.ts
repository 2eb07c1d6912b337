import { exp, log, NOISE } from "../../../core/internal";

/** An answer for a whole path. */
export interface PlacedAnswer {
  /** -1 for none. */
  readonly segment: number;
  /** How firmly it belongs, in [0, 1]; of one in none, its share of closeness to the nearest segment. */
  readonly membership: number;
  /** Whether it behaves exactly like one that was fitted. */
  readonly seen: boolean;
  /** Whether it is in no segment by itself and goes with the nearest one. */
  readonly isPlaced?: boolean;
}

/** How often refits gave the matching segment, by what was answered: once for paths seen in training, once for new ones. */
export interface AnswerCalibration {
  readonly seen: CalibratedAnswers;
  readonly unseen: CalibratedAnswers;
  /** How often the segment nearest to those in none is the nearest one in refits too; undefined in older models. */
  readonly nearest: CalibratedAnswers | undefined;
  /** What both were counted from; undefined in models saved by older versions. */
  readonly refits: RefitAnswers | undefined;
}

/** The answers of refits to halves of the users, one entry for each row and half: beside those of the model. */
export interface RefitAnswers {
  /** Distinct sequences. */
  readonly rows: Uint32Array;
  /** Users of each who were not in that half. */
  readonly users: Float64Array;
  /** What the half said, in the model's segments; -1 for none, {@link UNMATCHED} for a segment that matches none. */
  readonly labels: Int32Array;
  /** The segment of the half, or the nearest one of those in none; undefined in older models. */
  readonly nearest: Int32Array | undefined;
  /** What the model would answer had it not seen them; {@link UNMATCHED} where that was not asked. */
  readonly heldOut: Int32Array;
  /** How firmly they would belong there. */
  readonly memberships: Float64Array;
}

/** In the place of a segment: there is none to report. */
export const UNMATCHED = -2;

export interface CalibratedAnswers {
  /** For each segment, and last for none, the share of answers that refits repeat. */
  readonly rates: Float64Array;
  /** Logistic in 1, the logit of the rate, and the membership. */
  readonly coefficients: Float64Array;
}

/** The probability that a refit on other users repeats an answer: of none its rate, of a segment by its membership too. */
export function confidenceOf(
  { seen, unseen, nearest }: Pick<AnswerCalibration, "seen" | "unseen"> & Partial<AnswerCalibration>,
  answer: PlacedAnswer,
): number {
  if (answer.isPlaced && nearest) return confidenceBy(nearest, answer);
  const answers = answer.seen ? seen : unseen;
  return answer.segment === NOISE ? answers.rates.at(-1)! : confidenceBy(answers, answer);
}

/** The same of an answer that is a segment. */
export function confidenceBy(
  { rates, coefficients }: CalibratedAnswers,
  answer: Pick<PlacedAnswer, "segment" | "membership">,
): number {
  return 1 / (1 + exp(-dot(coefficients, featuresOf(rates, answer))));
}

/** What the curve is a logistic one of. */
export function featuresOf(
  rates: Float64Array,
  { segment, membership }: Pick<PlacedAnswer, "segment" | "membership">,
): readonly [number, number, number] {
  const rate = rates[segment]!;
  return [1, log(rate / (1 - rate)), membership];
}

export function dot(coefficients: Float64Array, features: readonly number[]): number {
  return coefficients[0]! * features[0]! + coefficients[1]! * features[1]! + coefficients[2]! * features[2]!;
}
