import { wrongValue } from "../../core/internal";
import type { Cell, TableRow } from "./to-rows";

/**
 * Rows as CSV (RFC 4180, with a header), safe to open in a spreadsheet: a text that begins with `=`, `+`, `-`, `@`, a
 * tab or a carriage return, which a spreadsheet would run as a formula, gets an apostrophe before it.
 *
 * @param rows all with the keys of the first, as `toRows` gives them.
 * @returns the text, lines ended by CR LF; empty for no rows.
 * @throws TypeError when `rows` is no array.
 * @example
 * toCSV([{ action: "=1+1", size: 2 }, { action: "BUY, or not", size: null }]);
 * // "action,size\r\n'=1+1,2\r\n\"BUY, or not\",\r\n"
 */
export function toCSV(rows: readonly TableRow[]): string {
  if (!Array.isArray(rows)) throw wrongValue("type", "rows", "an array of rows", rows);
  const [first] = rows;
  if (first === undefined) return "";
  const columns = Object.keys(first);
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column] ?? null)))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
