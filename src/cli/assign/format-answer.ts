import { excerpt, printable } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import type { Assignment, BeginningAssignment, NearestSegment } from "../../segments";
import { jsonText } from "../terminal/io";

/** A line that could not be read. */
export interface BadLine {
  /** Whose it is, where that could be read. */
  readonly id: string | undefined;
  readonly error: string;
  readonly line: number;
}

type Answer = Assignment | BeginningAssignment;

/** An answer as a line without its end: columns, or JSON. */
export function formatAnswer(answer: Answer | BadLine, json: boolean): string {
  if (!("error" in answer)) return json ? jsonText(answer) : printableLine(answer);
  const { error, line } = answer;
  return json ? jsonText({ error, line }) : `error\t${printable(excerpt(error, 200))}`;
}

/** The same with whose answer it is, which stands first. */
export function withId(id: string | undefined, answer: string, json: boolean): string {
  if (id === undefined) return answer;
  return json ? `{"id":${jsonText(id)},${answer.slice(1)}` : `${printable(id)}\t${answer}`;
}

function printableLine(answer: Answer): string {
  const { confidence, reason } = answer;
  const chosen = reason === "undecided" ? reason : nameOf(answer);
  const others = "actions" in answer ? likelyOthers(answer) : answer.alternatives.map((o) => [o, o.closeness] as const);
  const alternatives = others.map(([other, share]) => `${nameOf(other)} (${share.toFixed(2)})`);
  const nearest = "nearest" in answer && answer.nearest ? [nearestText(answer.nearest)] : [];
  const columns = [
    chosen,
    confidence.toFixed(2),
    reason,
    ...nearest,
    ...(alternatives.length > 0 ? [`else ${alternatives.join(", ")}`] : []),
  ];
  return columns.map(printable).join("\t");
}

function nearestText(nearest: NearestSegment): string {
  return `nearest ${nameOf(nearest)} (${nearest.confidence.toFixed(2)})`;
}

/** What else is probable; while it is undecided, all that is. */
function likelyOthers({ segment, reason, alternatives }: BeginningAssignment) {
  const others = alternatives.filter((other) => reason === "undecided" || other.segment !== segment);
  return others.slice(0, SHOWN).map((other) => [other, other.probability] as const);
}

const SHOWN = 3;

function nameOf({ segment, name }: { readonly segment: number; readonly name: string | null }): string {
  return segment < 0 ? "none" : `${segmentNumber(segment)} ${name}`;
}
