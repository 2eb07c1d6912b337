import type { Matrix } from "../../core";
import { matrix, type Steps } from "../../core/internal";
import type { WeightedSequences } from "../../sequences";
import { type TransitionCounts, transitionSteps } from "../../sequences/internal";
import { lawsOf, type MixtureCounts, type MixtureData, type MixtureLaws, rowLogs } from "./mixture-steps";
import { mostProbable } from "./most-probable";

/** A fitted mixture of Markov chains, as plain data. */
export interface MarkovMixtureModelData {
  readonly actions: readonly string[];
  readonly priorStrength: number;
  /**
   * For each transition of training what it follows (the number of actions for the start) and what it is (for the end).
   */
  readonly contexts: Uint32Array;
  readonly symbols: Uint32Array;
  /** How often all inputs take it, and how often each of the k components is expected to. */
  readonly totals: Float64Array;
  readonly expected: Float64Array;
  /** Inputs expected in each component. */
  readonly inputs: Float64Array;
}

/** Components of sequences. */
export interface MixtureMemberships {
  /** For each row the component it most probably comes from, ties by the smaller one. */
  readonly labels: Int32Array;
  /** How probable that is. */
  readonly probabilities: Float64Array;
  /** n x k logarithms: each component's share times its likelihood, beside that of one chain for all. */
  readonly evidence: Matrix;
}

/** The components in which rows are, numbered from the one with most inputs. */
export function* mixtureModel(
  { counts, weights, priorStrength }: MixtureData,
  actions: readonly string[],
  components: MixtureCounts,
): Steps<MarkovMixtureModelData> {
  const end = actions.length;
  const contexts = Uint32Array.from(counts.contextOf, (context) => Math.min(counts.contextKeys[context]!, end));
  const shared = { actions, priorStrength, contexts, symbols: counts.symbolOf, totals: counts.totals };
  let model = { ...shared, expected: components.transitions, inputs: components.inputs };
  for (let round = 0; round < ROUNDS; round++) {
    const sizes = new Float64Array(model.inputs.length);
    const laws = yield* lawsOf(counts, { transitions: model.expected, inputs: model.inputs }, priorStrength);
    const { labels } = yield* memberships(laws, counts);
    for (const [row, label] of labels.entries()) sizes[label]! += weights[row]!;
    const order = [...sizes.keys()].filter((c) => sizes[c]! > 0).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    if (order.length === sizes.length && order.every((c, i) => c === i)) break;
    model = {
      ...shared,
      expected: picked(model.expected, sizes.length, order),
      inputs: Float64Array.from(order, (c) => model.inputs[c]!),
    };
  }
  return model;
}

/** Renumbering can only move ties, so once is nearly always enough. */
const ROUNDS = 4;

function picked(rows: Float64Array, k: number, order: readonly number[]): Float64Array {
  const result = new Float64Array((rows.length / k) * order.length);
  for (let i = 0; i < result.length; i++) {
    result[i] = rows[Math.floor(i / order.length) * k + order[i % order.length]!]!;
  }
  return result;
}

/** Where rows belong whose tokens are the model's actions; a larger token is an action it does not know. */
export function* mixtureMemberships(
  model: MarkovMixtureModelData,
  sequences: WeightedSequences,
): Steps<MixtureMemberships> {
  const { actions, contexts, symbols, totals, expected, inputs } = model;
  const end = actions.length;
  const rows = yield* transitionSteps(sequences, 1);
  const k = inputs.length;
  const contextNumbers = new Map<number, number>();
  const contextOf = contexts.map((context) => numberOf(contextNumbers, context));
  const contextTotals = new Float64Array(contextNumbers.size);
  for (const [t, context] of contextOf.entries()) contextTotals[context]! += totals[t]!;
  const known = new Map<number, number>();
  for (let t = 0; t < contexts.length; t++) {
    known.set(contexts[t]! * (end + 1) + symbols[t]!, t);
    if (t % TRANSITIONS === 0) yield 0;
  }
  const laws = yield* lawsOf(
    { contextOf, totals, contextTotals },
    { transitions: expected, inputs },
    model.priorStrength,
  );

  // the laws of the transitions of these rows
  const ofRows = new Float64Array(rows.totals.length * k);
  for (let t = 0; t < rows.totals.length; t++) {
    const key = rows.contextKeys[rows.contextOf[t]!]!;
    const context = key === rows.symbols ? end : key < end ? key : UNKNOWN;
    const value = rows.symbolOf[t]!;
    const symbol = value === rows.symbols - 1 ? end : value < end ? value : UNKNOWN;
    const transition = context === UNKNOWN || symbol === UNKNOWN ? undefined : known.get(context * (end + 1) + symbol);
    const number = contextNumbers.get(context);
    for (let c = 0; c < k; c++) {
      if (transition !== undefined) ofRows[t * k + c] = laws.transitions[transition * k + c]!;
      else if (number !== undefined) ofRows[t * k + c] = laws.unseen[number * k + c]!;
    }
    if (t % TRANSITIONS === 0) yield 0;
  }
  yield 0;
  return yield* memberships({ ...laws, transitions: ofRows }, rows);
}

const UNKNOWN = -1;
/** Transitions worked on between two yields. */
const TRANSITIONS = 4096;

function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function* memberships(laws: MixtureLaws, rows: TransitionCounts): Steps<MixtureMemberships> {
  const n = rows.offsets.length - 1;
  const k = laws.shares.length;
  const evidence = matrix(n, k);
  const logs = new Float64Array(k);
  for (let row = 0; row < n; row++) {
    rowLogs(rows, laws, row, logs);
    evidence.data.set(logs, row * k);
    if (row % 256 === 0) yield 0;
  }
  return { ...mostProbable(evidence), evidence };
}
