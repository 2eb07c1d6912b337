import type { Stratum } from "../../src/profiles/patterns/conditional-test";

/**
 * Naive twin of `conditionalTest`: every way in which membership can fall in every class, by binomial coefficients in
 * whole numbers.
 */
export function naiveConditionalTest(strata: readonly Stratum[]): number {
  let ways = new Map<number, bigint>([[0, 1n]]);
  for (const { inputs, members, showing } of strata) {
    const next = new Map<number, bigint>();
    for (const [sum, count] of ways) {
      for (let both = 0; both <= Math.min(members, showing); both++) {
        const own = choose(showing, both) * choose(inputs - showing, members - both);
        if (own > 0n) next.set(sum + both, (next.get(sum + both) ?? 0n) + count * own);
      }
    }
    ways = next;
  }
  const observed = strata.reduce((sum, { both }) => sum + both, 0);
  const [tail, all] = [...ways].reduce(
    ([some, total], [sum, count]) => [sum >= observed ? some + count : some, total + count],
    [0n, 0n],
  );
  return Number((tail * 10n ** 30n) / all) / 1e30;
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}
