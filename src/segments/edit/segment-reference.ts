import { type Field, wrongType, wrongValue } from "../../core/internal";

/** Ids that an error lists. */
const LISTED = 12;

/** Reads a segment, by its id or its number from 0, as its number. */
export function segmentReference(ids: readonly string[]): Pick<Field<number>, "read"> {
  const last = ids.length - 1;
  const listed = `${ids.slice(0, LISTED).join(", ")}${ids.length > LISTED ? ", ..." : ""}`;
  const expected =
    last < 0 ? "no segment, for the model has none" : `an id of a segment (${listed}) or its number from 0 to ${last}`;
  return {
    read(value, name) {
      if (typeof value !== "number" && typeof value !== "string") throw wrongType(name, expected, value);
      const found = typeof value === "string" ? ids.indexOf(value) : value;
      if (!Number.isInteger(found) || found < 0 || found > last) throw wrongValue(name, expected, value);
      return found;
    },
  };
}
