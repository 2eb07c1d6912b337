import { CsvSplitter } from "../csv/csv-splitter";
import { formatOf, type StreamedFormat } from "../formats";
import { JsonDocument } from "../rows/json-document";
import { JsonLines } from "../rows/json-lines";
import { longestList } from "../rows/list-path";
import { readParquet } from "../rows/parquet-events";
import { WebLog } from "../rows/web-log";
import { XesEvents } from "../rows/xes-events";
import { type OpenBytes, openSource, type Source } from "../source/source";
import { layoutOfCsv } from "./csv-layout";
import { flattenRow } from "./flatten-row";
import type { SampleLayout } from "./sample-layout";

/** Rows and cells that are looked at. */
const MOST_ROWS = 20_000;
const MOST_CELLS = 2_000_000;
const LAYOUT_BYTES = 1 << 18;

/** The first rows of a log, as they are and by column. */
export interface LogSample {
  readonly format: StreamedFormat | "parquet" | "rows";
  readonly rows: readonly object[];
  /** The cells of each column, one for each row; undefined where it has none. */
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
  /** Whether these are all rows of the source. */
  readonly whole: boolean;
  /** What `readEvents` needs to read the same rows. */
  readonly layout: SampleLayout;
  readonly notes: readonly string[];
  /** The columns of the elements, where rows are those of a list within each. */
  readonly inside: ReadonlySet<string>;
  /** The rows within the longest list of each row, where there is one that was left as it is. */
  unfold(): LogSample | undefined;
}

/** Reads the first rows of a log in any format. */
export async function sampleLog(source: Source, signal: AbortSignal | undefined): Promise<LogSample> {
  const opened = await openSource(source, { signal, logs: true });
  const rows = new RowCollector();
  if (opened.kind === "rows") {
    for await (const row of opened.rows) if (!rows.add(row)) break;
    return rows.sample("rows", {}, []);
  }
  if (opened.kind === "parquet") {
    await readParquet(opened, { pushAt: (row) => void rows.add(row) }, undefined, async () => !rows.full);
    return rows.sample("parquet", {}, []);
  }
  return sampleBytes(opened, rows);
}

async function sampleBytes(opened: OpenBytes, rows: RowCollector): Promise<LogSample> {
  let reader: { push(chunk: Uint8Array): void; end(): void } | undefined;
  let format: StreamedFormat = "csv";
  let layout: SampleLayout = {};
  let isList = false;
  for await (const chunk of joinedHead(opened.chunks, LAYOUT_BYTES)) {
    if (reader === undefined) {
      isList = /^\s*\[/.test(new TextDecoder().decode(chunk.subarray(0, 1024)));
      format = formatOf(chunk, { records: undefined, skipLines: 0 });
      if (format === "csv") {
        layout = layoutOfCsv(chunk);
        reader = csvReader(layout, rows);
      } else reader = await objectReader(format, rows);
    }
    reader.push(chunk);
    if (rows.full) break;
  }
  if (!rows.full) reader?.end();
  return rows.sample(format, layout, opened.notes, isList);
}

async function objectReader(format: Exclude<StreamedFormat, "csv">, rows: RowCollector) {
  const sink = { pushAt: (row: unknown) => void rows.add(row), refuseAt() {} };
  if (format === "xes") return XesEvents.create(sink);
  if (format === "weblog") return new WebLog(sink, 1);
  return format === "json" ? new JsonDocument(sink, undefined, 1) : new JsonLines(sink, 1);
}

function csvReader({ skipLines = 0, header, delimiter }: SampleLayout, rows: RowCollector) {
  let names: readonly string[] | undefined = header || undefined;
  let line = 0;
  const decoder = new TextDecoder();
  const splitter = new CsvSplitter({ delimiter, firstLine: 1 }, (bytes, bounds, fields) => {
    if (fields < 0) return;
    const cells = Array.from({ length: fields }, (_, i) =>
      decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])),
    );
    if (names === undefined) {
      if (cells[0] === "sep=" && fields === 2) return;
      names = header === false ? cells.map((_, i) => String(i + 1)) : cells.map((name) => name.trim());
      if (header !== false) return;
    }
    if (fields !== names.length) return;
    const named = names;
    rows.add(Object.fromEntries(cells.map((cell, i) => [named[i]!, cell])));
  });
  return {
    push(chunk: Uint8Array) {
      let from = 0;
      for (; line < skipLines && from < chunk.length; from++) if (chunk[from] === 10) line += 1;
      splitter.push(chunk.subarray(from));
    },
    end: () => splitter.end(),
  };
}

/** The same bytes, the first this many of them in one chunk. */
async function* joinedHead(chunks: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (head === undefined) yield chunk;
    else {
      const whole: Uint8Array = new Uint8Array(head.length + chunk.length);
      whole.set(head);
      whole.set(chunk, head.length);
      head = whole.length < length ? whole : undefined;
      if (head === undefined) yield whole;
    }
  }
  if (head && head.length > 0) yield head;
}

/** Collects rows until there are enough. */
class RowCollector {
  full = false;
  readonly #rows: object[] = [];
  #cells = 0;

  /** Whether another row is wanted. */
  add(row: unknown): boolean {
    if (this.full || typeof row !== "object" || row === null) return !this.full;
    this.#rows.push(row);
    this.#cells += Object.keys(row).length;
    this.full = this.#rows.length >= MOST_ROWS || this.#cells >= MOST_CELLS;
    return !this.full;
  }

  /** @param isList whether the rows are elements of an outermost list. */
  sample(format: LogSample["format"], layout: SampleLayout, notes: readonly string[], isList = false): LogSample {
    const { rows, found } = this.#unfolded(format, isList);
    return this.#sampleOf(format, rows, { ...layout, ...found }, notes);
  }

  #sampleOf(
    format: LogSample["format"],
    rows: readonly object[],
    layout: SampleLayout,
    notes: readonly string[],
    inside: ReadonlySet<string> = new Set(),
  ): LogSample {
    const columns = new Map<string, unknown[]>();
    for (const [i, row] of rows.entries()) {
      for (const [name, value] of flattenRow(row)) {
        let cells = columns.get(name);
        if (cells === undefined) {
          cells = Array(rows.length).fill(undefined);
          columns.set(name, cells);
        }
        cells[i] = value;
      }
    }
    const isDocument = layout.records !== undefined;
    return {
      ...{ format: isDocument ? "json" : format, rows, columns },
      ...{ whole: !this.full, layout, notes, inside },
      unfold: () => {
        const path = layout.unnest === undefined && format !== "csv" ? listOfMost(rows) : undefined;
        if (path === undefined) return undefined;
        const keys = new Set(
          rows.slice(0, 100).flatMap((row) => listAt(row, path).flatMap((each) => Object.keys(each))),
        );
        return this.#sampleOf(format, unnested(rows, path), { ...layout, unnest: path }, notes, keys);
      },
    };
  }

  /** Rows that are within others: in one document, or in a list of each. */
  #unfolded(format: LogSample["format"], isList: boolean): { rows: readonly object[]; found: SampleLayout } {
    const rows = this.#rows;
    const [first] = rows;
    const isJson = format === "json" || format === "ndjson";
    const path = first && isJson ? longestList(first) : undefined;
    if (path === undefined) return { rows, found: {} };
    if (rows.length === 1 && !isList) return { rows: listAt(first!, path), found: { records: path } };
    if (!LISTS_OF_EVENTS.test(path)) return { rows, found: {} };
    return { rows: unnested(rows, path), found: { unnest: path } };
  }
}

/** The list of objects that is the longest one in most rows. */
function listOfMost(rows: readonly object[]): string | undefined {
  const paths = rows.slice(0, 100).map(longestList);
  const path = paths.find((each) => each !== undefined);
  return path !== undefined && paths.filter((each) => each === path).length > paths.length / 2 ? path : undefined;
}

function unnested(rows: readonly object[], path: string): readonly object[] {
  return rows.flatMap((row) => listAt(row, path).map((each) => ({ ...row, ...each }))).slice(0, MOST_ROWS);
}

/** Lists of a visit's actions are called so. */
const LISTS_OF_EVENTS = /(actions?|events?|hits|steps|actionDetails|activities)$/i;

function listAt(row: object, path: string): object[] {
  let value: unknown = row;
  for (const key of path.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === "object" && each !== null) : [];
}
