import { excerpt } from "../../core/internal";

/** Whether a line is to be read as JSON: `["`, `[]`, `{"` and the like begin it; an action may be called `[ADMIN] open`. */
const BEGINS_LIKE_JSON = /^\s*(?:\[\s*["[{\]]|\{\s*["}])/;

/**
 * Reads a line that is a JSON list of actions, or an object with such a list `"actions"`.
 *
 * @returns undefined when the line is not JSON and does not begin like it.
 * @throws RangeError when it begins like JSON but is not, or is JSON of another kind.
 */
export function parseJsonLine(line: string): string[] | undefined {
  if (!/^\s*[[{]/.test(line)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    if (!BEGINS_LIKE_JSON.test(line)) return undefined;
    throw new RangeError(`begins like JSON but is not: ${excerpt(line.trim(), 60)}`);
  }
  const actions = Array.isArray(value) ? value : (value as { actions?: unknown }).actions;
  if (!Array.isArray(actions) || actions.some((action) => typeof action !== "string")) {
    throw new RangeError('expected a JSON list of actions, or an object with such a list "actions"');
  }
  return actions.filter((action) => action !== "");
}
