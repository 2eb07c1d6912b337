import type { Sequences } from "../../sequences";

/** Up to this many actions the table of all pairs costs next to nothing. */
const SMALL = 256;
/** Above, it takes too much memory (16 V² bytes). */
const MOST = 3000;
/**
 * Pairs for each place of the table from which on exact steps over all of it find vectors as good as steps on samples
 * do.
 */
const PAIRS_A_PLACE = 32;

/**
 * Whether the pairs of a log fill the table of all pairs of actions, V x V. Where they do not, most of what exact steps
 * over the table learn is which pairs did not occur, by heart: at a cost of V² for a log of any length.
 */
export function fillsTable(sequences: Sequences, window: number): boolean {
  const size = sequences.vocabulary.actions.length;
  return size <= SMALL || (size <= MOST && pairsSeen(sequences, window) >= PAIRS_A_PLACE * size * size);
}

/** Skip-gram pairs of all inputs, each counted as the share of windows that hold it. */
export function pairsSeen({ offsets, weights }: Sequences, window: number): number {
  let pairs = 0;
  for (const [row, weight] of weights.entries()) {
    const length = offsets[row + 1]! - offsets[row]!;
    const reach = Math.max(0, Math.min(window, length - 1));
    // the sum over t = 1 .. reach of (length - t)(window - t + 1)
    const squares = (reach * (reach + 1) * (2 * reach + 1)) / 6;
    const ahead = reach * length * (window + 1) - ((length + window + 1) * reach * (reach + 1)) / 2 + squares;
    pairs += (2 * weight * ahead) / window;
  }
  return pairs;
}
