import type { Sequences, TokenizedSequences } from "../../sequences";

/** The sequences of some inputs alone, their rows in the same order; without names and clock. */
export function restrictSequences(
  sequences: Sequences & Partial<TokenizedSequences>,
  inputs: Uint32Array,
): Sequences & Partial<TokenizedSequences> {
  const { rowOf, offsets, tokens, durations } = sequences;
  const weightOf = new Float64Array(offsets.length - 1);
  for (const input of inputs) if (rowOf[input]! >= 0) weightOf[rowOf[input]!]! += 1;
  const rows: number[] = [];
  const newRow = new Int32Array(weightOf.length).fill(-1);
  let length = 0;
  for (let row = 0; row < weightOf.length; row++) {
    if (weightOf[row] === 0) continue;
    newRow[row] = rows.length;
    rows.push(row);
    length += offsets[row + 1]! - offsets[row]!;
  }
  const kept = { tokens: new Uint32Array(length), offsets: new Uint32Array(rows.length + 1) };
  rows.forEach((row, i) => {
    kept.tokens.set(tokens.subarray(offsets[row], offsets[row + 1]), kept.offsets[i]!);
    kept.offsets[i + 1] = kept.offsets[i]! + offsets[row + 1]! - offsets[row]!;
  });
  return {
    ...sequences,
    ...kept,
    weights: Float64Array.from(rows, (row) => weightOf[row]!),
    rowOf: Int32Array.from(inputs, (input) => (rowOf[input]! < 0 ? -1 : newRow[rowOf[input]!]!)),
    ids: undefined,
    durations: durations && Float64Array.from(inputs, (input) => durations[input]!),
    clock: undefined,
  };
}
