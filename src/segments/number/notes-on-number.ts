import { unitsText } from "../../core/internal";
import type { Verdict } from "../../selection";
import type { NumberRange } from "../options/number-of-segments";

/** What a number that was asked for costs: the bits that its segments save, beside those of the number that the data choose. */
export function notesOnNumber(
  asked: NumberRange | undefined,
  { savedBits, segments, log }: Verdict,
  noise: number,
): string[] {
  if (asked === undefined || log.segments === 0) return [];
  const found = unitsText(segments.length, "segment");
  const chosen = unitsText(log.segments, "segment");
  const everybody = noise === 0 ? "; every user is in a segment" : "";
  return [
    `${found}, as asked for, save ${bits(savedBits)} bits on each action; without a number there are ${chosen}, which save ${bits(log.savedBits)}${everybody}`,
  ];
}

function bits(value: number): string {
  const text = value.toFixed(3);
  return text === "-0.000" ? "0.000" : text;
}
