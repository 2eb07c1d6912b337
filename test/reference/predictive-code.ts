import type { WeightedSequences } from "../../src/sequences";

const [LAWS, MAGNITUDES, ROUNDS, LEAST, STEPS] = [5, 12, 6, 1e-3, 2 ** 20];

/** One symbol of one row: what it is, after what, among which inputs, how often. */
interface Seen {
  readonly label: number | undefined;
  readonly row: number;
  readonly half: number;
  readonly context: number;
  readonly symbol: number;
  readonly times: number;
}

/**
 * Bits of what counts of one coded input of each row, each half of the paths coded by the other one; without labels all are
 * one segment.
 *
 * @param order actions before that laws look at.
 * @param halfOf the half of each row.
 */
export function predictiveBits(
  sequences: WeightedSequences,
  labels: readonly number[] | undefined,
  order: 0 | 1,
  halfOf: ArrayLike<number>,
): number[] {
  const { vocabulary } = sequences;
  const weights = scaledWeights(sequences);
  const counted = weights.map((weight, row) => weight * countedShares(sequences)[row]!);
  const seen = counted.flatMap((times, row) => symbolsOf(sequences, row, labels, halfOf[row]!, times, order));
  const bits = bitsOf(seen, seen, vocabulary.actions.length, weights, labels !== undefined);
  if (labels === undefined) return bits;
  const groups = new Set(labels).size;
  const inputs = sum(weights);
  const size = (label: number) => sum(weights.filter((_, row) => labels[row] === label));
  return bits.map((own, row) => own - Math.log2(size(labels[row]!) / (inputs - 1 + groups)));
}

/** Weights of which one row has 1 on average. */
export function scaledWeights({ weights }: WeightedSequences): number[] {
  const mean = sum([...weights]) / weights.length;
  return Array.from(weights, (weight) => weight / mean);
}

/** How much of each row counts: the length that nine tenths of the inputs do not exceed, of what it is longer. */
export function countedShares({ weights, offsets }: Omit<WeightedSequences, "vocabulary">): number[] {
  const lengths = Array.from(weights, (_, row) => offsets[row + 1]! - offsets[row]! + 1);
  const ofInputs = lengths.flatMap((length, row) => Array<number>(weights[row]!).fill(length)).sort((a, b) => a - b);
  const bound = ofInputs[Math.ceil((9 * ofInputs.length) / 10) - 1]!;
  return lengths.map((length) => (length <= bound ? 1 : Math.max(1, Math.floor((STEPS * bound) / length)) / STEPS));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** Bits of the second half of one input of each row of `added`, coded by all of `known`. */
export function secondHalfBits(
  known: WeightedSequences,
  added: WeightedSequences,
  labels: { readonly known: readonly number[]; readonly added: readonly number[] } | undefined,
): number[] {
  const learnt = Array.from(known.weights, (weight, row) => symbolsOf(known, row, labels?.known, 0, weight, 1));
  const coded = Array.from(added.weights, (weight, row) => {
    const length = added.offsets[row + 1]! - added.offsets[row]!;
    return symbolsOf(added, row, labels?.added, 1, weight, 1).slice(Math.ceil(length / 2));
  });
  const { weights, vocabulary } = added;
  return bitsOf(learnt.flat(), coded.flat(), vocabulary.actions.length, [...weights], labels !== undefined);
}

const [START, END, ANYWHERE] = [-2, -1, -3];

function symbolsOf(
  { tokens, offsets }: WeightedSequences,
  row: number,
  labels: readonly number[] | undefined,
  half: number,
  times: number,
  order: 0 | 1,
): Seen[] {
  if (times === 0) return [];
  const path = [...tokens.subarray(offsets[row], offsets[row + 1]), END];
  return path.map((symbol, i) => {
    const context = order === 0 ? ANYWHERE : i === 0 ? START : path[i - 1]!;
    return { label: labels?.[row], row, half, context, symbol, times };
  });
}

function bitsOf(
  learnt: readonly Seen[],
  coded: readonly Seen[],
  actions: number,
  weights: readonly number[],
  grouped: boolean,
): number[] {
  const others = (one: Seen, inGroup: boolean) =>
    learnt.filter((other) => other.half !== one.half && (!inGroup || other.label === one.label));
  const times = (many: readonly Seen[]) => sum(many.map((one) => one.times));
  const share = (many: readonly Seen[], symbol: number) => {
    const all = times(many);
    return all > 0 ? times(many.filter((other) => other.symbol === symbol)) / all : 0;
  };
  const predictions = coded.map((one) => {
    const after = (many: readonly Seen[]) => many.filter(({ context }) => context === one.context);
    const [all, own] = [others(one, false), others(one, grouped)];
    const magnitude = Math.min(MAGNITUDES - 1, Math.floor(Math.log2(times(after(own)) + 1e-9 + 1)));
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
