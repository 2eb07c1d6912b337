import { NOISE, raggedRow } from "../../../core/internal";
import type { SegmentPattern, SegmentProfile } from "../../../profiles";
import { distinctiveOf, showsPattern } from "../../../profiles/internal";
import { decodeSequence, type TokenizedSequences } from "../../../sequences";
import type { UserRow } from "../member-row";

/** Patterns that are named for one path, at most. */
const NAMED = 3;

/** Says in words why a distinct sequence is where it is; each sequence is looked at once. */
export class RowReasons {
  readonly #sequences: TokenizedSequences;
  readonly #patterns: readonly (readonly SegmentPattern[])[];
  readonly #known = new Map<number, string>();

  constructor(sequences: TokenizedSequences, segments: readonly SegmentProfile[]) {
    this.#sequences = sequences;
    this.#patterns = segments.map(distinctiveOf);
  }

  /** @param row of the sequence; below 0 for an input that was left out. */
  of(row: number, segment: number, status: UserRow["status"]): string {
    if (status === "left out") return "holds nothing to go by";
    if (segment === NOISE) return "unlike the members of every segment";
    const shown = this.#shown(row, segment);
    return status === "placed" ? `nearest of all segments; ${shown}` : shown;
  }

  #shown(row: number, segment: number): string {
    const known = this.#known.get(row);
    if (known !== undefined) return known;
    const text = this.#textOf(row, segment);
    this.#known.set(row, text);
    return text;
  }

  #textOf(row: number, segment: number): string {
    if (raggedRow(this.#sequences, row).length === 0) return "its path is hidden";
    const path = decodeSequence(this.#sequences, row);
    const shown: string[] = [];
    for (const pattern of this.#patterns[segment] ?? []) {
      if (shown.length === NAMED) break;
      if (showsPattern(path, pattern)) shown.push(pattern.text);
    }
    return shown.length > 0 ? `shows ${shown.join("; ")}` : "its path as a whole is like those of members";
  }
}
