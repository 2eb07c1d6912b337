import { asExpected, percentText, unitsText } from "../../core/internal";
import type { SegmentMatch } from "./segment-match";

/**
 * A match of two models as plain text: events, then what became of each segment.
 *
 * @param match what {@link matchSegments} gave.
 * @returns lines, the last one ended too.
 * @example
 * const paths = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array(40).fill(path));
 * const model = await fitSegments(paths);
 * const text = formatMatch(await matchSegments(model, model, { refits: 0 }));
 * text.startsWith("Segments are paired"); // true
 */
export function formatMatch(match: SegmentMatch): string {
  return asExpected("match", "what matchSegments gave", match, () => textOf(match));
}

function textOf({ events, segments, successors, comparisons, alpha }: SegmentMatch): string {
  const nothing =
    comparisons === 0
      ? "Segments are paired; changes are not tested without refits."
      : "No change is larger than in refits of unchanged data.";
  const kept = segments.map(({ id, name, share, heir, jaccard, foundAgain }) => {
    const now = heir < 0 ? "no heir" : `${percentText(share)} -> ${percentText(successors[heir]!.share)}`;
    const alike = `alike ${jaccard.previous.toFixed(2)} then, ${jaccard.next.toFixed(2)} now`;
    return `  ${id}  ${now}, ${alike}${foundAgain === false ? ", not found again by refits" : ""}  ${name}`;
  });
  const fresh = successors
    .filter(({ from }) => from < 0)
    .map(({ id, name, share }) => `  ${id}  new, ${percentText(share)}  ${name}`);
  return [
    ...(events.length === 0 ? [nothing] : events.map(({ text, p }) => `${text} (p ${p.toFixed(3)})`)),
    ...(comparisons > 0
      ? ["", `${unitsText(comparisons, "comparison")} of refits; any event by chance: ${percentText(alpha)}`]
      : []),
    "",
    ...kept,
    ...fresh,
    "",
  ].join("\n");
}
