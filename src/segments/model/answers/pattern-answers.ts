import { percentText } from "../../../core/internal";
import type { TokenizedSequences } from "../../../sequences";
import { type RowLabels, readPathPattern } from "../../../sequences/internal";

/** Whether a sequence, and how many of those fitted, hold a match of a path pattern. */
export interface PatternAnswer {
  /** The path pattern, as it was asked. */
  readonly pattern: string;
  /** Whether the sequence that is explained holds a match. */
  readonly shown: boolean;
  /** Share of the segment's members that do; null when no segment is explained. */
  readonly coverage: number | null;
  /** Share of all other inputs that do; null when there is none. */
  readonly elsewhere: number | null;
  /** In words: `shows cart -> ... -> buy (93% of members, 8% elsewhere)`. */
  readonly text: string;
}

/**
 * Answers path patterns for one sequence, and beside it for those fitted.
 *
 * @param seen   the sequence as the model sees it.
 * @param labels the segment of each distinct sequence.
 */
export function answerPatterns(
  patterns: readonly string[],
  seen: readonly string[],
  segment: number,
  { sequences, labels }: { sequences: TokenizedSequences; labels: RowLabels },
): PatternAnswer[] {
  return patterns.map((text, i) => {
    const pattern = readPathPattern(text, `patterns[${i}]`);
    const shows = pattern.over(sequences.vocabulary.actions).testRows(sequences);
    const inside = { all: 0, showing: 0 };
    const outside = { all: 0, showing: 0 };
    for (const [row, weight] of sequences.weights.entries()) {
      const side = segment >= 0 && labels[row] === segment ? inside : outside;
      side.all += weight;
      side.showing += weight * shows[row]!;
    }
    const shown = pattern.test(seen);
    const coverage = inside.all > 0 ? inside.showing / inside.all : null;
    const elsewhere = outside.all > 0 ? outside.showing / outside.all : null;
    return { pattern: text, shown, coverage, elsewhere, text: answerText(text, shown, coverage, elsewhere) };
  });
}

function answerText(text: string, shown: boolean, coverage: number | null, elsewhere: number | null): string {
  const said = `${shown ? "shows" : "does not show"} ${text}`;
  const others = elsewhere === null ? "nobody else" : `${percentText(elsewhere)} elsewhere`;
  return coverage === null ? said : `${said} (${percentText(coverage)} of members, ${others})`;
}
