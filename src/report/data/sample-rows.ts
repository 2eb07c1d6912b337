import { log, randomStream } from "../../core/internal";

/**
 * Draws `count` rows, the heavy ones first of all: weighted sampling without replacement (Efraimidis & Spirakis 2006),
 * with random numbers that depend on the row alone, so that a smaller sample is part of a larger one.
 *
 * @returns the rows, ascending.
 */
export function sampleRows(weights: Float64Array, count: number): Uint32Array {
  const all = Uint32Array.from(weights, (_, row) => row);
  if (count >= all.length) return all;
  const stream = randomStream(0, "report/sample");
  const keys = weights.map((weight, row) => -log(1 - stream.uniform(row, 0)) / weight);
  return all
    .sort((a, b) => keys[a]! - keys[b]! || a - b)
    .slice(0, count)
    .sort();
}
