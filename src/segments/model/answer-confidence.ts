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
}

export interface CalibratedAnswers {
  /** For each segment, and last for none, the share of answers that refits repeat. */
  readonly rates: Float64Array;
  /** Logistic in 1, the logit of the rate, and the membership. */
  readonly coefficients: Float64Array;
}

/** The probability that a refit on other users repeats an answer: of none its rate, of a segment by its membership too. */
export function confidenceOf({ seen, unseen }: AnswerCalibration, answer: PlacedAnswer): number {
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
