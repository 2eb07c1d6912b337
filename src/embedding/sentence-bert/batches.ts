import type { TokenRows } from "./token-rows";

/** Rows of one length that pass through the model together. */
export interface Batch {
  readonly rows: readonly number[];
  readonly length: number;
}

/**
 * Batches of at most `batchTokens` tokens, longest texts first. A batch holds texts of one length only: then none is
 * padded, and the bits of its vector do not depend on what it is padded with. Nor may they depend on its neighbors:
 * where a model's file lets them (`alone`), each text is a batch of its own.
 */
export function batchesOf(
  { offsets }: TokenRows,
  rows: readonly number[],
  batchTokens: number,
  alone: boolean,
): Batch[] {
  const byLength = new Map<number, number[]>();
  for (const row of rows) {
    const length = offsets[row + 1]! - offsets[row]!;
    const same = byLength.get(length);
    if (same) same.push(row);
    else byLength.set(length, [row]);
  }
  const lengths = [...byLength.keys()].sort((a, b) => b - a);
  return lengths.flatMap((length) => {
    const size = alone ? 1 : Math.max(1, Math.floor(batchTokens / length));
    const same = byLength.get(length)!;
    return Array.from({ length: Math.ceil(same.length / size) }, (_, i) => ({
      rows: same.slice(i * size, (i + 1) * size),
      length,
    }));
  });
}
