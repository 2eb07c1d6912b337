import { LineActions } from "./line-actions";

const TAB = "\t";
const COMMA = ",";
const BLANKS = " ";
const ARROW = "->";

const decoder = new TextDecoder();

/**
 * What separates the actions of lines: arrows, if there is one; else tabs or commas, where at least half of the lines that
 * hold one of these or a blank hold them; else blanks.
 */
export function detectSeparator(lines: readonly Uint8Array[]): string {
  const texts = lines.map((line) => decoder.decode(line).trim());
  if (texts.some((text) => /->|→/.test(text))) return ARROW;
  const separated = texts.filter((text) => /[\t ,]/.test(text)).length;
  const isCommon = (separator: string) => 2 * texts.filter((text) => text.includes(separator)).length >= separated;
  return [TAB, COMMA].find((separator) => separated > 0 && isCommon(separator)) ?? BLANKS;
}

/** What stands in the last cells of a table for none. */
const PADDING = ["NA", "<NA>", "NaN", "null", "NULL", "None"];

/**
 * The word that fills the rows of a table: each line has the same number of cells, at least two, and some end with it.
 * Undefined when there is none.
 */
export function detectPadding(lines: readonly Uint8Array[], separator: string): string | undefined {
  if (separator === BLANKS || separator === ARROW || lines.length < 2) return undefined;
  const actionsOf = new LineActions(separator);
  const cells = lines.map((line) => actionsOf.cells(line, 0, line.length));
  if (cells[0]! < 2 || cells.some((count) => count !== cells[0])) return undefined;
  const last = lines.map((line) => {
    let text = "";
    actionsOf.each(line, 0, line.length, (bytes, from, to) => {
      text = decoder.decode(bytes.subarray(from, to));
    });
    return text;
  });
  return PADDING.find((word) => last.includes(word));
}
