import process from "node:process";
import { type SqliteDatabase, sqliteStore } from "../../stores";
import type { OpenedStore, StoreRequest } from "./opened-store";

type Database = SqliteDatabase & { close(): void };

/** Opens a store in a file of SQLite, which is made where it is missing. Several processes may share it. */
export async function openSqlite(address: string, { asked, timeout }: StoreRequest): Promise<OpenedStore> {
  const sqlite = process.getBuiltinModule?.("node:sqlite") as
    | { readonly DatabaseSync: new (path: string) => Database }
    | undefined;
  if (sqlite === undefined) {
    throw new Error(`${asked} sqlite:FILE needs Node 22.13 or later, this is ${process.version.slice(1)}`);
  }
  const path = address.replace(/^sqlite:/i, "");
  if (path === "") throw new RangeError(`${asked} expected the path of a file after sqlite:, got "${address}"`);
  const database = openedDatabase(() => new sqlite.DatabaseSync(path), asked);
  try {
    database.exec(`pragma busy_timeout = ${timeout}; pragma journal_mode = wal`);
    const store = sqliteStore(database, { now: Date.now });
    return { store, [Symbol.asyncDispose]: async () => database.close() };
  } catch (error) {
    database.close();
    throw openingError(error, asked);
  }
}

function openedDatabase(open: () => Database, asked: string): Database {
  try {
    return open();
  } catch (error) {
    throw openingError(error, asked);
  }
}

/** What SQLite says, such as that it is no database, with the flag or argument that named it. */
function openingError(error: unknown, asked: string): Error {
  return new Error(`${asked}: SQLite cannot open the file: ${(error as Error).message}`);
}
