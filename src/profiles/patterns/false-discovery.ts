/**
 * Benjamini & Hochberg (1995): for each p the smallest rate of false discoveries at which it would be one,
 * min over p' >= p of p' m / rank(p').
 */
export function falseDiscoveryRates(p: readonly number[]): number[] {
  const order = [...p.keys()].sort((a, b) => p[a]! - p[b]! || a - b);
  const rates = new Array<number>(p.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    least = Math.min(least, (p[i]! * p.length) / rank);
    rates[i] = least;
  }
  return rates;
}
