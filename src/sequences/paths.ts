import { listOfTexts, wrongType } from "../core/internal";

const ARROW = /->|→/;

/**
 * Reads a path such as `"START -> LEVEL_5_FAIL -> PURCHASE_BOOST"`: actions between arrows (`->` or `→`), without the
 * blanks around them; empty text between two arrows is skipped.
 *
 * @param text the path.
 * @returns its actions.
 * @throws TypeError when `text` is not a string.
 * @example
 * parsePath("START -> LEVEL_5_FAIL -> PURCHASE_BOOST"); // ["START", "LEVEL_5_FAIL", "PURCHASE_BOOST"]
 */
export function parsePath(text: string): string[] {
  if (typeof text !== "string") throw wrongType("text", "a string", text);
  return text
    .split(ARROW)
    .map((action) => action.trim())
    .filter((action) => action !== "");
}

/**
 * Writes actions as a path: the inverse of {@link parsePath} for actions that hold no arrow and no blanks at their ends.
 *
 * @param actions names in order.
 * @returns the path.
 * @throws TypeError when `actions` is not an array of strings.
 * @example
 * formatPath(["START", "BUY"]); // "START -> BUY"
 */
export function formatPath(actions: readonly string[]): string {
  return listOfTexts("actions", actions).join(" -> ");
}
