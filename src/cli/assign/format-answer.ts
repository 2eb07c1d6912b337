import { excerpt, printable } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import type { Assignment } from "../../segments";
import { jsonText } from "../io";

/** A line that could not be read. */
export interface BadLine {
  readonly error: string;
  readonly line: number;
}

/** An answer as a line without its end: columns, or JSON. */
export function formatAnswer(answer: Assignment | BadLine, json: boolean): string {
  return json ? jsonText(answer) : printableLine(answer);
}

/** The same with whose answer it is, which stands first. */
export function withId(id: string | undefined, answer: string, json: boolean): string {
  if (id === undefined) return answer;
  return json ? `{"id":${jsonText(id)},${answer.slice(1)}` : `${printable(id)}\t${answer}`;
}

function printableLine(answer: Assignment | BadLine): string {
  if ("error" in answer) return `error\t${printable(excerpt(answer.error, 200))}`;
  const { segment, name, confidence, alternatives, reason } = answer;
  const others = alternatives.map(
    (other) => `${segmentNumber(other.segment)} ${other.name} (${other.closeness.toFixed(2)})`,
  );
  const chosen = segment < 0 ? "none" : `${segmentNumber(segment)} ${name}`;
  const columns = [chosen, confidence.toFixed(2), reason, ...(others.length > 0 ? [`else ${others.join(", ")}`] : [])];
  return columns.map(printable).join("\t");
}
