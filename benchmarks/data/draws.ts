/** Cumulative shares: item number r of so many in proportion to 1 / (r + shift). */
export function zipf(count: number, shift = 10): Float64Array {
  const sums = new Float64Array(count);
  let total = 0;
  for (let r = 0; r < count; r++) sums[r] = total += 1 / (r + shift);
  return sums.map((sum) => sum / total);
}

/** The place in cumulative shares at which `u` falls. */
export function pick(shares: Float64Array, u: number): number {
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shares[middle]! > u) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Numbers in [0, 1): the multiplicative generator of Lehmer, 48271 modulo 2^31 - 1. */
export function generator(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
