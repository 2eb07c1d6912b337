import { exp, log, type Steps, sum } from "../../core/internal";
import type { TransitionCounts } from "../../sequences/internal";

/** A mixture of first-order Markov chains, as expected counts. */
export interface MixtureCounts {
  /** For each transition (a context and what follows), k expected counts. */
  readonly transitions: Float64Array;
  /** For each component the inputs expected in it. */
  readonly inputs: Float64Array;
}

/** What is mixed: the transitions of weighted rows, and how strongly a component leans on the law of all. */
export interface MixtureData {
  readonly counts: TransitionCounts;
  /** Number of inputs behind each row. */
  readonly weights: Float64Array;
  readonly priorStrength: number;
}

/** Logarithms of what each component says beside what all do. */
export interface MixtureLaws {
  /** For each transition, k logarithms of a ratio. */
  readonly transitions: Float64Array;
  /** For each context, k such logarithms for what nobody did there. */
  readonly unseen: Float64Array;
  /** Of each component's share. */
  readonly shares: Float64Array;
}

/**
 * Laws of expected counts: each context's is drawn to that of all by `priorStrength` actions' worth, shares by one
 * input each.
 */
export function* lawsOf(
  counts: Pick<TransitionCounts, "contextOf" | "totals" | "contextTotals">,
  components: MixtureCounts,
  priorStrength: number,
): Steps<MixtureLaws> {
  const { contextOf, totals, contextTotals } = counts;
  const { transitions, inputs } = components;
  const k = inputs.length;
  const inContext = new Float64Array(contextTotals.length * k);
  for (let t = 0; t < totals.length; t++) {
    for (let c = 0; c < k; c++) inContext[contextOf[t]! * k + c]! += transitions[t * k + c]!;
  }
  const unseen = inContext.map((count) => log(priorStrength / (count + priorStrength)));
  yield 0;
  const laws = new Float64Array(transitions.length);
  const step = Math.ceil(BLOCK / k);
  for (let from = 0; from < totals.length; from += step) {
    const range = [from, Math.min(from + step, totals.length)] as const;
    fillLaws(counts, components, { priorStrength, inContext, unseen }, range, laws);
    yield 0;
  }
  const all = sum(inputs);
  return { transitions: laws, unseen, shares: inputs.map((n) => log((n + 1) / (all + k))) };
}

/** Numbers written, or read, between two yields. */
const BLOCK = 2 ** 15;

function fillLaws(
  { contextOf, totals, contextTotals }: Pick<TransitionCounts, "contextOf" | "totals" | "contextTotals">,
  { transitions, inputs }: MixtureCounts,
  {
    priorStrength,
    inContext,
    unseen,
  }: { readonly priorStrength: number; readonly inContext: Float64Array; readonly unseen: Float64Array },
  [from, to]: readonly [number, number],
  laws: Float64Array,
): void {
  const k = inputs.length;
  for (let t = from; t < to; t++) {
    const context = contextOf[t]!;
    const ofAll = totals[t]! / contextTotals[context]!;
    for (let c = 0; c < k; c++) {
      const seen = transitions[t * k + c]! / ofAll; // ratios to the law of all: what is equally rare everywhere is 0
      if (seen === 0) laws[t * k + c] = unseen[context * k + c]!;
      else laws[t * k + c] = log((seen + priorStrength) / (inContext[context * k + c]! + priorStrength));
    }
  }
}

/**
 * One step of expectation and maximization over all rows, in ascending order.
 *
 * @param into expected counts under the laws; overwritten.
 * @returns the log-likelihood beside the law of all, over all inputs.
 */
export function* mixtureStep(data: MixtureData, laws: MixtureLaws, into: MixtureCounts): Steps<number> {
  const { offsets } = data.counts;
  into.transitions.fill(0);
  into.inputs.fill(0);
  let likelihood = 0;
  for (let from = 0, to = 0; from < data.weights.length; from = to) {
    const entries = offsets[from]! + BLOCK / into.inputs.length;
    while (to < data.weights.length && (to === from || offsets[to]! < entries)) to++;
    likelihood = addRows(data, laws, [from, to], into, likelihood);
    yield 0;
  }
  return likelihood;
}

/** Adds rows to the expected counts, and their likelihood to that of those before. */
function addRows(
  { counts, weights }: MixtureData,
  laws: MixtureLaws,
  [from, to]: readonly [number, number],
  into: MixtureCounts,
  before: number,
): number {
  const { offsets, transitions, counts: times } = counts;
  const { transitions: expected, inputs } = into;
  const k = inputs.length;
  const logs = new Float64Array(k);
  let likelihood = before;
  for (let row = from; row < to; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    rowLogs(counts, laws, row, logs);
    likelihood += weight * toResponsibilities(logs);
    for (let c = 0; c < k; c++) inputs[c]! += weight * logs[c]!;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const at = transitions[p]! * k;
      const seen = weight * times[p]!;
      for (let c = 0; c < k; c++) expected[at + c]! += seen * logs[c]!;
    }
  }
  return likelihood;
}

/** Of one row, the logarithm of each component's share times its likelihood, beside the law of all. */
export function rowLogs(
  { offsets, transitions, counts }: Pick<TransitionCounts, "offsets" | "transitions" | "counts">,
  laws: MixtureLaws,
  row: number,
  logs: Float64Array,
): void {
  const k = logs.length;
  const { transitions: ratios } = laws;
  logs.set(laws.shares);
  for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
    const at = transitions[p]! * k;
    const times = counts[p]!;
    for (let c = 0; c < k; c++) logs[c]! += times * ratios[at + c]!;
  }
}

/** Logarithms become shares that sum to 1; returns the logarithm of their sum. */
export function toResponsibilities(logs: Float64Array): number {
  let most = logs[0]!;
  for (const value of logs) if (value > most) most = value;
  let sum = 0;
  for (let c = 0; c < logs.length; c++) {
    logs[c] = exp(logs[c]! - most);
    sum += logs[c]!;
  }
  for (let c = 0; c < logs.length; c++) logs[c]! /= sum;
  return most + log(sum);
}

/** How probable the laws are beforehand: what the steps raise together with the likelihood, up to a constant. */
export function logPrior(
  { contextOf, totals, contextTotals }: TransitionCounts,
  laws: MixtureLaws,
  priorStrength: number,
): number {
  const k = laws.shares.length;
  let sum = 0;
  for (let t = 0; t < totals.length; t++) {
    const believed = (priorStrength * totals[t]!) / contextTotals[contextOf[t]!]!;
    for (let c = 0; c < k; c++) sum += believed * laws.transitions[t * k + c]!;
  }
  for (const share of laws.shares) sum += share;
  return sum;
}
