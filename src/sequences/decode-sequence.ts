import { raggedRow, wrongValue } from "../core/internal";
import type { Sequences } from "./types";

/**
 * The tokens of one distinct sequence by name.
 *
 * @param sequences as {@link buildSequences} and its siblings give them.
 * @param row 0 .. number of distinct sequences - 1.
 * @returns the names of its tokens.
 * @throws RangeError when there is no such row.
 * @example
 * const sequences = await sequencesFrom(["START -> BUY", "START -> LEAVE", "START -> BUY"]);
 * decodeSequence(sequences, 0); // ["START", "BUY"]
 */
export function decodeSequence(sequences: Sequences, row: number): string[] {
  const rows = sequences.offsets.length - 1;
  if (!Number.isInteger(row) || row < 0 || row >= rows) {
    throw wrongValue("row", `an integer from 0 to ${rows - 1}`, row);
  }
  return Array.from(raggedRow(sequences, row), (token) => sequences.vocabulary.actions[token]!);
}
