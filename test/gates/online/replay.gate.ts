import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Redis } from "ioredis";
import pg from "pg";
import { createClient } from "redis";
import { afterAll, expect, test } from "vitest";
import { createAssigner, type UserEvent } from "../../../src/online";
import { memoryStore, postgresStore, redisStore, type StateStore } from "../../../src/stores";
import { onlineModel } from "../../helpers/online-log";
import { anyDraws, anyUserEvents, arrivalsOf } from "../../helpers/replay";
import { ROOT } from "../../helpers/subpaths";
import { startPostgresql } from "../servers/postgresql";
import { startRedis } from "../servers/redis";

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

const USERS = ["ann", "böb"];
const keyOf = (user: string) => `u/users/${user}`;

async function bytesOf(store: StateStore, users: readonly string[]): Promise<(number[] | undefined)[]> {
  return (await store.getMany(users.map(keyOf))).map((row) => row && [...row.bytes]);
}

const STORES = {
  "Redis by ioredis": () => redisStore(ioredis, { now: Date.now, keyPrefix: "a:" }),
  "Redis by node-redis": () => redisStore(nodeRedis, { now: Date.now, keyPrefix: "b:" }),
  PostgreSQL: () => postgresStore(pool, { now: Date.now, table: "online" }),
};

test.each(Object.entries(STORES))(
  "%s: any order, duplicates and two writers at once give the bytes of the log in order",
  async (_, make) => {
    const store = await make();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(anyUserEvents, anyDraws, async (events, draws) => {
        runs += 1;
        await store.deleteMany(USERS.map(keyOf));
        const inOrder = memoryStore({ now: Date.now });
        const expected = await createAssigner(model, { store: inOrder, allowedLateness: "9w" });
        await expected.push(events);
        const lists = arrivalsOf(events, draws);
        const writers = await Promise.all([0, 1].map(() => createAssigner(model, { store, allowedLateness: "9w" })));
        await Promise.all(
          writers.map(async (writer, w) => {
            for (let i = w; i < lists.length; i += 2) await writer.push(lists[i]!);
          }),
        );
        expect(await bytesOf(store, USERS)).toEqual(await bytesOf(inOrder, USERS));
      }),
      { numRuns: 40 },
    );
    console.log(`${runs} logs replayed`);
  },
);

test("a service killed again and again, and Redis killed too: the states are those of a run without a fault", async () => {
  const events = Array.from({ length: 6000 }, (_, i): UserEvent => {
    const action = ["OPEN", "PLAY", "PAUSE", "FAIL", "BROWSE"][(i * 7 + (i % 11)) % 5]!;
    return { user: `u${i % 37}`, action, time: i * 60_000, id: `e${i}` };
  });
  const lists = Array.from({ length: events.length / 10 }, (_, i) => events.slice(10 * i, 10 * i + 10));
  const [modelFile, logFile, offsetFile] = ["model", "log.json", "offset"].map((name) => join(folder, name));
  await model.save(modelFile!);
  writeFileSync(logFile!, JSON.stringify(lists));
  const committed = () => (existsSync(offsetFile!) ? Number(readFileSync(offsetFile!, "utf8")) : 0);
  const args = ["--import", "tsx", "test/gates/online/push-loop.ts", redis.socket, modelFile!, logFile!, offsetFile!];
  let killed = 0;
  for (;;) {
    const before = committed();
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    const isLast = before >= 400;
    while (!isLast && committed() < before + 60 && child.exitCode === null)
      await new Promise((go) => setTimeout(go, 2));
    if (killed % 3 === 1) await redis.killAndRestart();
    if (isLast) {
      expect((await ended)[0]).toBe(0);
      break;
    }
    child.kill("SIGKILL");
    await ended;
    killed += 1;
  }
  expect(committed()).toBe(lists.length);
  const store = redisStore(ioredis, { now: Date.now, keyPrefix: "crash:" });
  const whole = memoryStore({ now: Date.now });
  await (await createAssigner(model, { store: whole })).push(events);
  const users = Array.from({ length: 37 }, (_, u) => `u${u}`);
  expect(await bytesOf(store, users)).toEqual(await bytesOf(whole, users));
  console.log(`${killed} times killed`);
  expect(killed).toBeGreaterThan(3);
}, 120_000);
