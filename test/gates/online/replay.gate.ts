import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import pg from "pg";
import { createClient } from "redis";
import { afterAll, test } from "vitest";
import { postgresStore, redisStore } from "../../../src/stores";
import { onlineModel } from "../../helpers/online-log";
import { startPostgresql } from "../servers/postgresql";
import { startRedis } from "../servers/redis";
import { killAgainAndAgain } from "./kill-again-and-again";
import { testReplay } from "./test-replay";

const redis = await startRedis();
const ioredis = new Redis(redis.socket);
const nodeRedis = createClient({ socket: { path: redis.socket, tls: false } });
await nodeRedis.connect();
const postgresql = await startPostgresql();
const pool = new pg.Pool(postgresql.connection);
ioredis.on("error", () => {}); // it reconnects by itself
nodeRedis.on("error", () => {});
const folder = mkdtempSync(join(tmpdir(), "seqment-online-"));
const model = await onlineModel({ sessionGap: "2h" });

afterAll(async () => {
  ioredis.disconnect();
  nodeRedis.destroy();
  await redis.close();
  await pool.end();
  await postgresql.close();
  rmSync(folder, { recursive: true });
});

testReplay("Redis by ioredis", model, () => redisStore(ioredis, { now: Date.now, keyPrefix: "a:" }));
testReplay("Redis by node-redis", model, () => redisStore(nodeRedis, { now: Date.now, keyPrefix: "b:" }));
testReplay("PostgreSQL", model, () => postgresStore(pool, { now: Date.now, table: "online" }));

test("a service killed again and again, and Redis killed too: the states are those of a run without a fault", async () => {
  const killStore = () => redis.killAndRestart();
  await killAgainAndAgain({ model, folder, kind: "redis", where: redis.socket, killStore });
}, 120_000);
