import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { createClient } from "redis";
import { afterAll, expect, test } from "vitest";
import { postgresStore, redisStore, type StateStore } from "../../../src/stores";
import { testStore } from "../../helpers/store-conformance";
import { startPostgresql } from "../servers/postgresql";
import { startRedis } from "../servers/redis";
import { useRegistryInTheShell } from "./registry-cli";

const redis = await startRedis();
const ioredis = new Redis(redis.socket);
const nodeRedis = createClient({ socket: { path: redis.socket, tls: false } });
await nodeRedis.connect();
const postgresql = await startPostgresql();
const pool = new pg.Pool(postgresql.connection);
ioredis.on("error", () => {}); // it reconnects by itself
nodeRedis.on("error", () => {});

afterAll(async () => {
  ioredis.disconnect();
  nodeRedis.destroy();
  await redis.close();
  await pool.end();
  await postgresql.close();
});

testStore("Redis by ioredis", (now) => redisStore(ioredis, { now, keyPrefix: "glob[*]\\:" }));
testStore("Redis by node-redis", (now) => redisStore(nodeRedis, { now }));
testStore("PostgreSQL", (now) => postgresStore(pool, { now }));

test("the shell keeps a registry in Redis and in PostgreSQL", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seqment-registry-at-"));
  const { host, user, database } = postgresql.connection;
  await useRegistryInTheShell(folder, `redis+unix://${redis.socket}`);
  await useRegistryInTheShell(folder, `postgres:///${database}?host=${host}&user=${user}`);
  await rm(folder, { recursive: true });
});

test("batches of many writers in opposite orders do not lock each other out", async () => {
  for (const store of [redisStore(ioredis, { now: Date.now }), await postgresStore(pool, { now: Date.now })]) {
    const keys = Array.from({ length: 50 }, (_, i) => `batch/${i}`);
    await Promise.all([0, 1, 2, 3, 4, 5].map((writer) => addToAll(store, writer % 2 ? keys : keys.toReversed(), 10)));
    const rows = await store.getMany(keys);
    expect(rows.map((row) => row!.bytes[0])).toEqual(keys.map(() => 60));
    await store.deleteMany(keys);
  }
});

/** Adds 1 to each row, `rounds` times, trying again where another writer was first. */
async function addToAll(store: StateStore, keys: readonly string[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    let left = keys;
    while (left.length > 0) {
      const rows = await store.getMany(left);
      const written = await store.putMany(
        left.map((key, i) => ({
          key,
          expected: rows[i]?.version ?? 0,
          bytes: Uint8Array.of((rows[i]?.bytes[0] ?? 0) + 1),
        })),
      );
      left = left.filter((_, i) => !written[i]);
    }
  }
}

test("Redis killed under load: whatever was acknowledged is there afterwards, and the script is loaded again", async () => {
  const store = redisStore(ioredis, { now: Date.now, keyPrefix: "kill:" });
  const acknowledged: number[] = [];
  let failures = 0;
  let writing = true;
  const writer = async (from: number) => {
    for (let i = from; writing; i += 4) {
      try {
        const [written] = await store.putMany([{ key: `row/${i}`, expected: 0, bytes: Uint8Array.of(i % 256) }]);
        if (written) acknowledged.push(i);
      } catch {
        failures += 1;
      }
    }
  };
  const writers = [0, 1, 2, 3].map(writer);
  while (acknowledged.length < 200) await new Promise((resolve) => setTimeout(resolve, 5));
  await redis.killAndRestart();
  const atRestart = acknowledged.length;
  while (acknowledged.length < atRestart + 200) await new Promise((resolve) => setTimeout(resolve, 5));
  writing = false;
  await Promise.all(writers);
  const rows = await store.getMany(acknowledged.map((i) => `row/${i}`));
  expect(rows.map((row) => row?.bytes[0])).toEqual(acknowledged.map((i) => i % 256));
  expect(failures).toBeLessThan(acknowledged.length);
});
