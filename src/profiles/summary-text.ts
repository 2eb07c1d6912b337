import type { Pattern } from "./pattern";
import type { SegmentFindings } from "./segment-profile";
import { countText, percentText, unitsText } from "./wording";

/** One or two plain sentences: how many, what sets them apart with the figures, the typical path. */
export function summaryText(found: SegmentFindings, unit: string): string {
  if (found.size === 0) return `No ${unit} is here.`;
  const who = `${unitsText(found.size, unit)} (${percentText(found.share)})`;
  const typical = found.medoid ? ` Typical path: ${found.medoid.path}.` : "";
  return `${who}: ${whatTheyDo(found)}.${typical}`;
}

function whatTheyDo(found: SegmentFindings): string {
  if (found.lengthElsewhere === null) return `everybody, so there is nothing to compare with; ${commonText(found)}`;
  const [action, other] = found.distinctiveActions;
  const ngram = found.distinctiveNgrams[0];
  const lacking = found.lackingActions[0];
  const clauses = [action && shareText(action, "do"), ngram ? shareText(ngram, "go") : other && shareText(other, "do")];
  if (!action || !ngram) clauses.push(lacking && shareText(lacking, "do"));
  const told = clauses.filter((clause) => clause !== undefined);
  if (told.length > 0) return told.join(", ");
  return `no action sets them apart; ${commonText(found)}`;
}

function commonText(found: SegmentFindings): string {
  const shares = found.commonActions.slice(0, 2).map((action) => `${percentText(action.coverage)} do ${action.text}`);
  const actions = found.length!.median;
  return `${shares.join(", ")}; half take at most ${countText(actions)} action${actions === 1 ? "" : "s"}`;
}

function shareText(pattern: Pattern, verb: "do" | "go"): string {
  return `${percentText(pattern.coverage)} ${verb} ${pattern.text} (${percentText(pattern.elsewhere!)} elsewhere)`;
}
