import { oneOf, readOptions, type Schema, verbatim, wrongValue } from "../../core/internal";
import { normalTails } from "../distributions/normal";
import type { Tails } from "../special/tails";
import { ALTERNATIVE, type AlternativeHypothesis, pOf } from "./alternative";
import { type PooledValues, pooledValues } from "./pooled";
import { toValues, type Values } from "./sample";

/** Options of {@link mannWhitneyTest}. */
export interface MannWhitneyTestOptions {
  /** @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
  /**
   * One of: "exact", over all ways to deal the values out, ties included; "normal", with ties and continuity corrected;
   * "auto", exact up to 50 values in all.
   * @default "auto"
   */
  method?: "auto" | "exact" | "normal" | undefined;
}

/** Result of {@link mannWhitneyTest}. */
export interface MannWhitneyTest {
  /** U of the first: pairs in which its value is the larger, equal ones counted half. */
  readonly statistic: number;
  /** U over the number of pairs: the probability that a value of the first is the larger, 1/2 where nothing differs. */
  readonly superiority: number;
  readonly p: number;
  readonly method: "exact" | "normal";
}

const MANN_WHITNEY_TEST_OPTIONS = {
  alternative: ALTERNATIVE,
  method: oneOf<"auto" | "exact" | "normal", "auto">(["auto", "exact", "normal"], "auto"),
} satisfies Schema<MannWhitneyTestOptions>;

/**
 * Whether values of one sample tend to be larger than those of the other (Mann & Whitney 1947; ties after Lehmann 1975,
 * "Nonparametrics", 1.4).
 *
 * @param first values, one a user.
 * @param second likewise.
 * @param options the alternative, and how p is found.
 * @returns U, the probability of superiority, and p.
 * @throws RangeError when a sample is empty, a value is not finite, or `method` is "exact" for more than 200 values.
 * @example
 * const { statistic, p } = mannWhitneyTest([1.1, 2.2, 3.3], [2.5, 4.4, 5.5, 6.6]);
 * statistic; // 1
 * p.toFixed(4); // "0.1143"
 */
export function mannWhitneyTest(first: Values, second: Values, options: MannWhitneyTestOptions = {}): MannWhitneyTest {
  const a = toValues("first", first);
  const b = toValues("second", second);
  const { alternative, method: asked } = readOptions(options, MANN_WHITNEY_TEST_OPTIONS);
  const pooled = pooledValues([a, b]);
  if (asked === "exact" && pooled.n > MOST_EXACT) {
    throw wrongValue("method", `"normal" or "auto" for more than ${MOST_EXACT} values`, verbatim('"exact"'));
  }
  const method = asked === "auto" ? (pooled.n <= EXACT_UP_TO ? "exact" : "normal") : asked;
  const pairs = a.length * b.length;
  const ranks = doubledRanks(pooled);
  const statistic = (sumOfRanks(ranks, pooled.counts[0]!) - a.length * (a.length + 1)) / 2;
  const p = method === "exact" ? exactP(alternative, pooled, ranks) : normalP(alternative, pooled, statistic, pairs);
  return { statistic, superiority: statistic / pairs, p, method };
}

const EXACT_UP_TO = 50;
const MOST_EXACT = 200;

/** Twice the mean rank of each distinct value: whole numbers. */
function doubledRanks({ ties }: PooledValues): Float64Array {
  let before = 0;
  return ties.map((count) => {
    before += count;
    return 2 * before - count + 1;
  });
}

function sumOfRanks(ranks: Float64Array, counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < ranks.length; i++) sum += ranks[i]! * counts[i]!;
  return sum;
}

function normalP(
  alternative: AlternativeHypothesis,
  { n, ties }: PooledValues,
  statistic: number,
  pairs: number,
): number {
  let tied = 0;
  for (const count of ties) tied += count * count * count - count;
  const variance = (pairs / 12) * (n + 1 - (n > 1 ? tied / (n * (n - 1)) : 0));
  const distance = statistic - pairs / 2;
  if (variance <= 0) return 1;
  const z = (by: number) => normalTails((distance + by) / Math.sqrt(variance));
  if (alternative === "less") return z(0.5).lower;
  if (alternative === "greater") return z(-0.5).upper;
  return Math.min(1, 2 * normalTails((Math.abs(distance) - 0.5) / Math.sqrt(variance)).upper);
}

/** Both tails hold the sum that was seen. */
function exactP(alternative: AlternativeHypothesis, pooled: PooledValues, ranks: Float64Array): number {
  const [own, other] = pooled.counts as [Float64Array, Float64Array];
  const size = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  const swapped = size(other) < size(own); // the smaller sample is dealt out
  const tails = tailsOfSum(ranks, pooled.ties, swapped ? other : own);
  const { lower, upper } = swapped ? { lower: tails.upper, upper: tails.lower } : tails;
  return pOf(alternative, { lower, upper });
}

/** P(sum <= seen) and P(sum >= seen) of the ranks of as many values, drawn without replacement. */
function tailsOfSum(ranks: Float64Array, ties: Float64Array, drawn: Float64Array): Tails {
  const all: number[] = [];
  for (const [i, rank] of ranks.entries()) for (let j = 0; j < ties[i]!; j++) all.push(rank);
  const size = drawn.reduce((sum, count) => sum + count, 0);
  const largest = all.slice(all.length - size).reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1)); // by how many, and their sum
  ways[0]![0] = 1;
  all.forEach((rank, i) => {
    for (let many = Math.min(size, i + 1); many >= 1; many--) {
      const [from, to] = [ways[many - 1]!, ways[many]!];
      for (let sum = largest; sum >= rank; sum--) to[sum]! += from[sum - rank]!;
    }
  });
  const seen = sumOfRanks(ranks, drawn);
  let lower = 0;
  let upper = 0;
  let total = 0;
  for (const [sum, count] of ways[size]!.entries()) {
    total += count;
    if (sum <= seen) lower += count;
    if (sum >= seen) upper += count;
  }
  return { lower: lower / total, upper: upper / total };
}
