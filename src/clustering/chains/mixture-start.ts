import { log, randomStream, type Steps, sum } from "../../core/internal";
import type { TransitionCounts } from "../../sequences/internal";
import { lawsOf, type MixtureCounts, type MixtureData, rowLogs } from "./mixture-steps";

/**
 * Rows to start components from, each drawn by its inputs times how badly those before it predict it (k-means++ of Arthur
 * & Vassilvitskii 2007, with the divergence of codes as Ackermann & Blömer 2009). Fewer where all rows are predicted.
 *
 * @param start which of several starts.
 */
export function* seedRows(data: MixtureData, wanted: number, seed: number, start: number): Steps<number[]> {
  const { weights, counts } = data;
  const random = randomStream(seed, "clustering/markov-mixture");
  const seeds = [drawn(weights, random.uniform(start, 0))];
  const own = yield* ownLogLikelihoods(data);
  const least = new Float64Array(weights.length).fill(Number.POSITIVE_INFINITY);
  while (seeds.length < wanted) {
    const by = yield* logLikelihoods(data, startCounts(counts, [seeds.at(-1)!]));
    for (let row = 0; row < least.length; row++) least[row] = Math.min(least[row]!, Math.max(0, own[row]! - by[row]!));
    const odds = least.map((divergence, row) => divergence * weights[row]!);
    if (!odds.some((value) => value > 0)) break;
    seeds.push(drawn(odds, random.uniform(start, seeds.length)));
  }
  return seeds;
}

/** One input of each seed in a component of its own. */
export function startCounts(counts: TransitionCounts, seeds: readonly number[]): MixtureCounts {
  const k = seeds.length;
  const transitions = new Float64Array(counts.totals.length * k);
  for (const [c, row] of seeds.entries()) {
    for (let p = counts.offsets[row]!; p < counts.offsets[row + 1]!; p++) {
      transitions[counts.transitions[p]! * k + c] = counts.counts[p]!;
    }
  }
  return { transitions, inputs: new Float64Array(k).fill(1) };
}

/** The log-likelihood of every row under one chain. */
function* logLikelihoods({ counts, weights, priorStrength }: MixtureData, chain: MixtureCounts): Steps<Float64Array> {
  const laws = yield* lawsOf(counts, chain, priorStrength);
  const one = new Float64Array(1);
  return Float64Array.from(weights, (_, row) => {
    rowLogs(counts, laws, row, one);
    return one[0]!;
  });
}

/** Rows worked on between two yields. */
const ROWS = 64;

/** The log-likelihood of every row under the chain that starts from it. */
function* ownLogLikelihoods({ counts, weights, priorStrength }: MixtureData): Steps<Float64Array> {
  const { offsets, transitions, contextOf, totals, contextTotals } = counts;
  const inContext = new Map<number, number>();
  const logLikelihoods = new Float64Array(weights.length);
  for (let row = 0; row < weights.length; row++) {
    inContext.clear();
    const [from, to] = [offsets[row]!, offsets[row + 1]!];
    for (let p = from; p < to; p++) {
      const context = contextOf[transitions[p]!]!;
      inContext.set(context, (inContext.get(context) ?? 0) + counts.counts[p]!);
    }
    let sum = 0;
    for (let p = from; p < to; p++) {
      const transition = transitions[p]!;
      const context = contextOf[transition]!;
      const seen = (counts.counts[p]! * contextTotals[context]!) / totals[transition]!;
      sum += counts.counts[p]! * log((seen + priorStrength) / (inContext.get(context)! + priorStrength));
    }
    logLikelihoods[row] = sum;
    if (row % ROWS === 0) yield 0;
  }
  return logLikelihoods;
}

function drawn(odds: Float64Array, u: number): number {
  const target = u * sum(odds);
  let reached = 0;
  let last = 0;
  for (let row = 0; row < odds.length; row++) {
    if (odds[row] === 0) continue;
    reached += odds[row]!;
    last = row;
    if (reached > target) break;
  }
  return last;
}
