import { didYouMean, verbatim, wrongType, wrongValue } from "../../core/internal";
import { BROKEN_QUOTES, CsvSplitter } from "../../events/internal";

/** A line of an answered form. */
export interface AnswerLine {
  /** Counted from 1, the header. */
  readonly line: number;
  readonly id: string;
  /** Name on the card; undefined where the form has no such column. */
  readonly called: string | undefined;
  readonly answer: string;
  readonly name: string;
}

const NEEDED = ["id", "answer", "name"] as const;
const LONGEST_BYTES = 1 << 24;

/**
 * Reads the lines of a form, in whatever order its columns stand; further columns are for people.
 *
 * @throws TypeError, RangeError naming the line.
 */
export function readAnswers(answers: string | Uint8Array): AnswerLine[] {
  const bytes = typeof answers === "string" ? new TextEncoder().encode(answers) : answers;
  if (!(bytes instanceof Uint8Array)) throw wrongType("answers", "a text or bytes of CSV", answers);
  if (bytes.length > LONGEST_BYTES) throw wrongValue("answers", "at most 16 MB", verbatim(`${bytes.length} bytes`));
  const lines: AnswerLine[] = [];
  let columns: Columns | undefined;
  const splitter = new CsvSplitter({ firstLine: 1 }, (row, bounds, fields, line) => {
    if (fields < 0) {
      const problem = fields === BROKEN_QUOTES ? "broken quotes" : "a line too long to be one";
      throw wrongValue("answers", "CSV", verbatim(problem), at(line));
    }
    const cells = Array.from({ length: fields }, (_, i) =>
      textOf(row.subarray(bounds[2 * i], bounds[2 * i + 1]), line),
    );
    if (columns === undefined) {
      columns = columnsOf(cells);
      return;
    }
    if (cells.every((cell) => cell === "")) return;
    if (fields !== columns.count)
      throw wrongValue("answers", `${columns.count} fields as in the first line`, verbatim(String(fields)), at(line));
    const { id, called, answer, name } = columns;
    const calledThere = called < 0 ? undefined : cells[called]!;
    lines.push({ line, id: cells[id]!, called: calledThere, answer: cells[answer]!, name: cells[name]! });
  });
  splitter.push(bytes);
  splitter.end();
  if (columns === undefined) throw wrongValue("answers", NAMED, verbatim("nothing"));
  return lines;
}

/** ` in line 3` */
export function at(line: number): string {
  return ` in line ${line}`;
}

interface Columns {
  readonly id: number;
  readonly called: number;
  readonly answer: number;
  readonly name: number;
  readonly count: number;
}

const NAMED = `a first line that names the columns ${NEEDED.join(", ")}`;

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((cell, i) => (i === 0 ? cell.replace(/^\ufeff/, "") : cell).trim().toLowerCase());
  for (const needed of NEEDED) {
    const found = names.filter((name) => name === needed).length;
    if (found === 1) continue;
    if (found > 1) throw wrongValue("answers", `one column ${needed}`, verbatim(String(found)));
    const meant = didYouMean(
      needed,
      names.filter((name) => !NEEDED.includes(name as never)),
    );
    const after = meant ? `; did you mean its column ${JSON.stringify(meant)}?` : "";
    throw wrongValue("answers", NAMED, names.join(","), after);
  }
  const [id, called, answer, name] = ["id", "called", "answer", "name"].map((column) => names.indexOf(column));
  return { id: id!, called: called!, answer: answer!, name: name!, count: names.length };
}

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(cell: Uint8Array, line: number): string {
  try {
    return utf8.decode(cell).trim();
  } catch {
    throw wrongValue(
      "answers",
      'text in UTF-8 (in a spreadsheet, save as "CSV UTF-8")',
      verbatim("other bytes"),
      at(line),
    );
  }
}
