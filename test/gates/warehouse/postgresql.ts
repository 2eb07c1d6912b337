import { readFile } from "node:fs/promises";
import pg from "pg";
import { startPostgresql } from "../servers/postgresql";
import type { Engine, FileRow } from "./engine";

/** Rows sent at once. */
const BATCH = 20_000;

/**
 * A PostgreSQL server for this gate alone.
 *
 * @throws Error in one line that says what is missing.
 */
export async function openPostgresql(): Promise<Engine> {
  const server = await startPostgresql();
  const client = new pg.Client(server.connection);
  await client.connect();
  return {
    run: async (sql) => (await client.query(sql)).rows,
    async load(file) {
      const rows = (await readFile(file, "utf8")).trim().split("\n").filter(Boolean);
      await client.query(
        'drop table if exists log; create table log ("user" text, "ev""en`t" text, t timestamptz, s text, ns bigint, o1 int)',
      );
      for (let start = 0; start < rows.length; start += BATCH) {
        const batch = rows.slice(start, start + BATCH).map((row): FileRow => JSON.parse(row));
        await client.query(
          `insert into log select u, a, timestamptz 'epoch' + us * interval '1 microsecond', s, ns, o
           from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::int[]) as rows (u, a, us, s, ns, o)`,
          (["u", "a", "us", "s", "ns", "o"] as const).map((name) => batch.map((row) => row[name])),
        );
      }
    },
    async close() {
      await client.end();
      await server.close();
    },
  };
}
