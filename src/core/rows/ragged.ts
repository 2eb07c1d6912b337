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

/** Rows one after the other. */
export function raggedOf(rows: readonly Uint32Array[]): Ragged {
  const offsets = new Uint32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) offsets[i + 1] = offsets[i]! + row.length;
  const tokens = new Uint32Array(offsets[rows.length]!);
  for (const [i, row] of rows.entries()) tokens.set(row, offsets[i]);
  return { tokens, offsets };
}
