import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../../src/cli/stores/open-store";
import { type SqliteDatabase, sqliteStore } from "../../../src/stores";
import { testStore } from "../../helpers/store-conformance";
import { useRegistryInTheShell } from "./registry-cli";

const { DatabaseSync } = process.getBuiltinModule("node:sqlite") as unknown as {
  DatabaseSync: new (path: string) => SqliteDatabase & { close(): void };
};
const folder = mkdtempSync(join(tmpdir(), "seqment-sqlite-"));
const open = () => {
  const database = new DatabaseSync(join(folder, "states.db"));
  database.exec("pragma journal_mode = wal; pragma busy_timeout = 5000");
  return database;
};
const database = open();
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

testStore("SQLite", (now) => sqliteStore(database, { now }));

test("the shell keeps a registry in a file", () =>
  useRegistryInTheShell(folder, `sqlite:${join(folder, "registry.db")}`));

test("the shell opens a file by its address, and says what is none", async () => {
  const request = { asked: "--store", expected: "memory or an address", timeout: 2000 };
  await using opened = await openStore(`sqlite:${join(folder, "a.db")}`, request);
  expect(await opened.store.putMany([{ key: "a", expected: 0, bytes: Uint8Array.of(1) }])).toEqual([true]);
  writeFileSync(join(folder, "text.db"), "no database, but long enough to be read as one".repeat(20));
  await expect(openStore(`sqlite:${join(folder, "text.db")}`, request)).rejects.toThrow("SQLite cannot open the file");
  await expect(openStore(`sqlite:${join(folder, "none", "a.db")}`, request)).rejects.toThrow("SQLite cannot open");
  await expect(openStore("sqlite:", request)).rejects.toThrow("the path of a file after sqlite:");
});

test("a failed write leaves the database as it was, and the next one works", async () => {
  const store = sqliteStore(database, { now: Date.now, table: "other" });
  const other = open();
  other.exec("begin exclusive");
  database.exec("pragma busy_timeout = 10");
  await expect(store.putMany([{ key: "a", expected: 0, bytes: Uint8Array.of(1) }])).rejects.toThrow("locked");
  other.exec("commit");
  other.close();
  expect(await store.putMany([{ key: "a", expected: 0, bytes: Uint8Array.of(1) }])).toEqual([true]);
  expect((await store.getMany(["a"]))[0]!.bytes).toEqual(Uint8Array.of(1));
});
