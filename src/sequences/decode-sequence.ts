import { integer, raggedRow } from "../core/internal";
import { toSequences } from "./build/to-sequences";
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
  const built = toSequences("sequences", sequences);
  integer({ min: 0, max: built.offsets.length - 2 }).read(row, "row");
  return Array.from(raggedRow(built, row), (token) => built.vocabulary.actions[token]!);
}
