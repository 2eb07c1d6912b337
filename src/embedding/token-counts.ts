import { type Checkpoint, exp, type Ragged, raggedRow, raggedRows } from "../core/internal";

/** The tokens of each row, each distinct one once, ascending, with the number of times it occurs there. */
export interface TokenCounts extends Ragged {
  /** For each entry of `tokens`, its occurrences in the row. */
  readonly counts: Uint32Array;
  /** The same, each occurrence counted by how recent it is; `counts` itself where all count alike. */
  readonly recent: Uint32Array | Float64Array;
}

/**
 * Forgets the order within each row. Uses up `sequences`.
 *
 * @param halfLife a token this many places before the last one counts half in `recent`; undefined: all count alike.
 */
export async function countTokens(
  sequences: Ragged,
  halfLife: number | undefined,
  at: Checkpoint,
): Promise<TokenCounts> {
  const rows = raggedRows(sequences);
  const { tokens } = sequences;
  const counts = new Uint32Array(tokens.length);
  const offsets = new Uint32Array(rows + 1);
  const recency = halfLife === undefined ? undefined : new Recency(tokens, halfLife);
  const recent = recency ? new Float64Array(tokens.length) : counts;
  let next = 0;
  for (let r = 0; r < rows; r++) {
    const start = next;
    const row = raggedRow(sequences, r);
    recency?.addUp(row);
    for (const token of row.sort()) {
      if (next === start || tokens[next - 1] !== token) {
        tokens[next] = token;
        if (recency) recent[next] = recency.take(token);
        next += 1;
      }
      counts[next - 1]! += 1;
    }
    offsets[r + 1] = next;
    const pause = r % 256 === 0 ? at.pass(r / rows) : undefined;
    if (pause) await pause;
  }
  return {
    tokens: tokens.subarray(0, next),
    offsets,
    counts: counts.subarray(0, next),
    recent: recent.subarray(0, next),
  };
}

/** How much each token of a row counts, by how many places before the last its occurrences stand. */
class Recency {
  readonly #sums: Float64Array;
  readonly #rate: number;

  constructor(tokens: ArrayLike<number>, halfLife: number) {
    let most = 0;
    for (let p = 0; p < tokens.length; p++) most = Math.max(most, tokens[p]!);
    this.#sums = new Float64Array(most + 1);
    this.#rate = Math.LN2 / halfLife;
  }

  addUp(row: ArrayLike<number>): void {
    for (let i = 0; i < row.length; i++) this.#sums[row[i]!]! += exp(-this.#rate * (row.length - 1 - i));
  }

  take(token: number): number {
    const sum = this.#sums[token]!;
    this.#sums[token] = 0;
    return sum;
  }
}
