import { readOptions, wrongType } from "../core/internal";
import { checkKeys, checkRows, keyBytes, versionAfter } from "./checks";
import { clockOf, TABLE_STORE_OPTIONS, type TableStoreOptions } from "./options";
import type { RowToPut, StateStore, StoredRow } from "./state-store";

/** What is used of a database of `node:sqlite` (DatabaseSync) or better-sqlite3. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    get(...values: (Uint8Array | number | null)[]): unknown;
    all(...values: (Uint8Array | number | null)[]): unknown[];
    run(...values: (Uint8Array | number | null)[]): { changes: number | bigint };
  };
}

/**
 * A store in a table of an SQLite database that you opened: one file, no server. Turn on the write-ahead log
 * (`pragma journal_mode = wal`) and, where several processes write, `pragma busy_timeout`.
 *
 * @param database of `node:sqlite` (Node 22.5 and later) or better-sqlite3.
 * @param options  the clock, and the table, which is made where it is missing.
 * @returns the store; closing the database stays with you.
 * @throws TypeError when it is no such database, or there is no clock.
 * @example
 * const statement = { get: () => undefined, all: () => [], run: () => ({ changes: 0 }) };
 * const database = { exec: () => {}, prepare: () => statement }; // in place of new DatabaseSync("states.db") of node:sqlite
 * await sqliteStore(database, { now: Date.now }).getMany(["u/1"]); // [undefined]
 */
export function sqliteStore(database: SqliteDatabase, options: TableStoreOptions): StateStore {
  if (typeof database?.prepare !== "function" || typeof database.exec !== "function") {
    throw wrongType("database", "a database of node:sqlite or better-sqlite3", database);
  }
  const now = clockOf(options, TABLE_STORE_OPTIONS);
  return new SqliteStore(database, readOptions(options, TABLE_STORE_OPTIONS).table, now);
}

interface SqliteRow {
  readonly key: Uint8Array;
  readonly version: number;
  readonly bytes: Uint8Array;
  readonly expires_at: number | null;
}

const PAGE = 1000;

class SqliteStore implements StateStore {
  readonly #database: SqliteDatabase;
  readonly #now: () => number;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqliteDatabase, table: string, now: () => number) {
    this.#database = database;
    this.#now = now;
    database.exec(
      `create table if not exists ${table} (key blob primary key, version integer not null, bytes blob not null, expires_at integer) without rowid`,
    );
    this.#sql = statements(database, table);
  }

  async getMany(keys: readonly string[]): Promise<readonly (StoredRow | undefined)[]> {
    checkKeys(keys);
    const now = this.#now();
    return keys.map((key) => rowOf(this.#sql.get.get(keyBytes("key", key), now) as SqliteRow | undefined));
  }

  async putMany(rows: readonly RowToPut[]): Promise<readonly boolean[]> {
    checkRows(rows);
    const now = this.#now();
    return this.#transaction(() =>
      rows.map(({ key, expected, bytes, expiresAt = null }) => {
        const [at, version] = [keyBytes("key", key), versionAfter(expected, now)];
        const { changes } =
          expected === 0
            ? this.#sql.create.run(at, version, bytes, expiresAt, now)
            : this.#sql.update.run(version, bytes, expiresAt, at, expected, now);
        return Number(changes) === 1;
      }),
    );
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    checkKeys(keys);
    this.#transaction(() => {
      for (const key of keys) this.#sql.delete.run(keyBytes("key", key));
    });
  }

  async *scan(prefix: string): AsyncIterable<StoredRow & { readonly key: string }> {
    const start = keyBytes("prefix", prefix);
    const text = new TextDecoder();
    let after: Uint8Array | null = null;
    for (;;) {
      const from: Uint8Array = after ?? start;
      const page = (after ? this.#sql.after : this.#sql.from).all(from, this.#now(), PAGE) as SqliteRow[];
      for (const found of page) {
        const key = text.decode(found.key);
        if (!key.startsWith(prefix)) return;
        yield { key, ...rowOf(found)! };
      }
      if (page.length < PAGE) return;
      after = page.at(-1)!.key;
    }
  }

  async purge(): Promise<number> {
    return Number(this.#sql.purge.run(this.#now()).changes);
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec("begin immediate");
    try {
      const result = work();
      this.#database.exec("commit");
      return result;
    } catch (error) {
      this.#database.exec("rollback");
      throw error;
    }
  }
}

function statements(database: SqliteDatabase, table: string) {
  const living = "(expires_at is null or expires_at > ?)";
  const columns = "key, version, bytes, expires_at";
  return {
    get: database.prepare(`select ${columns} from ${table} where key = ? and ${living}`),
    create: database.prepare(
      `insert into ${table} (${columns}) values (?, ?, ?, ?) on conflict (key) do update set
       version = excluded.version, bytes = excluded.bytes, expires_at = excluded.expires_at
       where ${table}.expires_at <= ?`,
    ),
    update: database.prepare(
      `update ${table} set version = ?, bytes = ?, expires_at = ? where key = ? and version = ? and ${living}`,
    ),
    delete: database.prepare(`delete from ${table} where key = ?`),
    from: database.prepare(`select ${columns} from ${table} where key >= ? and ${living} order by key limit ?`),
    after: database.prepare(`select ${columns} from ${table} where key > ? and ${living} order by key limit ?`),
    purge: database.prepare(`delete from ${table} where expires_at <= ?`),
  };
}

function rowOf(row: SqliteRow | undefined): StoredRow | undefined {
  if (!row) return undefined;
  const { version, bytes, expires_at: expiresAt } = row;
  const stored = { version, bytes: new Uint8Array(bytes) };
  return expiresAt === null ? stored : { ...stored, expiresAt };
}
