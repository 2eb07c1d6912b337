// A stable sort of unsigned keys with their numbers; used by other kernels, not exported from the module.

/**
 * Sorts `count` pairs (u32 key, i32 number) of 8 bytes by key, equal keys in the order given, and leaves them where
 * they are.
 *
 * other: room for as many pairs.    counts: 256 i32 of scratch.
 */
export function sortPairs(pairs: usize, count: i32, other: usize, counts: usize): void {
  let from = pairs;
  let to = other;
  for (let shift = 0; shift < 32; shift += 8) {
    memory.fill(counts, 0, 1024);
    for (let at = from, end = from + ((<usize>count) << 3); at < end; at += 8) {
      const digit = counts + (((<usize>load<u32>(at) >> shift) & 255) << 2);
      store<i32>(digit, load<i32>(digit) + 1);
    }
    let before = 0;
    for (let digit = counts; digit < counts + 1024; digit += 4) {
      const own = load<i32>(digit);
      store<i32>(digit, before);
      before += own;
    }
    for (let at = from, end = from + ((<usize>count) << 3); at < end; at += 8) {
      const pair = load<u64>(at);
      const digit = counts + (((<usize>(<u32>pair) >> shift) & 255) << 2);
      const place = load<i32>(digit);
      store<i32>(digit, place + 1);
      store<u64>(to + ((<usize>place) << 3), pair);
    }
    const swapped = from;
    from = to;
    to = swapped;
  }
}
