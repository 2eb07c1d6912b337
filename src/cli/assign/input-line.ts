import { parsePath } from "../../sequences";
import { parseJsonLine } from "../../sequences/internal";

/** A line of the input: whose path it is, and the path as text, from which its actions can be read. */
export interface InputLine {
  readonly id: string | undefined;
  readonly path: string;
}

/**
 * Separates the id of a line from its path. An id stands in a JSON object, `{"id": "u1", "actions": ["START"]}`, or before a tab:
 * before any with `named`, otherwise before one that an arrow path or a JSON list follows.
 *
 * @throws RangeError when it is to have an id and has none.
 */
export function readLine(line: string, named: boolean): InputLine {
  const text = line.trim();
  if (text.startsWith("{")) return ofObject(text);
  const tab = line.indexOf("\t");
  if (tab >= 0) {
    const path = line.slice(tab + 1).trim();
    if (named || path.startsWith("[") || path.includes("->")) return { id: line.slice(0, tab).trim(), path };
  }
  if (named) throw new RangeError("expected an id, a tab and a path");
  return { id: undefined, path: text };
}

/** The actions of a path: JSON, or text split at arrows, or at blanks where there is none. */
export function actionsOf(path: string): string[] {
  const actions = parseJsonLine(path);
  if (actions !== undefined) return actions;
  if (path.includes("->") || path.includes("→")) return parsePath(path);
  return path === "" ? [] : path.split(/\s+/);
}

function ofObject(text: string): InputLine {
  let value: { readonly id?: unknown; readonly actions?: unknown };
  try {
    value = JSON.parse(text);
  } catch {
    return { id: undefined, path: text }; // reported when its actions are read
  }
  const { id, actions } = value;
  if (id === undefined || id === null) return { id: undefined, path: text };
  if (typeof id !== "string" && typeof id !== "number") throw new RangeError('expected a text or a number as "id"');
  if (typeof id === "number" && !(Math.abs(id) <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError('expected a number up to 2^53 as "id", beyond which numbers lose digits: write it as text');
  }
  return { id: String(id), path: Array.isArray(actions) ? JSON.stringify(actions) : JSON.stringify({ actions }) };
}
