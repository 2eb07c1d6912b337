import { verbatim, wrongValue } from "../../core/internal";
import { CsvSplitter } from "./csv-splitter";

/** A small table, whole in memory: names of columns, and cells by row. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads CSV with a header. The apostrophe that `toCSV` puts before a cell that a spreadsheet would run as a formula is taken away.
 *
 * @param name what errors call the table.
 * @throws RangeError naming the line where quotes are broken, cells are missing, or bytes are no UTF-8.
 */
export function parseCsvTable(name: string, bytes: Uint8Array): CsvTable {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const rows: string[][] = [];
  let header: readonly string[] | undefined;
  const splitter = new CsvSplitter({ firstLine: 1 }, (line, bounds, fields, number) => {
    if (fields < 0) throw wrongValue(name, "CSV with whole quotes", verbatim(`broken ones in line ${number}`));
    const cells = Array.from({ length: fields }, (_, i) => {
      try {
        return decoder.decode(line.subarray(bounds[2 * i], bounds[2 * i + 1])).replace(/^'(?='*[=+\-@\t\r])/, "");
      } catch {
        throw wrongValue(name, "text that is UTF-8", verbatim(`other bytes in line ${number}`));
      }
    });
    if (header === undefined) {
      header = cells;
      return;
    }
    if (cells.length !== header.length) {
      throw wrongValue(name, `${header.length} cells, as the header has`, cells.length, ` in line ${number}`);
    }
    rows.push(cells);
  });
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  splitter.push(hasMark ? bytes.subarray(3) : bytes);
  splitter.end();
  return { header: header ?? [], rows };
}
