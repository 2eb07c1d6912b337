import { exp, NOISE } from "../../core/internal";
import {
  type AnswerCalibration,
  type CalibratedAnswers,
  dot,
  featuresOf,
  type PlacedAnswer,
} from "../model/answer-confidence";

/** An answer, how many users it is for, and the share of refits that repeat it. */
export interface Outcome {
  readonly answer: PlacedAnswer;
  readonly users: number;
  readonly repeated: boolean;
}

/** @param segments how many the model has. */
export function fitAnswerCalibration(
  outcomes: readonly Outcome[],
  segments: number,
): Pick<AnswerCalibration, "seen" | "unseen"> {
  return {
    seen: calibrated(
      outcomes.filter(({ answer }) => answer.seen),
      segments,
    ),
    unseen: calibrated(
      outcomes.filter(({ answer }) => !answer.seen),
      segments,
    ),
  };
}

/** Answers' worth by which a segment's rate leans to that of all. */
const STRENGTH = 4;
/** How strongly the logistic curve leans to the rate alone. */
const RIDGE = 2;
const STEPS = 12;

/** How often refits repeat some answers. */
export function calibrated(outcomes: readonly Outcome[], segments: number): CalibratedAnswers {
  const users = new Float64Array(segments + 1);
  const repeats = new Float64Array(segments + 1);
  for (const { answer, users: count, repeated } of outcomes) {
    const of = answer.segment === NOISE ? segments : answer.segment;
    users[of]! += count;
    if (repeated) repeats[of]! += count;
  }
  const total = users.reduce((sum, count) => sum + count, 0);
  const all = (repeats.reduce((sum, count) => sum + count, 0) + 1) / (total + 2);
  const rates = users.map((count, of) => (repeats[of]! + STRENGTH * all) / (count + STRENGTH));
  const inSegments = outcomes.filter(({ answer }) => answer.segment !== NOISE);
  return { rates, coefficients: fitLogistic(inSegments, rates) };
}

/** Newton's method; the penalty draws the coefficients to those of the rate alone. */
function fitLogistic(outcomes: readonly Outcome[], rates: Float64Array): Float64Array {
  const prior = [0, 1, 0];
  const coefficients = Float64Array.from(prior);
  for (let step = 0; step < STEPS; step++) {
    const gradient = coefficients.map((value, i) => RIDGE * (value - prior[i]!));
    const hessian = Float64Array.of(RIDGE, 0, 0, 0, RIDGE, 0, 0, 0, RIDGE);
    for (const { answer, users, repeated } of outcomes) {
      const features = featuresOf(rates, answer);
      const p = 1 / (1 + exp(-dot(coefficients, features)));
      for (let i = 0; i < 3; i++) {
        gradient[i]! += users * (p - (repeated ? 1 : 0)) * features[i]!;
        for (let j = 0; j < 3; j++) hessian[i * 3 + j]! += users * p * (1 - p) * features[i]! * features[j]!;
      }
    }
    const change = solve(hessian, gradient);
    const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest > 2 ? 2 / largest : 1;
    for (let i = 0; i < 3; i++) coefficients[i]! -= scale * change[i]!;
    if (largest < 1e-8) break;
  }
  return coefficients;
}

/** Solves three equations, the matrix positive definite, by Cholesky's method. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const lower = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * 3 + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * 3 + k]! * lower[j * 3 + k]!;
      lower[i * 3 + j] = i === j ? Math.sqrt(sum) : sum / lower[j * 3 + j]!;
    }
  }
  const solution = right.slice();
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= lower[i * 3 + k]! * solution[k]!;
    solution[i]! /= lower[i * 3 + i]!;
  }
  for (let i = 2; i >= 0; i--) {
    for (let k = i + 1; k < 3; k++) solution[i]! -= lower[k * 3 + i]! * solution[k]!;
    solution[i]! /= lower[i * 3 + i]!;
  }
  return solution;
}
