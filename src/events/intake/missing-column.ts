import { didYouMean, excerpt } from "../../core/internal";

const COLUMNS_SHOWN = 20;
const LONGEST_NAME = 40;

/**
 * The error for a column that the source does not have.
 *
 * @param list where a list of objects is in the only row; rows may be meant to be its elements.
 */
export function missingColumn(name: string, existing: readonly string[], list?: string): RangeError {
  const nearest = didYouMean(name, existing);
  const hint = nearest === undefined ? "." : `; did you mean "${excerpt(nearest, LONGEST_NAME)}"?`;
  const shown = existing.slice(0, COLUMNS_SHOWN).map((column) => excerpt(column, LONGEST_NAME));
  const more =
    existing.length > shown.length
      ? ` and ${existing.length - shown.length} more`
      : existing.length === 1
        ? " (the first line should name them all)"
        : "";
  const records = list === undefined ? "" : `; if the rows are in "${excerpt(list, LONGEST_NAME)}", say it by "records"`;
  return new RangeError(
    `there is no column "${excerpt(name, LONGEST_NAME)}"${hint} Columns: ${shown.join(", ") || "none"}${more}${records}`,
  );
}
