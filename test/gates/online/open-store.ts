import { Redis } from "ioredis";
import { redisStore, type SqliteDatabase, type StateStore, sqliteStore } from "../../../src/stores";

/** Where a service of the gates keeps users: a Redis by its socket, or SQLite by its file. */
export type StoreKind = "redis" | "sqlite";

/** A store, and how to let go of it. */
export function openStore(kind: StoreKind, where: string): { readonly store: StateStore; close(): void } {
  if (kind === "sqlite") {
    const database = openSqlite(where);
    return { store: sqliteStore(database, { now: Date.now }), close: () => database.close() };
  }
  const redis = new Redis(where);
  redis.on("error", () => {}); // it reconnects by itself
  return { store: redisStore(redis, { now: Date.now, keyPrefix: "crash:" }), close: () => redis.disconnect() };
}

/** A database of `node:sqlite`, which Node 20 does not have, that writes what it commits to disk. */
export function openSqlite(file: string): SqliteDatabase & { close(): void } {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite") as unknown as {
    DatabaseSync: new (path: string) => SqliteDatabase & { close(): void };
  };
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000");
  return database;
}
