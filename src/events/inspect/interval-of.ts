import type { ColumnProfile } from "./column-profile";
import { isNameless, nameScore } from "./column-words";

/** The share of rows in which an end must not be before its start. */
const SHARE_IN_ORDER = 0.98;
const DAY_MS = 86_400_000;

/** The start and the end of events, where two columns of times are that. */
export function intervalOf(
  times: readonly { readonly column: ColumnProfile; readonly score: number }[],
): { start: ColumnProfile; end: ColumnProfile } | undefined {
  for (const { column: start, score } of times) {
    for (const { column: end, score: other } of times) {
      if (start === end || Math.abs(score - other) > 4) continue;
      const isNamed = nameScore(start.name, "start") > 0 && nameScore(end.name, "end") > 0;
      const areBare = isNameless(start.name) && isNameless(end.name);
      if ((isNamed || areBare) && areInOrder(start, end)) return { start, end };
    }
  }
  return undefined;
}

function areInOrder(start: ColumnProfile, end: ColumnProfile): boolean {
  let both = 0;
  let ordered = 0;
  let later = 0;
  for (const [row, from] of start.times!.ms.entries()) {
    const to = end.times!.ms[row]!;
    if (Number.isNaN(from) || Number.isNaN(to)) continue;
    both += 1;
    if (to >= from && to - from < 31 * DAY_MS) ordered += 1;
    if (to > from) later += 1;
  }
  return both > 0 && ordered >= SHARE_IN_ORDER * both && later > 0;
}
