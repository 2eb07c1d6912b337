import type { KernelCall } from "../module";

/**
 * Turns the distances of rows `start .. end` into the probabilities, proportional to exp(-beta d²), of the perplexity
 * asked.
 *
 * @param table k distances a row, from row to row k rounded up to a multiple of 4; overwritten.
 */
export function perplexityRows(
  table: Float32Array,
  k: number,
  perplexity: number,
  [start, end]: readonly [number, number],
): KernelCall {
  return ["perplexityRows", start, end, k, table.byteOffset, perplexity];
}
