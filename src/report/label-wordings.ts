import type { Wording } from "./place-labels";
import { textWidth } from "./views/text";
import { wrapLabel } from "./wrap-label";

/** Pixels. */
export const LABEL_SIZE = 12;
export const LABEL_LINE = 15;

const BOLD = 1.1;

/** How a segment may be called on the map: number and name in one or two lines, or the number alone. */
export function labelWordings(segment: number, name: string, named = true): Wording[] {
  return [...(named ? [wrapLabel(`${segment} ${name}`, LABEL_SIZE)] : []), [String(segment)]].map((lines) => ({
    lines,
    width: BOLD * Math.max(...lines.map((line) => textWidth(line, LABEL_SIZE))) + 6,
    height: LABEL_LINE * lines.length + 2,
  }));
}
