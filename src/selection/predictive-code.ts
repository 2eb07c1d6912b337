import { log, randomStream } from "../core";
import { countTransitions, type TransitionCounts, type WeightedSequences } from "../sequences";
import { rowGroups } from "./row-groups";

/**
 * Codes sequences by what others do. The inputs are split into halves, and each half is coded by laws counted in the
 * other, so that nothing is coded by what was learnt from itself: a segment only saves bits where its members tell what
 * other members do.
 *
 * A symbol (an action, or the end) costs `-log2` of its probability under a mixture of five laws: all symbols alike;
 * what all inputs do; what all do after the last action; what the segment does; what the segment does after the last
 * action. The shares of the laws are learnt by expectation maximisation from these same predictions, one set for each
 * magnitude of how often the segment was seen after that action (deleted interpolation, Jelinek & Mercer 1980). So
 * orders are mixed by evidence, and a segment that was seen a few times only leans on what all do.
 */
export class PredictiveCode {
  readonly #counts: TransitionCounts;
  /** Inputs behind each row, by half. */
  readonly #halves: readonly [Float64Array, Float64Array];
  readonly #weights: Float64Array;
  readonly #all: Laws;
  /** Bits of one input of each row without any segment, the mean of both halves. */
  readonly baseline: Float64Array;
  /** Symbols (actions and ends) of all inputs. */
  readonly symbols: number;

  constructor(sequences: WeightedSequences) {
    this.#counts = countTransitions(sequences, 1);
    this.#weights = sequences.weights;
    this.#halves = splitInHalves(sequences.weights);
    this.symbols = this.#counts.totals.reduce((sum, count) => sum + count, 0);
    this.#all = this.#lawsOf([Uint32Array.from(this.#weights.keys())]);
    this.baseline = this.#code(noLaws(this.#all));
  }

  /** Bits of one input of each row, given the label of each row; the label itself is coded too. */
  bitsGiven(labels: Int32Array): Float64Array {
    const groups = rowGroups(labels);
    const bits = this.#code(this.#lawsOf(groups));
    this.#addLabelBits(groups, bits);
    return bits;
  }

  /** What the members of each row's group do that are in the other half. */
  #lawsOf(groups: readonly Uint32Array[]): Laws {
    const { offsets, transitions, counts, contextOf, symbolOf, totals, contextTotals, symbols } = this.#counts;
    const laws = newLaws(counts.length);
    const seen = new Float64Array(totals.length);
    const after = new Float64Array(contextTotals.length);
    const does = new Float64Array(symbols);
    for (const rows of groups) {
      for (const [half, learnt] of [this.#halves[1], this.#halves[0]].entries()) {
        let all = 0;
        for (const row of rows) {
          for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
            const transition = transitions[p]!;
            const weight = counts[p]! * learnt[row]!;
            seen[transition]! += weight;
            after[contextOf[transition]!]! += weight;
            does[symbolOf[transition]!]! += weight;
            all += weight;
          }
        }
        const base = half * counts.length;
        for (const row of rows) {
          for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
            const transition = transitions[p]!;
            const around = after[contextOf[transition]!]!;
            if (all > 0) laws.action[base + p] = does[symbolOf[transition]!]! / all;
            if (around > 0) laws.next[base + p] = seen[transition]! / around;
            laws.magnitude[base + p] = magnitudeOf(around);
          }
        }
        for (const row of rows) {
          for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
            const transition = transitions[p]!;
            seen[transition] = 0;
            after[contextOf[transition]!] = 0;
            does[symbolOf[transition]!] = 0;
          }
        }
      }
    }
    return laws;
  }

  /** Learns the shares of the laws, then codes. */
  #code({ action, next, magnitude }: Laws): Float64Array {
    const { offsets, counts, symbols } = this.#counts;
    const uniform = 1 / symbols;
    const ofAll = this.#all;
    let shares = new Float64Array(MAGNITUDES * LAWS).fill(1 / LAWS);
    for (let round = 0; round < ROUNDS; round++) {
      const taken = new Float64Array(shares.length).fill(LEAST);
      for (const [half, inputs] of this.#halves.entries()) {
        const base = half * counts.length;
        for (let row = 0; row < inputs.length; row++) {
          if (inputs[row] === 0) continue;
          for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
            const at = magnitude[base + p]! * LAWS;
            const first = shares[at]! * uniform;
            const second = shares[at + 1]! * ofAll.action[base + p]!;
            const third = shares[at + 2]! * ofAll.next[base + p]!;
            const fourth = shares[at + 3]! * action[base + p]!;
            const fifth = shares[at + 4]! * next[base + p]!;
            const weight = (counts[p]! * inputs[row]!) / (first + second + third + fourth + fifth);
            taken[at]! += weight * first;
            taken[at + 1]! += weight * second;
            taken[at + 2]! += weight * third;
            taken[at + 3]! += weight * fourth;
            taken[at + 4]! += weight * fifth;
          }
        }
      }
      shares = toShares(taken);
    }
    const bits = new Float64Array(this.#weights.length);
    for (const [half, inputs] of this.#halves.entries()) {
      const base = half * counts.length;
      for (let row = 0; row < inputs.length; row++) {
        if (inputs[row] === 0) continue;
        let nats = 0;
        for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
          const at = magnitude[base + p]! * LAWS;
          nats -=
            counts[p]! *
            log(
              shares[at]! * uniform +
                shares[at + 1]! * ofAll.action[base + p]! +
                shares[at + 2]! * ofAll.next[base + p]! +
                shares[at + 3]! * action[base + p]! +
                shares[at + 4]! * next[base + p]!,
            );
        }
        bits[row]! += (nats / Math.LN2) * (inputs[row]! / this.#weights[row]!);
      }
    }
    return bits;
  }

  /** The label costs by the share of inputs that bear it. */
  #addLabelBits(groups: readonly Uint32Array[], bits: Float64Array): void {
    const sizes = groups.map((rows) => rows.reduce((sum, row) => sum + this.#weights[row]!, 0));
    const inputs = sizes.reduce((sum, size) => sum + size, 0);
    for (const [group, rows] of groups.entries()) {
      const label = -log(sizes[group]! / (inputs - 1 + groups.length)) / Math.LN2;
      for (const row of rows) bits[row]! += label;
    }
  }
}

/** Probabilities of each transition of each row, those of the second half after those of the first. */
interface Laws {
  readonly action: Float64Array;
  readonly next: Float64Array;
  /** How often its context was seen, as a power of two. */
  readonly magnitude: Uint8Array;
}

const LAWS = 5;
const ROUNDS = 6;
const MAGNITUDES = 12;
/** Keeps every law in play where a magnitude was hardly seen. */
const LEAST = 1e-3;

function newLaws(entries: number): Laws {
  return {
    action: new Float64Array(2 * entries),
    next: new Float64Array(2 * entries),
    magnitude: new Uint8Array(2 * entries),
  };
}

/** Segments that tell nothing, at the magnitudes of all. */
function noLaws({ action, next, magnitude }: Laws): Laws {
  return { action: new Float64Array(action.length), next: new Float64Array(next.length), magnitude };
}

/** Half of each row's inputs; of an odd number the last one goes either way, by chance. */
function splitInHalves(weights: Float64Array): [Float64Array, Float64Array] {
  const random = randomStream(0, "selection/halves");
  const first = weights.map(
    (weight, row) => Math.floor(weight / 2) + (weight % 2 === 1 ? random.integer(2, row, 0) : 0),
  );
  return [first, weights.map((weight, row) => weight - first[row]!)];
}

function magnitudeOf(count: number): number {
  return Math.min(MAGNITUDES - 1, 31 - Math.clz32(Math.min(count, 0x7ffffff0) + 1));
}

function toShares(taken: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  for (let at = 0; at < taken.length; at += LAWS) {
    let sum = 0;
    for (let law = 0; law < LAWS; law++) sum += taken[at + law]!;
    for (let law = 0; law < LAWS; law++) taken[at + law]! /= sum;
  }
  return taken;
}
