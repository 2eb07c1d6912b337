import { closestMatch } from "leven";

/** The error for a column that the source does not have. */
export function missingColumn(name: string, existing: readonly string[]): RangeError {
  const nearest = closestMatch(name, existing, { maxDistance: Math.max(2, Math.ceil(name.length / 3)) });
  const hint = nearest === undefined ? "." : `; did you mean "${nearest}"?`;
  return new RangeError(`there is no column "${name}"${hint} Columns: ${existing.join(", ") || "none"}`);
}
