import { MissingDependencyError } from "../../core";
import { readOptions, type Schema, string, wrongType } from "../../core/internal";
import type { WarehouseRow } from "./rows";

/** Options of {@link duckdbRows}. */
export interface DuckdbRowsOptions {
  /** A file of DuckDB's. @default a database in memory, from which files are read all the same */
  database?: string | undefined;
}

const DUCKDB_ROWS_OPTIONS = { database: string() } satisfies Schema<DuckdbRowsOptions>;

/** What is used of `@duckdb/node-api`, an optional peer. */
interface DuckdbLibrary {
  DuckDBInstance: {
    create(
      path: string,
      options?: Record<string, string>,
    ): Promise<{ connect(): Promise<DuckdbConnection>; closeSync(): void }>;
  };
}

interface DuckdbConnection {
  stream(sql: string): Promise<{ deduplicatedColumnNames(): string[]; yieldRows(): AsyncIterable<unknown[][]> }>;
  closeSync(): void;
}

/**
 * The rows of a query that DuckDB runs in this process: from a file that it reads (Parquet, JSON, CSV, Excel, Avro, SQLite
 * and others, whole folders of them too), or from a database. Times come as text, to the microsecond or nanosecond that
 * they have; lists as arrays, structs as objects.
 *
 * @param sql one query, such as `from 'events/*.parquet'`.
 * @param options see {@link DuckdbRowsOptions}.
 * @returns the rows, as {@link readEvents} takes them.
 * @throws MissingDependencyError when `@duckdb/node-api` is not installed; what DuckDB says of the query.
 * @example
 * const rows = duckdbRows("select 'ann' as who, 'START' as what, timestamp '2026-01-05 09:30:00' as at");
 * const events = await readEvents(rows, { user: "who", action: "what", time: "at" });
 * events.actions; // ["START"]
 */
export async function* duckdbRows(sql: string, options: DuckdbRowsOptions = {}): AsyncGenerator<WarehouseRow> {
  if (typeof sql !== "string") throw wrongType("sql", "text", sql);
  const { database = ":memory:" } = readOptions(options, DUCKDB_ROWS_OPTIONS);
  const { DuckDBInstance } = await duckdbLibrary();
  const instance = await DuckDBInstance.create(database, database === ":memory:" ? {} : { access_mode: "READ_ONLY" });
  try {
    const connection = await instance.connect();
    try {
      const result = await connection.stream(sql);
      const names = result.deduplicatedColumnNames();
      for await (const rows of result.yieldRows()) {
        for (const row of rows) yield plainFields(names.map((name, column) => [name, row[column]]));
      }
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function duckdbLibrary(): Promise<DuckdbLibrary> {
  const name = "@duckdb/node-api";
  try {
    return await import(/* @vite-ignore */ name);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingDependencyError(name, "SQL");
  }
}

/** A value of DuckDB's as one of JavaScript's: lists as arrays, structs as objects, times and all else as text. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("items" in value && Array.isArray(value.items)) return value.items.map(plain);
  if (
    "entries" in value &&
    typeof value.entries === "object" &&
    value.entries !== null &&
    !Array.isArray(value.entries)
  ) {
    return plainFields(Object.entries(value.entries));
  }
  return String(value).replace(/^([-\d]+ [\d:.]+[+-]\d\d)$/, "$1:00"); // a zone of whole hours
}

/** An object without a prototype: a column may be called `__proto__`. */
function plainFields(fields: readonly (readonly [string, unknown])[]): WarehouseRow {
  const row: Record<string, unknown> = Object.create(null);
  for (const [name, value] of fields) row[name] = plain(value);
  return row;
}
