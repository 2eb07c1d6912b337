import { DelimiterDetector } from "../csv/detect-delimiter";
import { isSnowplowRow, SNOWPLOW_COLUMNS } from "../presets/snowplow-columns";
import type { SampleLayout } from "./sample-layout";

/** A blank divides columns only where nothing else does. */
const DELIMITERS = [",", "\t", ";", "|", " "];
const LINES_LOOKED_AT = 200;
/** The share of lines that must have one number of words for blanks to divide columns. */
const SHARE_OF_BLANKS = 0.99;

/** Where the table of CSV begins, what separates its columns, and whether its first row names them. */
export function layoutOfCsv(head: Uint8Array): SampleLayout {
  const text = new TextDecoder().decode(head);
  const lines = text.split(/\r\n|\n|\r/).slice(0, LINES_LOOKED_AT);
  if (lines.length > 1) lines.pop(); // may be cut
  const { delimiter, width } = mostRegular(lines);
  if (width < 2) return {};
  const first = lines.findIndex((line) => cellsOf(line, delimiter).length === width);
  const preamble = lines.slice(0, first);
  const skipLines = preamble.every((line) => line === "" || /^sep=.$/.test(line)) ? 0 : first;
  const rows = lines
    .slice(first)
    .map((line) => cellsOf(line, delimiter))
    .filter((cells) => cells.length === width);
  const header = isSnowplowRow(rows[0]!) ? SNOWPLOW_COLUMNS : (false as const);
  return {
    ...(skipLines > 0 && { skipLines }),
    ...(!namesColumns(rows[0]!, rows.slice(1)) && { header }),
    ...(readersDelimiter(lines.slice(skipLines).join("\n")) !== delimiter && { delimiter }),
  };
}

/** The delimiter by which most lines have one number of cells, two at least; the more cells the better. */
function mostRegular(lines: readonly string[]): { delimiter: string; width: number } {
  let best = { delimiter: ",", width: 1, score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const width = cellsOf(line, delimiter).length;
      if (line !== "") counts.set(width, (counts.get(width) ?? 0) + 1);
    }
    for (const [width, count] of counts) {
      const isWords = delimiter === " " && (width < 3 || count < SHARE_OF_BLANKS * lines.length || best.score > 1);
      const score = width < 2 || isWords ? 0 : (count / lines.length) * (1 + Math.min(width, 20) / 20);
      if (score > best.score) best = { delimiter, width, score };
    }
  }
  return best;
}

/** Cells of a line; quotes are considered as far as a line goes. */
function cellsOf(line: string, delimiter: string): string[] {
  if (delimiter === "\t" || !line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells = [""];
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) cells.push("");
    else cells[cells.length - 1] += char;
  }
  return cells.map((cell) => cell.trim());
}

/**
 * Whether the first row names the columns: each name is there once, none is a number or a time, and none of them occurs below,
 * where columns of numbers or times may decide.
 */
function namesColumns(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const filled = first.filter((name) => name !== "");
  if (filled.some((name) => isFigure(name)) || new Set(filled).size < filled.length) return false;
  const differs = first.some((_, i) => rows.some((row) => isFigure(row[i]!)));
  if (differs || rows.length === 0) return true;
  return first.every((name, i) => rows.every((row) => row[i] !== name));
}

/** A number, or a date or time in digits. */
function isFigure(text: string): boolean {
  return /^[-+]?[\d.,]+(e[-+]?\d+)?$/i.test(text) ? /\d/.test(text) : /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(text);
}

function readersDelimiter(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return String.fromCharCode(new DelimiterDetector().detect(bytes, bytes.length, true)!);
}
