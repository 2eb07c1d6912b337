import { randomStream } from "../../src/core";
import type { WeightedSequences } from "../../src/sequences";

const [LAWS, MAGNITUDES, ROUNDS, LEAST] = [5, 12, 6, 1e-3];

/** One symbol of one row: what it is, after what, in which half, how often. */
interface Seen {
  readonly row: number;
  readonly half: number;
  readonly context: number;
  readonly symbol: number;
  readonly times: number;
}

/** Bits of one input of each row, each half of the inputs coded by the other one; without labels all are one segment. */
export function predictiveBits(sequences: WeightedSequences, labels: readonly number[] | undefined): number[] {
  const { tokens, offsets, weights, vocabulary } = sequences;
  const end = vocabulary.actions.length;
  const random = randomStream(0, "selection/halves");
  const seen: Seen[] = [];
  weights.forEach((weight, row) => {
    const first = Math.floor(weight / 2) + (weight % 2 === 1 ? random.integer(2, row, 0) : 0);
    const path = [...tokens.subarray(offsets[row], offsets[row + 1]), end];
    for (const [half, times] of [first, weight - first].entries()) {
      if (times === 0) continue;
      path.forEach((symbol, i) => {
        seen.push({ row, half, context: i === 0 ? end + 1 : path[i - 1]!, symbol, times });
      });
    }
  });
  const others = (one: Seen, grouped: boolean) =>
    seen.filter((other) => other.half !== one.half && (!grouped || labels?.[other.row] === labels?.[one.row]));
  const sum = (many: readonly Seen[]) => many.reduce((all, { times }) => all + times, 0);
  const share = (many: readonly Seen[], symbol: number) => {
    const all = sum(many);
    return all > 0 ? sum(many.filter((other) => other.symbol === symbol)) / all : 0;
  };
  const predictions = seen.map((one) => {
    const after = (many: readonly Seen[]) => many.filter(({ context }) => context === one.context);
    const [all, own] = [others(one, false), others(one, labels !== undefined)];
    const magnitude = Math.min(MAGNITUDES - 1, Math.floor(Math.log2(sum(after(own)) + 1)));
    const laws = [1 / (end + 1), share(all, one.symbol), share(after(all), one.symbol)];
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
  if (labels === undefined) return bits;
  const groups = new Set(labels).size;
  const inputs = weights.reduce((a, b) => a + b, 0);
  const size = (label: number) => weights.reduce((all, weight, row) => all + (labels[row] === label ? weight : 0), 0);
  return bits.map((own, row) => own - Math.log2(size(labels[row]!) / (inputs - 1 + groups)));
}
