import { pathText } from "../paths/path-text";

/** Longest name, in characters. */
export const LONGEST_NAME = 80;

/** `A`; `A, then B`; a run of one action is `repeated A`; where others may stand between, `A, later B`. */
export function sequencePhrase(labels: readonly string[], gaps = false): string {
  if (gaps) return labels.join(", later ");
  if (labels.length > 1 && labels.every((label) => label === labels[0])) return `repeated ${labels[0]!}`;
  return pathText(labels.length, (i) => labels[i]!, ", then ");
}

/** A name of at most {@link LONGEST_NAME} characters, the suffix whole. */
export function boundedName(name: string, suffix = ""): string {
  const room = LONGEST_NAME - suffix.length;
  const letters = [...name];
  return `${letters.length <= room ? name : `${letters.slice(0, room - 1).join("")}…`}${suffix}`;
}
