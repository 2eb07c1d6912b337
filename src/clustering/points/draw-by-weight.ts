import type { RandomStream } from "../../core/internal";

/** For each point the weight of all up to it. */
export function runningSums(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/**
 * Points drawn with a probability in proportion to their weight, with replacement.
 *
 * @param ends {@link runningSums} of the weights.
 * @param item which draws of the stream.
 */
export function drawByWeight(ends: Float64Array, count: number, random: RandomStream, item: number): Int32Array {
  const total = ends.at(-1)!;
  return Int32Array.from({ length: count }, (_, draw) => firstBeyond(ends, random.uniform(item, draw) * total));
}

function firstBeyond(ends: Float64Array, at: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
