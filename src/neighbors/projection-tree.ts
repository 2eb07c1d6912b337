import type { Checkpoint, Matrix, RandomStream } from "../core";

/**
 * A random projection tree (Dasgupta & Freund 2008): points are halved, again and again, at the median along the line through
 * two of them drawn at random, until a part has no more than `leafSize`. Returns the order of the points by leaf, and
 * where each leaf starts.
 */
export async function projectionTree(
  { data, rows, cols }: Matrix,
  { random, tree, leafSize, at }: { random: RandomStream; tree: number; leafSize: number; at: Checkpoint },
): Promise<{ order: Int32Array; starts: number[] }> {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const along = new Float64Array(rows);
  const direction = new Float64Array(cols);
  const starts: number[] = [];
  const parts: [start: number, end: number, node: number][] = [[0, rows, 1]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [start, end, node] = part;
    if (end - start <= leafSize) {
      starts.push(start);
      continue;
    }
    const a = order[start + random.integer(end - start, tree, 2 * node)]!;
    const b = order[start + random.integer(end - start, tree, 2 * node + 1)]!;
    for (let j = 0; j < cols; j++) direction[j] = data[a * cols + j]! - data[b * cols + j]!;
    for (let p = start; p < end; p++) {
      const i = order[p]!;
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * direction[j]!;
      along[i] = sum;
    }
    const middle = (start + end) >> 1;
    selectNth(order, along, start, end - 1, middle);
    parts.push([middle, end, 2 * node + 1], [start, middle, 2 * node]);
    const pause = at.pass(start / rows);
    if (pause) await pause;
  }
  return { order, starts };
}

/** Puts the n-th of `order[left .. right]` by (key, index) in its place, smaller ones before it, larger ones behind. */
function selectNth(order: Int32Array, keys: Float64Array, left: number, right: number, n: number): void {
  const less = (a: number, b: number) => keys[a]! < keys[b]! || (keys[a] === keys[b] && a < b);
  let [low, high] = [left, right];
  while (low < high) {
    const pivot = order[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (less(order[i]!, pivot)) i++;
      while (less(pivot, order[j]!)) j--;
      if (i > j) break;
      const kept = order[i]!;
      order[i++] = order[j]!;
      order[j--] = kept;
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else return;
  }
}
