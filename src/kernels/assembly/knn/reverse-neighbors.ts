const INDEX: i32 = 0x3fffffff;

/**
 * For each of the points `first .. last` those whose lists hold it: the first `k` of them in the order of points.
 *
 * indices: lists of `k` a point of `n`; bit 30 of an index is a mark.
 * counts:  becomes how many were found for each point.
 * holders: room for `k` a point; marked as the list marks the point.
 */
export function reverseNeighbors(
  first: i32,
  last: i32,
  n: i32,
  k: i32,
  indices: usize,
  counts: usize,
  holders: usize,
): void {
  memory.fill(counts + ((<usize>first) << 2), 0, (<usize>(last - first)) << 2);
  let at = indices;
  for (let i = 0; i < n; i++) {
    const end = at + ((<usize>k) << 2);
    for (; at < end; at += 4) {
      const marked = load<i32>(at);
      const point = marked & INDEX;
      if (<u32>(point - first) >= <u32>(last - first)) continue;
      const count = load<i32>(counts + ((<usize>point) << 2));
      if (count === k) continue;
      store<i32>(counts + ((<usize>point) << 2), count + 1);
      store<i32>(holders + ((<usize>(point * k + count)) << 2), marked - point + i);
    }
  }
}
