import { describeValue, wrongType } from "../../core/internal";

/** A row of a result: its columns by name. */
export type WarehouseRow = Readonly<Record<string, unknown>>;

type Rows = AsyncIterable<WarehouseRow | readonly WarehouseRow[]> | Iterable<WarehouseRow | readonly WarehouseRow[]>;

/**
 * Runs a text in the warehouse, with a client of yours, and gives the rows one by one, in batches, or all at once: a
 * stream, an array, or a promise of either.
 */
export type RunSql = (sql: string) => Rows | PromiseLike<Rows>;

/** Reads columns of rows, whatever client they come from: names in capitals, numbers as BigInt or text, lists as objects. */
export class RowReader {
  readonly #text: string;
  /** The columns' names as the client writes them, by their names in small letters. */
  #columns: ReadonlyMap<string, string> | undefined;

  /** @param text what was run, for messages. */
  constructor(text: string) {
    this.#text = text;
  }

  value(row: WarehouseRow, column: string): unknown {
    this.#columns ??= new Map(Object.keys(row).map((name) => [name.toLowerCase(), name]));
    const name = this.#columns.get(column);
    if (name === undefined) {
      const found = [...this.#columns.values()].join(", ") || "none";
      throw new RangeError(`a row of "${this.#text}" has no column "${column}"; its columns: ${found}`);
    }
    return row[name];
  }

  /** A whole number >= 0. */
  count(row: WarehouseRow, column: string): number {
    const value = this.value(row, column);
    const isText = typeof value === "string" && /^\d+(\.0*)?$/.test(value);
    const number = typeof value === "bigint" || isText ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) return number;
    throw wrongType(column, "a whole number >= 0", value, ` in a row of "${this.#text}"`);
  }

  text(row: WarehouseRow, column: string): string {
    const value = this.value(row, column);
    if (typeof value === "string") return value;
    throw wrongType(column, "text", value, ` in a row of "${this.#text}"`);
  }
}

/** Runs a text and reads its rows one by one. */
export async function* rowsOf(run: RunSql, sql: string): AsyncGenerator<WarehouseRow> {
  const rows: unknown = await run(sql);
  if (typeof rows !== "object" || rows === null || !(Symbol.asyncIterator in rows || Symbol.iterator in rows)) {
    throw new TypeError(`"run" expected to give an iterable of rows, got ${describeValue(rows)}`);
  }
  for await (const part of rows as Rows) {
    const batch = (Array.isArray(part) ? part : [part]) as readonly unknown[];
    for (const row of batch) {
      if (typeof row !== "object" || row === null || Array.isArray(row)) {
        throw new TypeError(`"run" expected to give rows as objects, got ${describeValue(row)}`);
      }
      yield row as WarehouseRow;
    }
  }
}
