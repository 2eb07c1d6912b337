/** A cell of a table. */
export type Cell = string | number | null;

/**
 * Rows as CSV (RFC 4180), a cell that a spreadsheet would run as a formula made text by an apostrophe. Begins with a byte
 * order mark, so that spreadsheets read it as UTF-8.
 */
export function csvText(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => row.map(cellText).join(",")).join("\r\n")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
