import { DuckDBInstance } from "@duckdb/node-api";
import type { RunSql } from "../../src/warehouse";
import type { LogRow } from "./warehouse-logs";

/** A database in memory, and how its SQL is run: rows come in batches, whole numbers as BigInt. */
export async function openDuckdb(): Promise<{ run: RunSql; execute(sql: string): Promise<void>; close(): void }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  return {
    run: async (sql) => (await connection.stream(sql)).yieldRowObjects(),
    execute: async (sql) => void (await connection.run(sql)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The rows as a table, with hostile names of columns. */
export function createLog(table: string, rows: readonly LogRow[]): string {
  const text = (value: string | null) => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`);
  const values = rows.map(
    ({ user, action, us, session, seq }) =>
      `(${text(user)}, ${text(action)}, make_timestamp(${us ?? "null::bigint"}), ${text(session)}, ${seq})`,
  );
  const typed = `create or replace table ${table} ("user" varchar, "ev""ent" varchar, "t" timestamp, "s" varchar, "o1" integer)`;
  return rows.length === 0 ? typed : `${typed}; insert into ${table} values ${values.join(", ")}`;
}

/** The columns of that table. */
export const LOG_COLUMNS = { user: "user", action: 'ev"ent', time: "t" } as const;
