import { type Field, wrongType } from "../../core/internal";
import type { RowFilter } from "./column-names";

/** Values that a column may hold, by the column's name; `null` is an empty one. */
export type WhereOption = Readonly<Record<string, WhereValue | readonly WhereValue[]>>;
/** A value of a column as a filter compares it: by its text. */
export type WhereValue = string | number | boolean | null;

/** The option `where`. */
export function rowFilters(): Field<readonly RowFilter[], readonly RowFilter[]> {
  const expected = "an object of columns, each with a value or a list of values";
  return {
    expected,
    default: [],
    read(value, name) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(name, expected, value);
      return Object.entries(value).map(([column, wanted]) => {
        const values = Array.isArray(wanted) ? wanted : [wanted];
        const other = values.find((each) => each !== null && !["string", "number", "boolean"].includes(typeof each));
        if (other !== undefined || values.length === 0)
          throw wrongType(`${name}.${column}`, "a value or a list of them", wanted);
        return { column, values: new Set(values.map((each) => (each === null ? "" : String(each)))) };
      });
    },
  };
}
