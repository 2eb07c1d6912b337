import { exp, log, NOISE } from "../../core/internal";

/** An answer for a whole path. */
export interface PlacedAnswer {
  /** -1 for none. */
  readonly segment: number;
  /** How firmly it belongs, in [0, 1]. */
  readonly membership: number;
  /** Whether it behaves exactly like one that was fitted. */
  readonly seen: boolean;
}

/** How often refits gave the matching segment, by what was answered: once for paths seen in training, once for new ones. */
export interface AnswerCalibration {
  readonly seen: CalibratedAnswers;
  readonly unseen: CalibratedAnswers;
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
  /** What the model would answer had it not seen them; {@link UNMATCHED} where that was not asked. */
  readonly heldOut: Int32Array;
  /** How firmly they would belong there. */
  readonly memberships: Float64Array;
}

/** In the place of a segment: there is none to be told. */
export const UNMATCHED = -2;

export interface CalibratedAnswers {
  /** For each segment, and last for none, the share of answers that refits repeat. */
  readonly rates: Float64Array;
  /** Logistic in 1, the logit of the rate, and the membership. */
  readonly coefficients: Float64Array;
}

/** The probability that a refit on other users repeats an answer: of none its rate, of a segment by its membership too. */
export function confidenceOf(
  { seen, unseen }: Pick<AnswerCalibration, "seen" | "unseen">,
  answer: PlacedAnswer,
): number {
  const { rates, coefficients } = answer.seen ? seen : unseen;
  if (answer.segment === NOISE) return rates.at(-1)!;
  return 1 / (1 + exp(-dot(coefficients, featuresOf(rates, answer))));
}

/** What the curve is a logistic one of. */
export function featuresOf(
  rates: Float64Array,
  { segment, membership }: PlacedAnswer,
): readonly [number, number, number] {
  const rate = rates[segment]!;
  return [1, log(rate / (1 - rate)), membership];
}

export function dot(coefficients: Float64Array, features: readonly number[]): number {
  return coefficients[0]! * features[0]! + coefficients[1]! * features[1]! + coefficients[2]! * features[2]!;
}
