import { readOptions, wrongType } from "../core/internal";
import { checkKeys, checkRows, keyBytes, versionAfter } from "./checks";
import { clockOf, TABLE_STORE_OPTIONS, type TableStoreOptions } from "./options";
import type { RowToPut, StateStore, StoredRow } from "./state-store";

/** What is used of a client or pool of `pg`. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount?: number | null }>;
}

/**
 * A store in a table of a PostgreSQL database that you are connected to.
 *
 * @param client  a pool or client of `pg`; ending it stays with you.
 * @param options the clock, and the table, which is made where it is missing.
 * @returns the store, once the table is there.
 * @throws TypeError when it is no such client, or there is no clock.
 * @example
 * const pool = { query: async () => ({ rows: [] }) }; // in place of new Pool() of pg
 * const store = await postgresStore(pool, { now: Date.now });
 * await store.getMany(["u/1"]); // [undefined]
 */
export async function postgresStore(client: PostgresClient, options: TableStoreOptions): Promise<StateStore> {
  if (typeof client?.query !== "function") throw wrongType("client", "a client or pool of pg", client);
  const now = clockOf(options, TABLE_STORE_OPTIONS);
  const { table } = readOptions(options, TABLE_STORE_OPTIONS);
  const exists = await client.query("select 1 from pg_catalog.pg_class where oid = to_regclass($1)", [table]);
  if (rowsOf(exists).length === 0) {
    await client.query(createSql(table));
  }
  return new PostgresStore(client, table, now);
}

interface PostgresRow {
  readonly key: Uint8Array;
  readonly version: string | number;
  readonly bytes: Uint8Array;
  readonly expires_at: string | number | null;
}

const PAGE = 1000;

class PostgresStore implements StateStore {
  readonly #client: PostgresClient;
  readonly #table: string;
  readonly #now: () => number;

  constructor(client: PostgresClient, table: string, now: () => number) {
    this.#client = client;
    this.#table = table;
    this.#now = now;
  }

  async getMany(keys: readonly string[]): Promise<readonly (StoredRow | undefined)[]> {
    checkKeys(keys);
    if (keys.length === 0) return [];
    const rows = await this.#query<PostgresRow>(
      `select key, version, bytes, expires_at from ${this.#table}
       where key = any($1::bytea[]) and (expires_at is null or expires_at > $2)`,
      [keys.map((key) => hexOf(keyBytes("key", key))), this.#now()],
    );
    const found = new Map(rows.map((row) => [textOf(row.key), rowOf(row)]));
    return keys.map((key) => found.get(key));
  }

  async putMany(rows: readonly RowToPut[]): Promise<readonly boolean[]> {
    checkRows(rows);
    const now = this.#now();
    const [fresh, known] = [rows.filter(({ expected }) => expected === 0), rows.filter(({ expected }) => expected > 0)];
    const created = await this.#write(fresh, now, this.#createSql());
    const updated = await this.#write(known, now, this.#updateSql());
    return rows.map(({ key, expected }) => (expected === 0 ? created : updated).has(key));
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    checkKeys(keys);
    if (keys.length === 0) return;
    await this.#query(
      `with gone as (select key from ${this.#table} where key = any($1::bytea[]) order by key for update)
       delete from ${this.#table} where key in (select key from gone)`,
      [keys.map((key) => hexOf(keyBytes("key", key)))],
    );
  }

  async *scan(prefix: string): AsyncIterable<StoredRow & { readonly key: string }> {
    let from = hexOf(keyBytes("prefix", prefix));
    let comparison = ">=";
    for (;;) {
      const page = await this.#query<PostgresRow>(
        `select key, version, bytes, expires_at from ${this.#table}
         where key ${comparison} $1::bytea and (expires_at is null or expires_at > $2) order by key limit ${PAGE}`,
        [from, this.#now()],
      );
      for (const found of page) {
        const key = textOf(found.key);
        if (!key.startsWith(prefix)) return;
        yield { key, ...rowOf(found) };
      }
      if (page.length < PAGE) return;
      from = hexOf(page.at(-1)!.key);
      comparison = ">";
    }
  }

  async purge(): Promise<number> {
    const gone = await this.#query(`delete from ${this.#table} where expires_at <= $1 returning 1`, [this.#now()]);
    return gone.length;
  }

  /** Rows in the order of their keys, so that two writers wait for each other and never lock each other out. */
  #createSql(): string {
    return `insert into ${this.#table} (key, version, bytes, expires_at)
      select key, version, bytes, expires_at from ${INPUT} order by key
      on conflict (key) do update
      set version = excluded.version, bytes = excluded.bytes, expires_at = excluded.expires_at
      where ${this.#table}.expires_at <= $6::bigint
      returning key`;
  }

  #updateSql(): string {
    return `with input as (select * from ${INPUT}), locked as materialized (
        select stored.key from ${this.#table} stored join input using (key) order by stored.key for update of stored
      )
      update ${this.#table} stored
      set version = input.version, bytes = input.bytes, expires_at = input.expires_at
      from input where stored.key = input.key and stored.key in (select key from locked)
        and stored.version = input.expected and (stored.expires_at is null or stored.expires_at > $6::bigint)
      returning stored.key`;
  }

  async #write(rows: readonly RowToPut[], now: number, sql: string): Promise<ReadonlySet<string>> {
    if (rows.length === 0) return new Set();
    const written = await this.#query<{ key: Uint8Array }>(sql, [
      rows.map(({ key }) => hexOf(keyBytes("key", key))),
      rows.map(({ expected }) => versionAfter(expected, now)),
      rows.map(({ bytes }) => hexOf(bytes)),
      rows.map(({ expiresAt }) => expiresAt ?? null),
      rows.map(({ expected }) => expected),
      now,
    ]);
    return new Set(written.map(({ key }) => textOf(key)));
  }

  async #query<T>(text: string, values: unknown[]): Promise<T[]> {
    return rowsOf(await this.#client.query(text, values)) as T[];
  }
}

function rowsOf(result: unknown): unknown[] {
  const { rows } = (result ?? {}) as { rows?: unknown };
  if (!Array.isArray(rows)) throw wrongType("client", "a client or pool of pg, whose query gives rows", result);
  return rows;
}

/** One maker at a time: two that run `create table if not exists` at once would both try, and one would fail. */
function createSql(table: string): string {
  return `do $make$ begin
    perform pg_advisory_xact_lock(hashtext('seqment state store'));
    create table if not exists ${table}
      (key bytea primary key, version bigint not null, bytes bytea not null, expires_at bigint);
  end $make$`;
}

const INPUT =
  "unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[]) as given (key, version, bytes, expires_at, expected)";

/** Bytes as PostgreSQL writes them, which every driver passes on as text. */
function hexOf(bytes: Uint8Array): string {
  let text = "\\x";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

const decoder = new TextDecoder();

function textOf(key: Uint8Array): string {
  return decoder.decode(key);
}

function rowOf({ version, bytes, expires_at: expiresAt }: PostgresRow): StoredRow {
  const stored = { version: Number(version), bytes: new Uint8Array(bytes) };
  return expiresAt === null ? stored : { ...stored, expiresAt: Number(expiresAt) };
}
