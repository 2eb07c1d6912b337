import { excerpt, printable } from "../../core/internal";

/** Characters of a long pattern shown on each side of the place. */
const AROUND = 30;

/**
 * The error of a pattern that cannot be read, with a caret under the place:
 *
 *     "pattern" expected an action at column 9
 *       cart -> -> purchase
 *               ^
 *
 * @param at position in the text, from 0.
 */
export function patternError(option: string, why: string, text: string, at: number): RangeError {
  const line = text.replace(/\s/g, " ");
  const from = Math.max(0, at - AROUND);
  const before = (from > 0 ? "…" : "") + printable(line.slice(from, at));
  const after = excerpt(line.slice(at), 2 * AROUND);
  const caret = `${" ".repeat([...before].length)}^`;
  return new RangeError(`"${option}" ${why} at column ${columnOf(text, at)}\n  ${before}${after}\n  ${caret}`);
}

/** Column of a position, from 1; a character beyond the first 65,536 counts once. */
export function columnOf(text: string, at: number): number {
  return [...text.slice(0, at)].length + 1;
}
