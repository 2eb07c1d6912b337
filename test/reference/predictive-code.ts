import { randomStream } from "../../src/core";
import type { WeightedSequences } from "../../src/sequences";

const [LAWS, MAGNITUDES, ROUNDS, LEAST] = [5, 12, 6, 1e-3];

/** One symbol of one row: what it is, after what, among which inputs, how often. */
interface Seen {
  readonly label: number | undefined;
  readonly row: number;
  readonly half: number;
  readonly context: number;
  readonly symbol: number;
  readonly times: number;
}

/** Bits of one input of each row, each half of the inputs coded by the other one; without labels all are one segment. */
export function predictiveBits(sequences: WeightedSequences, labels: readonly number[] | undefined): number[] {
  const { weights, vocabulary } = sequences;
  const random = randomStream(0, "selection/halves");
  const seen = Array.from(weights, (weight, row) => {
    const first = Math.floor(weight / 2) + (weight % 2 === 1 ? random.integer(2, row, 0) : 0);
    return [first, weight - first].flatMap((times, half) => symbolsOf(sequences, row, labels, half, times));
  }).flat();
  const bits = bitsOf(seen, seen, vocabulary.actions.length, weights, labels !== undefined);
  if (labels === undefined) return bits;
  const groups = new Set(labels).size;
  const inputs = weights.reduce((a, b) => a + b, 0);
  const size = (label: number) => weights.reduce((all, weight, row) => all + (labels[row] === label ? weight : 0), 0);
  return bits.map((own, row) => own - Math.log2(size(labels[row]!) / (inputs - 1 + groups)));
}

/** Bits of the second half of one input of each row of `added`, coded by all of `known`. */
export function secondHalfBits(
  known: WeightedSequences,
  added: WeightedSequences,
  labels: { readonly known: readonly number[]; readonly added: readonly number[] } | undefined,
): number[] {
  const learnt = Array.from(known.weights, (weight, row) => symbolsOf(known, row, labels?.known, 0, weight));
  const coded = Array.from(added.weights, (weight, row) => {
    const length = added.offsets[row + 1]! - added.offsets[row]!;
    return symbolsOf(added, row, labels?.added, 1, weight).slice(Math.ceil(length / 2));
  });
  const { weights, vocabulary } = added;
  return bitsOf(learnt.flat(), coded.flat(), vocabulary.actions.length, weights, labels !== undefined);
}

const [START, END] = [-2, -1];

function symbolsOf(
  { tokens, offsets }: WeightedSequences,
  row: number,
  labels: readonly number[] | undefined,
  half: number,
  times: number,
): Seen[] {
  if (times === 0) return [];
  const path = [...tokens.subarray(offsets[row], offsets[row + 1]), END];
  return path.map((symbol, i) => {
    return { label: labels?.[row], row, half, context: i === 0 ? START : path[i - 1]!, symbol, times };
  });
}

function bitsOf(
  learnt: readonly Seen[],
  coded: readonly Seen[],
  actions: number,
  weights: Float64Array,
  grouped: boolean,
): number[] {
  const others = (one: Seen, inGroup: boolean) =>
    learnt.filter((other) => other.half !== one.half && (!inGroup || other.label === one.label));
  const sum = (many: readonly Seen[]) => many.reduce((all, { times }) => all + times, 0);
  const share = (many: readonly Seen[], symbol: number) => {
    const all = sum(many);
    return all > 0 ? sum(many.filter((other) => other.symbol === symbol)) / all : 0;
  };
  const predictions = coded.map((one) => {
    const after = (many: readonly Seen[]) => many.filter(({ context }) => context === one.context);
    const [all, own] = [others(one, false), others(one, grouped)];
    const magnitude = Math.min(MAGNITUDES - 1, Math.floor(Math.log2(sum(after(own)) + 1)));
    const laws = [1 / (actions + 1), share(all, one.symbol), share(after(all), one.symbol)];
    laws.push(share(own, one.symbol), share(after(own), one.symbol));
    return { one, magnitude, laws };
  });
  let shares = Array.from({ length: MAGNITUDES }, () => Array<number>(LAWS).fill(1 / LAWS));
  const chanceOf = ({ magnitude, laws }: (typeof predictions)[number]) =>
    laws.reduce((chance, law, l) => chance + law * shares[magnitude]![l]!, 0);
  for (let round = 0; round < ROUNDS; round++) {
    const taken = shares.map((own) => own.map(() => LEAST));
    for (const prediction of predictions) {
      const weight = prediction.one.times / chanceOf(prediction);
      const { magnitude, laws } = prediction;
      laws.forEach((law, l) => {
        taken[magnitude]![l]! += weight * law * shares[magnitude]![l]!;
      });
    }
    shares = taken.map((own) => own.map((law) => law / own.reduce((a, b) => a + b, 0)));
  }
  const bits = Array.from(weights, () => 0);
  for (const prediction of predictions) {
    const { row, times } = prediction.one;
    bits[row]! -= (Math.log2(chanceOf(prediction)) * times) / weights[row]!;
  }
  return bits;
}
