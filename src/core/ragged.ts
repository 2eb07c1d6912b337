/** Rows of different lengths in two flat arrays: row i is `tokens[offsets[i] .. offsets[i + 1])`. */
export interface Ragged {
  readonly tokens: Uint32Array;
  /** One more than there are rows; starts at 0. */
  readonly offsets: Uint32Array;
}

/** Number of rows. */
export function raggedRows(ragged: Ragged): number {
  return ragged.offsets.length - 1;
}

/** One row, as a view. */
export function raggedRow(ragged: Ragged, index: number): Uint32Array {
  return ragged.tokens.subarray(ragged.offsets[index], ragged.offsets[index + 1]);
}
