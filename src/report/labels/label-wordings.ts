import { segmentNumber } from "../../profiles/internal";
import { numberedName } from "../segment-labels";
import { textWidth } from "../views/text";
import type { Wording } from "./place-labels";
import { wrapLabel } from "./wrap-label";

/** Pixels. */
export const LABEL_SIZE = 12;
export const LABEL_LINE = 15;

const BOLD = 1.1;

/** How a segment may be called on the map: number and name in one or two lines, or the number alone. */
export function labelWordings(of: { readonly segment: number; readonly name: string }, named = true): Wording[] {
  const full = numberedName(of).replace(" ", "\u00a0"); // the number never stands alone in a line
  return measured([...(named ? [wrapLabel(full, LABEL_SIZE)] : []), [String(segmentNumber(of.segment))]]);
}

/** How several segments are called together: their name in one or two lines. */
export function mergedWordings(name: string): Wording[] {
  return measured([wrapLabel(name, LABEL_SIZE)]);
}

function measured(wordings: readonly (readonly string[])[]): Wording[] {
  return wordings.map((lines) => ({
    lines,
    width: BOLD * Math.max(...lines.map((line) => textWidth(line, LABEL_SIZE))) + 6,
    height: LABEL_LINE * lines.length + 2,
  }));
}
