import { exp, log, NOISE } from "../../core/internal";
import {
  type AnswerCalibration,
  type CalibratedAnswers,
  dot,
  featuresOf,
  type PlacedAnswer,
} from "../model/answers/answer-confidence";

/** An answer, how many users it is for, and whether a refit to other users repeats it. */
export interface Outcome {
  readonly answer: PlacedAnswer;
  readonly users: number;
  /** The half of the users that was refitted. */
  readonly half: 0 | 1;
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
const STEPS = 40;
const HALVINGS = 30;

/**
 * How often refits repeat some answers. A segment is found again by a refit or not, for all its users at once, so the rate that one
 * refit shows does not hold for the next one. How far it does is learnt from one half to the other: the curve that shows what the
 * first repeats reads the rates of the second.
 */
export function calibrated(outcomes: readonly Outcome[], segments: number): CalibratedAnswers {
  const rates = ratesOf(outcomes, segments);
  const halves = [0, 1].map((half) => outcomes.filter((outcome) => outcome.half === half));
  const others = halves.every(({ length }) => length > 0)
    ? [ratesOf(halves[1]!, segments), ratesOf(halves[0]!, segments)]
    : [rates, rates];
  const inSegments = outcomes.filter(({ answer }) => answer.segment !== NOISE);
  return { rates, coefficients: fitLogistic(inSegments, others) };
}

/** For each segment, and last for none, the share of its answers that are repeated. */
function ratesOf(outcomes: readonly Outcome[], segments: number): Float64Array {
  const users = new Float64Array(segments + 1);
  const repeats = new Float64Array(segments + 1);
  for (const { answer, users: count, repeated } of outcomes) {
    const of = answer.segment === NOISE ? segments : answer.segment;
    users[of]! += count;
    if (repeated) repeats[of]! += count;
  }
  const total = users.reduce((sum, count) => sum + count, 0);
  const all = (repeats.reduce((sum, count) => sum + count, 0) + 1) / (total + 2);
  return users.map((count, of) => (repeats[of]! + STRENGTH * all) / (count + STRENGTH));
}

/**
 * Newton's method, each step halved until the loss falls; the penalty draws the coefficients to those of the rate alone.
 *
 * @param rates those that answers of each half are explained by.
 */
function fitLogistic(outcomes: readonly Outcome[], rates: readonly Float64Array[]): Float64Array {
  const rows = outcomes.map(({ answer, users, half, repeated }): Row => {
    return { features: featuresOf(rates[half]!, answer), users, repeated };
  });
  let coefficients = Float64Array.from(PRIOR);
  let loss = lossOf(rows, coefficients);
  for (let step = 0; step < STEPS; step++) {
    const change = newtonStep(rows, coefficients);
    let scale = 1;
    let next = coefficients;
    let lower = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < HALVINGS && !(lower < loss); halving++) {
      next = coefficients.map((value, i) => value - scale * change[i]!);
      lower = lossOf(rows, next);
      scale /= 2;
    }
    if (!(lower < loss)) break;
    const gained = loss - lower;
    coefficients = next;
    loss = lower;
    if (gained < 1e-10 * loss) break;
  }
  return coefficients;
}

/** An outcome as the curve reads it. */
interface Row {
  readonly features: readonly number[];
  readonly users: number;
  readonly repeated: boolean;
}

/** Coefficients of the rate alone. */
const PRIOR = [0, 1, 0];

function lossOf(rows: readonly Row[], coefficients: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < 3; i++) {
    const off = coefficients[i]! - PRIOR[i]!;
    loss += (RIDGE / 2) * off * off;
  }
  for (const { features, users, repeated } of rows) {
    const score = repeated ? dot(coefficients, features) : -dot(coefficients, features);
    loss += users * (Math.max(0, -score) + log(1 + exp(-Math.abs(score))));
  }
  return loss;
}

function newtonStep(rows: readonly Row[], coefficients: Float64Array): Float64Array {
  const gradient = coefficients.map((value, i) => RIDGE * (value - PRIOR[i]!));
  const hessian = Float64Array.of(RIDGE, 0, 0, 0, RIDGE, 0, 0, 0, RIDGE);
  for (const { features, users, repeated } of rows) {
    const p = 1 / (1 + exp(-dot(coefficients, features)));
    for (let i = 0; i < 3; i++) {
      gradient[i]! += users * (p - (repeated ? 1 : 0)) * features[i]!;
      for (let j = 0; j < 3; j++) hessian[i * 3 + j]! += users * p * (1 - p) * features[i]! * features[j]!;
    }
  }
  return solve(hessian, gradient);
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
