import { type Checkpoint, type Ragged, raggedRow, raggedRows } from "../core";

/** The tokens of each row, each distinct one once, ascending, with the number of times it occurs there. */
export interface TokenCounts extends Ragged {
  /** For each entry of `tokens`, its occurrences in the row. */
  readonly counts: Uint32Array;
}

/** Forgets the order within each row. Uses up `sequences`. */
export async function countTokens(sequences: Ragged, at: Checkpoint): Promise<TokenCounts> {
  const rows = raggedRows(sequences);
  const { tokens } = sequences;
  const counts = new Uint32Array(tokens.length);
  const offsets = new Uint32Array(rows + 1);
  let next = 0;
  for (let r = 0; r < rows; r++) {
    const start = next;
    for (const token of raggedRow(sequences, r).sort()) {
      if (next === start || tokens[next - 1] !== token) tokens[next++] = token;
      counts[next - 1]! += 1;
    }
    offsets[r + 1] = next;
    const pause = r % 256 === 0 ? at.pass(r / rows) : undefined;
    if (pause) await pause;
  }
  return { tokens: tokens.subarray(0, next), offsets, counts: counts.subarray(0, next) };
}
