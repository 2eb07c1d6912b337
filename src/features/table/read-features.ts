import { listOfTexts, readOptions, type Schema, string, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { Source } from "../../events";
import { CsvSplitter, missingColumn, openSource } from "../../events/internal";
import { type FeatureTable, readTable } from "./feature-table";

/** Options of {@link readFeatures}. */
export interface ReadFeaturesOptions {
  /** The column that names whom each row is of. @default the first column */
  id?: string | undefined;
  /** The columns of figures, in the order wanted. @default all others */
  columns?: readonly string[] | undefined;
}

const READ_FEATURES_OPTIONS = {
  id: string(),
  columns: {
    expected: "an array of names of columns",
    default: undefined,
    read: (value: unknown, name: string): readonly string[] => listOfTexts(name, value as readonly string[]),
  },
} satisfies Schema<ReadFeaturesOptions>;

/**
 * Reads a table of figures from CSV with a header line: a row for each user or customer. An empty cell is a missing number.
 *
 * @param source a path, a stream, or an iterable of bytes or text.
 * @param options which columns.
 * @returns the table.
 * @throws RangeError when a column is missing, an id is empty or repeats, a cell is no number, or a line has more or fewer
 *   fields; the line is named.
 * @example
 * const table = await readFeatures(["user,visits,spent\n", "ann,3,20.5\n", "bob,12,\n"]);
 * table.names; // ["visits", "spent"]
 * column(table, "spent"); // Float64Array [20.5, NaN]
 */
export async function readFeatures(source: Source, options: ReadFeaturesOptions = {}): Promise<FeatureTable> {
  const wanted = readOptions(options, READ_FEATURES_OPTIONS);
  const opened = await openSource(source);
  if (opened.kind === "rows") throw wrongType("source", "a file of CSV", verbatim("row objects"));
  let header: string[] | undefined;
  let places: { readonly id: number; readonly names: readonly string[]; readonly of: readonly number[] } | undefined;
  const ids: string[] = [];
  const columns: number[][] = [];
  const splitter = new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields, line) => {
    if (fields < 0) throw new RangeError(`line ${line}: broken quotes`);
    const cells = Array.from({ length: fields }, (_, i) =>
      decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
    );
    if (header === undefined || places === undefined) {
      header = cells.map((name, i) => (i === 0 ? name.replace(/^\uFEFF/, "") : name));
      places = placesOf(header, wanted);
      for (const _ of places.names) columns.push([]);
      return;
    }
    if (fields !== header.length) {
      throw new RangeError(`line ${line}: ${fields} fields, where the first line has ${header.length}`);
    }
    const id = cells[places.id]!;
    if (id === "") throw new RangeError(`line ${line}: no ${JSON.stringify(header[places.id])}`);
    ids.push(id);
    for (const [c, place] of places.of.entries()) columns[c]!.push(figureOf(cells[place]!, places.names[c]!, line));
  });
  for await (const chunk of opened.chunks) splitter.push(chunk);
  splitter.end();
  const { names } = places ?? { names: [] };
  return readTable("source", { ids, names, columns: columns.map((values) => Float64Array.from(values)) });
}

const decoder = new TextDecoder();

function placesOf(header: readonly string[], { id, columns }: ReadFeaturesOptions) {
  const placeOf = (name: string) => {
    const place = header.indexOf(name);
    if (place < 0) throw missingColumn(name, header, "first line");
    return place;
  };
  const ofId = id === undefined ? 0 : placeOf(id);
  const names = columns ?? header.filter((_, place) => place !== ofId);
  if (names.length === 0) throw wrongValue("source", "a column of figures beside the ids", verbatim("none"));
  return { id: ofId, names, of: names.map(placeOf) };
}

function figureOf(cell: string, name: string, line: number): number {
  if (cell === "" || /^(na|nan|null)$/i.test(cell)) return Number.NaN;
  const figure = Number(cell);
  if (Number.isFinite(figure)) return figure;
  throw new RangeError(
    `line ${line}: ${JSON.stringify(name)} is ${JSON.stringify(cell)}, no number; name the columns of figures`,
  );
}
