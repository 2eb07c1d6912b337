import type { Checkpoint } from "../../core/internal";
import type { Sequences } from "../../sequences";

/** Tokens worked on between two looks at the clock. */
const CHUNK = 1 << 14;

/**
 * How often each action stands near each other one: `counts[a * V + b]` is the expected number of skip-gram pairs
 * (word a, context b) over all inputs, times `window`. The reach of each word's window being drawn evenly from
 * 1..window, as word2vec does, a pair at distance t counts (window - t + 1) / window. All terms are whole numbers, so
 * that the sums are exact (up to 2^53) and do not depend on the order of sequences.
 */
export async function countPairs(sequences: Sequences, window: number, at: Checkpoint): Promise<Float64Array> {
  const { tokens, offsets, weights, vocabulary } = sequences;
  const size = vocabulary.actions.length;
  const counts = new Float64Array(size * size);
  let unseen = 0;
  for (let row = 0; row < weights.length; row++) {
    const end = offsets[row + 1]!;
    for (let from = offsets[row]!; from < end; from += CHUNK) {
      const to = Math.min(from + CHUNK, end);
      addPairsAhead(counts, size, tokens, [from, to, end], window, weights[row]!);
      unseen += to - from;
      if (unseen < CHUNK) continue;
      unseen = 0;
      const pause = at.pass((0.9 * to) / tokens.length);
      if (pause) await pause;
    }
  }
  await addTranspose(counts, size, at.part(0.9, 1));
  return counts;
}

/** Counts each token of `from..to` with those that follow it within the window and before `end`. */
function addPairsAhead(
  counts: Float64Array,
  size: number,
  tokens: Uint32Array,
  [from, to, end]: readonly [from: number, to: number, end: number],
  window: number,
  weight: number,
): void {
  for (let i = from; i < to; i++) {
    const first = tokens[i]! * size;
    const reach = Math.min(window, end - 1 - i);
    for (let t = 1; t <= reach; t++) counts[first + tokens[i + t]!]! += weight * (window - t + 1);
  }
}

/** A pair is seen from both of its ends. */
async function addTranspose(counts: Float64Array, size: number, at: Checkpoint): Promise<void> {
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const both = counts[a * size + b]! + counts[b * size + a]!;
      counts[a * size + b] = both;
      counts[b * size + a] = both;
    }
    const pause = at.pass(a / size);
    if (pause) await pause;
  }
}
