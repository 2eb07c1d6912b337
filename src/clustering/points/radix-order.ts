/** Below, more passes over the keys cost less than more buckets. */
const FEW_KEYS = 2 ** 15;

/** The order that sorts 32-bit keys ascending; equal keys keep their order. */
export function radixOrder(keys: Uint32Array): Uint32Array {
  let order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let next = new Uint32Array(keys.length);
  const bits = keys.length < FEW_KEYS ? 8 : 16;
  const buckets = 1 << bits;
  const starts = new Uint32Array(buckets + 1);
  for (let shift = 0; shift < 32; shift += bits) {
    starts.fill(0);
    for (const key of keys) starts[((key >>> shift) & (buckets - 1)) + 1]! += 1;
    for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1]! += starts[bucket]!;
    for (const item of order) next[starts[(keys[item]! >>> shift) & (buckets - 1)]!++] = item;
    [order, next] = [next, order];
  }
  return order;
}

/** Keys that order 32-bit floats as numbers are ordered; -0 counts as 0. */
export function floatKeys(values: Float32Array): Uint32Array {
  const keys = new Uint32Array(values.length);
  const unsigned = new Float32Array(values.length);
  for (let i = 0; i < keys.length; i++) unsigned[i] = values[i]! + 0;
  const bits = new Uint32Array(unsigned.buffer);
  for (let i = 0; i < keys.length; i++) keys[i] = bits[i]! >>> 31 ? ~bits[i]! : bits[i]! | 0x80000000;
  return keys;
}

/** Sorts each run of equal keys within `order` further; one that is in order, as that of equal rows is, costs no sort. */
export function sortRuns(order: Uint32Array, keys: Uint32Array, compare: (a: number, b: number) => number): void {
  for (let start = 0, end = 0; start < order.length; start = end) {
    const key = keys[order[start]!];
    for (end = start + 1; end < order.length && keys[order[end]!] === key; ) end++;
    let sorted = start + 1;
    while (sorted < end && compare(order[sorted - 1]!, order[sorted]!) < 0) sorted++;
    if (sorted < end) order.subarray(start, end).sort(compare);
  }
}
