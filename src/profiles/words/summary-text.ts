import { countText, percentText, unitsText } from "../../core/internal";
import type { SegmentPattern } from "../patterns/pattern";
import type { SegmentFindings } from "../segment-profile";

/** One or two plain sentences: how many, what sets them apart with the figures, the typical path. */
export function summaryText(found: SegmentFindings, unit: string): string {
  if (found.size === 0) return `No ${unit} is here.`;
  const who = `${unitsText(found.size, unit)} (${percentText(found.share)})`;
  const typical = found.paths.medoid ? ` Typical path: ${found.paths.medoid.path}.` : "";
  return `${who}: ${whatTheyDo(found)}.${typical}`;
}

function whatTheyDo(found: SegmentFindings): string {
  if (found.paths.lengthElsewhere === null)
    return `everybody, so there is nothing to compare with; ${commonText(found)}`;
  const clauses = [
    { pattern: found.patterns.distinctiveActions[0], say: doText },
    { pattern: found.patterns.distinctiveNgrams[0], say: goText },
    { pattern: found.patterns.lackingActions[0], say: lackText },
  ].filter((clause): clause is Clause => clause.pattern !== undefined);
  if (clauses.length === 0) return `no action sets them apart; ${commonText(found)}`;
  clauses.sort((a, b) => Math.abs(b.pattern.effect!) - Math.abs(a.pattern.effect!));
  return clauses
    .slice(0, 2)
    .map(({ pattern, say }) => `${say(pattern)} (${percentText(pattern.elsewhere!)} elsewhere)`)
    .join(", ");
}

interface Clause {
  pattern: SegmentPattern;
  say: (pattern: SegmentPattern) => string;
}

function doText({ coverage, text }: SegmentPattern): string {
  return `${percentText(coverage)} do ${text}`;
}

function goText({ coverage, text }: SegmentPattern): string {
  return `${percentText(coverage)} go ${text}`;
}

function lackText({ coverage, text }: SegmentPattern): string {
  return coverage === 0 ? `none does ${text}` : `only ${percentText(coverage)} do ${text}`;
}

function commonText(found: SegmentFindings): string {
  const shares = found.patterns.commonActions.slice(0, 2).map(doText);
  const actions = found.paths.length!.median;
  return `${shares.join(", ")}; half take at most ${countText(actions)} action${actions === 1 ? "" : "s"}`;
}
