import { clipped, textWidth } from "../views/text";

const LINE = 150;

/** A name in at most two lines of about equal length, broken between words where that is possible. */
export function wrapLabel(name: string, size: number): string[] {
  if (textWidth(name, size) <= LINE) return [name];
  const words = name
    .split(/(?<= )/)
    .flatMap((word) => (textWidth(word, size) > LINE ? word.split(/(?<=[_/.-])/) : [word]));
  let first = "";
  while (words.length > 0 && textWidth(first + words[0], size) <= LINE) first += words.shift();
  if (first === "") return [clipped(name, LINE, size)];
  return [first.trimEnd(), clipped(words.join(""), LINE, size)];
}
