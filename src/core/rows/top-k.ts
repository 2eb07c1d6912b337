/**
 * The first `count` items by a strict total order, in that order; for few out of many, where sorting all would be wasteful.
 *
 * @param compare negative when `a` comes before `b`.
 */
export function topK<T>(items: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = [];
  if (count === 0) return first;
  for (const item of items) {
    if (first.length === count && compare(item, first[count - 1]!) >= 0) continue;
    let place = first.length;
    while (place > 0 && compare(item, first[place - 1]!) < 0) place--;
    first.splice(place, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}
