import { sum } from "../core/internal";
import type { WeightedSequences } from "./transition-counts";

/** How many actions at least two inputs show. */
export function sharedActions({ tokens, offsets, weights, vocabulary }: WeightedSequences): number {
  const firstRow = new Int32Array(vocabulary.actions.length).fill(-1);
  const shared = new Uint8Array(firstRow.length);
  for (const [row, weight] of weights.entries()) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const token = tokens[at]!;
      if (firstRow[token]! < 0) firstRow[token] = row;
      if (weight > 1 || firstRow[token] !== row) shared[token] = 1;
    }
  }
  return sum(shared);
}
