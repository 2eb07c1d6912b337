import { keyOf, parsed } from "../rows/column-path";
import { ExactTime } from "../times/exact-time";

/** How deep objects are looked into, and how many columns a row gives at most. */
const DEEPEST = 4;
const MOST_COLUMNS = 500;

/** The values of a row by the path to each: those of objects, of lists of keys and values, and of JSON in text. */
export function flattenRow(row: object): Map<string, unknown> {
  const cells = new Map<string, unknown>();
  const visit = (value: unknown, path: string, depth: number): void => {
    if (cells.size >= MOST_COLUMNS) return;
    const found = typeof value === "string" && path !== "" ? (parsed(value) ?? value) : value;
    if (Array.isArray(found)) {
      const entries: unknown[] = Array.from(found); // holes are entries too
      const isKeyed =
        entries.length > 0 && entries.every((entry) => keyOf(entry) !== undefined && "value" in (entry as object));
      if (isKeyed) for (const entry of entries) cells.set(`${path}.${keyOf(entry)}`, plainValueOf(entry));
      return;
    }
    const isPlain =
      typeof found === "object" && found !== null && !(found instanceof Date || found instanceof ExactTime);
    if (!isPlain) cells.set(path, found);
    else if (depth < DEEPEST) {
      for (const [key, inside] of Object.entries(found)) visit(inside, path === "" ? key : `${path}.${key}`, depth + 1);
    }
  };
  visit(row, "", 0);
  return cells;
}

function plainValueOf(entry: unknown): unknown {
  const { value } = entry as { value: unknown };
  if (typeof value !== "object" || value === null) return value;
  return Object.values(value).find((each) => each !== null && each !== undefined);
}
