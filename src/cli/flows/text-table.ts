import { didYouMean } from "../../core/internal";
import { CsvSplitter, openSource } from "../../events/internal";

/** A table of texts: a column for each name, one text for each line. */
export interface TextTable {
  readonly file: string;
  readonly names: readonly string[];
  readonly columns: readonly (readonly string[])[];
  readonly rows: number;
}

/**
 * Reads a table from CSV with a header line.
 *
 * @throws RangeError when there is no line, or one has more or fewer fields than the first; the line is named.
 */
export async function readTextTable(file: string): Promise<TextTable> {
  const opened = await openSource(file);
  if (opened.kind === "rows") throw new TypeError(`${file} is no CSV file`);
  const decoder = new TextDecoder();
  let names: string[] | undefined;
  let columns: string[][] = [];
  const splitter = new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields, line) => {
    if (fields < 0) throw new RangeError(`${file}, line ${line}: broken quotes`);
    const cells = Array.from({ length: fields }, (_, i) =>
      decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
    );
    if (names === undefined) {
      names = cells.map((name, i) => (i === 0 ? name.replace(/^\uFEFF/, "") : name));
      columns = names.map(() => []);
      return;
    }
    if (fields !== names.length) {
      throw new RangeError(`${file}, line ${line}: ${fields} fields, where the first line has ${names.length}`);
    }
    for (const [c, cell] of cells.entries()) columns[c]!.push(cell);
  });
  for await (const chunk of opened.chunks) splitter.push(chunk);
  splitter.end();
  if (names === undefined) throw new RangeError(`${file} is empty`);
  return { file, names, columns, rows: columns[0]?.length ?? 0 };
}

/**
 * A column by the name that a flag gives.
 *
 * @throws RangeError naming the flag, and the column that was probably meant.
 */
export function textColumn({ file, names, columns }: TextTable, flag: string, name: string): readonly string[] {
  const at = names.indexOf(name);
  if (at >= 0) return columns[at]!;
  const nearest = didYouMean(name, names);
  const meant = nearest === undefined ? `it has ${names.join(", ")}` : `did you mean ${nearest}?`;
  throw new RangeError(`${flag}: ${file} has no column ${JSON.stringify(name)}; ${meant}`);
}

/**
 * The same as numbers; NaN where a cell is empty, NA or null.
 *
 * @throws RangeError naming the flag and the line of a cell that is not a number.
 */
export function numberColumn(table: TextTable, flag: string, name: string): Float64Array {
  return Float64Array.from(textColumn(table, flag, name), (cell, row) => {
    if (cell === "" || /^(na|nan|null)$/i.test(cell)) return Number.NaN;
    const figure = Number(cell);
    if (Number.isFinite(figure)) return figure;
    throw new RangeError(`${flag}: ${table.file}, line ${row + 2}: ${JSON.stringify(cell)} is no number`);
  });
}
