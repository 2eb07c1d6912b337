import { didYouMean, excerpt } from "../../core/internal";

const COLUMNS_SHOWN = 20;
const LONGEST_NAME = 40;

/**
 * The error for a column that the source does not have.
 *
 * @param place where the names stand: in the first line, or in the rows themselves, the only one of which may hold a list.
 */
export function missingColumn(name: string, existing: readonly string[], place: NamesOfColumns): RangeError {
  const nearest = didYouMean(name, existing);
  const hint = nearest === undefined ? "." : `; did you mean "${excerpt(nearest, LONGEST_NAME)}"?`;
  const shown = existing.slice(0, COLUMNS_SHOWN).map((column) => excerpt(column, LONGEST_NAME));
  const more =
    existing.length > shown.length
      ? ` and ${existing.length - shown.length} more`
      : existing.length === 1 && place === "first line"
        ? " (the first line should name them all)"
        : "";
  const records =
    place === "first line" || place.list === undefined
      ? ""
      : `; if the rows are in a list, say "records" "${excerpt(place.list, LONGEST_NAME)}"`;
  return new RangeError(
    `there is no column "${excerpt(name, LONGEST_NAME)}"${hint} Columns: ${shown.join(", ") || "none"}${more}${records}`,
  );
}

/** Where the names of columns stand; `list` is that of a list of objects in the only row, whose elements may be meant. */
export type NamesOfColumns = "first line" | { readonly list: string | undefined };
