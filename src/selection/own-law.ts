import { exp, log, NOISE, type Steps } from "../core/internal";
import type { TransitionCounts } from "../sequences/internal";
import type { DrawnInputs } from "./drawn-inputs";
import type { DrawnSegments } from "./drawn-segments";

/** What is known without the counts at hand weighs as much as this many transitions. */
const SHRINKAGE = 4;

/** What all other inputs do, for each transition of each row: after the same action, and at all. */
export interface LawOfOthers {
  readonly after: Float64Array;
  readonly atAll: Float64Array;
}

/** Rows worked on between two yields. */
const ROWS_A_STEP = 16;

export function* lawOfOthers({ weights, counts }: DrawnInputs): Steps<LawOfOthers> {
  const { offsets, transitions, counts: times, contextOf, symbolOf, totals, contextTotals, symbols } = counts;
  const [all, own] = [new Tally(counts), new Tally(counts)];
  for (const [row, weight] of weights.entries()) {
    all.add(row, weight);
    if (row % ROWS_A_STEP === 0) yield 0;
  }
  const law = { after: new Float64Array(times.length), atAll: new Float64Array(times.length) };
  for (const row of weights.keys()) {
    own.add(row, 1);
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const transition = transitions[p]!;
      const [context, symbol] = [contextOf[transition]!, symbolOf[transition]!];
      const others = all.atAll[symbol]! - own.atAll[symbol]!;
      law.atAll[p] = (others + SHRINKAGE / symbols) / (all.steps - own.steps + SHRINKAGE);
      law.after[p] =
        (totals[transition]! - times[p]! + SHRINKAGE * law.atAll[p]!) /
        (contextTotals[context]! - own.after[context]! + SHRINKAGE);
    }
    own.add(row, -1);
    if (row % ROWS_A_STEP === 0) yield row / weights.length;
  }
  return law;
}

/**
 * For each row in a segment how much speaks for an input of it to be in each segment, by what the other inputs of the segment
 * do: the logarithm of the segment's size times a first-order law, start and end included. After an action a segment's law
 * leans on what the segment does at all and on what all do after that action, by half of the shrinkage each.
 *
 * @returns rows x segments; 0 in rows in none.
 */
export function* segmentNats(drawn: DrawnInputs, segments: DrawnSegments, others: LawOfOthers): Steps<Float64Array> {
  const { weights, counts } = drawn;
  const { segmentOf, sizes, inputs } = segments;
  const nats = new Float64Array(weights.length * sizes.length);
  const membersOf = Array.from(sizes, (): number[] => []);
  segmentOf.forEach((segment, row) => {
    if (segment !== NOISE) membersOf[segment]!.push(row);
  });
  const [tally, own] = [new Tally(counts), new Tally(counts)];
  for (const [segment, members] of membersOf.entries()) {
    for (const row of members) tally.add(row, weights[row]!);
    for (const [row, of] of segmentOf.entries()) {
      if (of === NOISE) continue;
      const isOwn = Number(of === segment);
      own.add(row, isOwn);
      const size = log((sizes[segment]! - isOwn + 1) / (inputs - 1 + sizes.length));
      nats[row * sizes.length + segment] = size + natsOf(row, isOwn);
      own.add(row, -isOwn);
      if (row % ROWS_A_STEP === 0) yield segment / membersOf.length;
    }
    for (const row of members) tally.add(row, -weights[row]!);
  }
  return nats;

  /** Log-likelihood of a row under the segment of the tally. */
  function natsOf(row: number, isOwn: number): number {
    const { offsets, transitions, counts: times, contextOf, symbolOf } = counts;
    const steps = tally.steps - own.steps + SHRINKAGE;
    let sum = 0;
    let product = 1;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const [transition, n] = [transitions[p]!, times[p]!];
      const [context, symbol] = [contextOf[transition]!, symbolOf[transition]!];
      const atAll = (tally.atAll[symbol]! - own.atAll[symbol]! + SHRINKAGE * others.atAll[p]!) / steps;
      const known = tally.pairs[transition]! - isOwn * n;
      const before = tally.after[context]! - own.after[context]!;
      const probability = (known + (SHRINKAGE / 2) * (atAll + others.after[p]!)) / (before + SHRINKAGE);
      if (n === 1) product *= probability;
      else sum += n * log(probability);
      if (product < SMALL) {
        sum += log(product);
        product = 1;
      }
    }
    return sum + log(product);
  }
}

/** For each row in a segment the probability of that segment, from what speaks for each; NaN for rows in none. */
export function ownProbabilities({ segmentOf, sizes }: DrawnSegments, nats: Float64Array): Float64Array {
  return Float64Array.from(segmentOf, (segment, row) => {
    if (segment === NOISE) return Number.NaN;
    const of = nats.subarray(row * sizes.length, (row + 1) * sizes.length);
    return 1 / of.reduce((sum, other) => sum + exp(other - of[segment]!), 0);
  });
}

/** A product is turned into a logarithm before it can vanish. */
const SMALL = 1e-200;

/** Counts of transitions of some rows. */
class Tally {
  readonly pairs: Float64Array;
  readonly after: Float64Array;
  readonly atAll: Float64Array;
  steps = 0;
  readonly #counts: TransitionCounts;

  constructor(counts: TransitionCounts) {
    this.#counts = counts;
    this.pairs = new Float64Array(counts.totals.length);
    this.after = new Float64Array(counts.contextTotals.length);
    this.atAll = new Float64Array(counts.symbols);
  }

  add(row: number, weight: number): void {
    if (weight === 0) return;
    const { offsets, transitions, counts, contextOf, symbolOf } = this.#counts;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const [transition, n] = [transitions[p]!, weight * counts[p]!];
      this.pairs[transition]! += n;
      this.after[contextOf[transition]!]! += n;
      this.atAll[symbolOf[transition]!]! += n;
      this.steps += n;
    }
  }
}
