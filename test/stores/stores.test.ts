import { expect, test } from "vitest";
import { memoryStore, postgresStore, redisStore, sqliteStore } from "../../src/stores";
import { testStore } from "../helpers/store-conformance";

// Redis, PostgreSQL and SQLite do the same in test/gates/stores.gate.ts, where they run.
testStore("memory", (now) => memoryStore({ now }));

test("a store needs a clock, and a client of its kind", async () => {
  expect(() => memoryStore({} as never)).toThrow('"now" expected a function that gives the time, got undefined');
  expect(() => memoryStore({ now: () => 1, nwo: 1 } as never)).toThrow('"nwo" is not an option');
  await expect(memoryStore({ now: () => Number.NaN }).getMany([])).rejects.toThrow(
    '"now" expected to give whole milliseconds since 1970, got NaN',
  );
  const now = () => 1;
  expect(() => redisStore({} as never, { now })).toThrow('"client" expected a client with call (ioredis, iovalkey)');
  await expect(postgresStore({} as never, { now })).rejects.toThrow('"client" expected a client or pool of pg');
  expect(() => sqliteStore(undefined as never, { now })).toThrow('"database" expected a database of node:sqlite');
  const database = { exec: () => undefined, prepare: () => undefined } as never;
  expect(() => sqliteStore(database, { now, table: "a; drop" })).toThrow('"table" expected a name of letters');
});
