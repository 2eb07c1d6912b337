import { boolean, plainObject, readOptions, type Schema, wrongType } from "../../core/internal";

/** Options of {@link toCSV}. */
export interface ToCSVOptions {
  /** Begin with a byte order mark, by which spreadsheets know that the text is UTF-8. @default false */
  byteOrderMark?: boolean | undefined;
}

const TO_CSV_OPTIONS = { byteOrderMark: boolean(false) } satisfies Schema<ToCSVOptions>;

/**
 * Rows as CSV (RFC 4180, with a header), safe to open in a spreadsheet: a text that begins with `=`, `+`, `-`, `@`, a
 * tab or a carriage return, which a spreadsheet would run as a formula, gets an apostrophe before it; so does one that begins
 * with apostrophes and such a sign, so that the text can be recovered.
 *
 * @param rows plain objects of texts, numbers and booleans, all with the keys of the first; null and undefined give an
 *   empty cell.
 * @param options whether the text begins with a byte order mark.
 * @returns the text, each line ended by CR LF; empty for no rows.
 * @throws TypeError when `rows` is not an array of such objects.
 * @example
 * toCSV([{ action: "=1+1", size: 2 }, { action: "BUY, or not", size: null }]);
 * // "action,size\r\n'=1+1,2\r\n\"BUY, or not\",\r\n"
 */
export function toCSV(rows: readonly object[], options: ToCSVOptions = {}): string {
  const { byteOrderMark } = readOptions(options, TO_CSV_OPTIONS);
  if (!Array.isArray(rows)) throw wrongType("rows", "an array of rows", rows);
  const given = Array.from(rows, (row, i) => plainObject(`rows[${i}]`, "a plain object", row));
  const columns = Object.keys(given[0] ?? {});
  const lines = given.map((row, i) => columns.map((column) => cell(row[column], () => `rows[${i}].${column}`)));
  if (columns.length > 0) lines.unshift(columns.map((column) => cell(column, () => "rows")));
  return (byteOrderMark ? "\ufeff" : "") + lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: unknown, name: () => string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value !== "string") throw wrongType(name(), "a text, a number, true, false or null", value);
  const text = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
