// Events of users of the demo's game as they arrive, ten users at once, in lists of 100 -> their states in memory, or in a Redis server of
// its own on the loopback that writes to disk every second, and an answer for each user of a list. `per_second` is events a second;
// `cpu_per_second` the same of this process's CPU time; `p50_ms` and `p99_ms` are of `segmentOf` at 1,000 requests a second, each
// from when it was due; `bytes` is a user's state. No peer: no tool answers users from their first events.
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Redis } from "ioredis";
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { createAssigner, type OnlineAssigner, type UserEvent } from "../src/online";
import type { SegmentModel } from "../src/segments";
import { memoryStore, redisStore, type StateStore } from "../src/stores";
import { startRedis } from "../test/gates/servers/redis";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly store: "memory" | "Redis";
}

interface Input {
  readonly lists: readonly (readonly UserEvent[])[];
  readonly model: SegmentModel;
}

interface Output {
  readonly accepted: number;
  readonly ms: number;
  /** CPU time of this process, milliseconds. */
  readonly cpu: number;
  /** Milliseconds of each answer, ascending. */
  readonly times: readonly number[];
  /** Of a user's state. */
  readonly bytes: number;
}

/** Requests, a millisecond apart. */
const ASKED = 5000;

const online: Subject<Params, Input, Output> = {
  cases: (quick) =>
    (["memory", "Redis"] as const).filter(isThere).map((store) => {
      const users = quick ? 500 : 20_000;
      return { case: `${users} users, ${store}`, params: { users, store } };
    }),
  async load({ users }) {
    const model = await fitSegments([...pathsOf(2000).values()], { seed: 7, projection: false });
    const events = eventsOf(users);
    const lists = Array.from({ length: Math.ceil(events.length / 100) }, (_, i) =>
      events.slice(100 * i, 100 * i + 100),
    );
    return { lists, model };
  },
  async run({ lists, model }, { store: kind }) {
    const { store, close } = kind === "Redis" ? await openRedis() : openMemory();
    const assigner = await createAssigner(model, { store });
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    for (const list of lists) await assigner.push(list);
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    const sizes: number[] = [];
    const users: string[] = [];
    for await (const { key, bytes } of store.scan("")) {
      sizes.push(bytes.length);
      users.push(key.slice(key.lastIndexOf("/") + 1));
    }
    collectGarbage(); // of the log, which no service holds
    const times = await askEachMillisecond(assigner, users);
    await close();
    const bytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return { accepted: assigner.figures.accepted, ms, cpu: (user + system) / 1000, times, bytes };
  },
  describe: ({ accepted, ms, cpu, times, bytes }) => ({
    n: accepted,
    d: null,
    result: {
      per_second: Math.round(accepted / (ms / 1000)),
      cpu_per_second: Math.round(accepted / (cpu / 1000)),
      p50_ms: times[Math.floor(times.length / 2)]!,
      p99_ms: times[Math.floor(0.99 * times.length)]!,
      bytes: Math.round(bytes),
    },
  }),
  quality: (result) => (result as { per_second: number }).per_second,
  further: async (result) => result as Record<string, number>,
};
export default online;

interface OpenStore {
  readonly store: StateStore;
  close(): Promise<void>;
}

function isThere(store: Params["store"]): boolean {
  if (store === "memory" || spawnSync("redis-server", ["--version"]).status === 0) return true;
  console.error("no redis-server on this machine: the case with Redis is left out");
  return false;
}

function openMemory(): OpenStore {
  return { store: memoryStore({ now: Date.now }), close: async () => {} };
}

async function openRedis(): Promise<OpenStore> {
  const port = await freePort();
  const server = await startRedis({ port, fsync: "everysec" });
  const client = new Redis(port, "127.0.0.1");
  return {
    store: redisStore(client, { now: Date.now }),
    async close() {
      client.disconnect();
      await server.close();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/** Milliseconds from when each request was due to its answer, ascending. */
async function askEachMillisecond(assigner: OnlineAssigner, users: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < ASKED; ) {
    for (; i < ASKED && performance.now() >= start + i; i++) {
      const due = start + i;
      const asked = assigner.segmentOf(users[(i * 7919) % users.length]!);
      running.push(asked.then(() => void times.push(performance.now() - due)));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(running);
  return times.sort((a, b) => a - b);
}

function pathsOf(users: number): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { user, action } of makeDemoLog({ users }).events) {
    const path = paths.get(user);
    if (path) path.push(action);
    else paths.set(user, [action]);
  }
  return paths;
}

/** Users who come one after the other, some ten of them active at a time, half a minute between their events. */
function eventsOf(users: number): UserEvent[] {
  const events = [...pathsOf(users)].flatMap(([user, path], u) =>
    path.map((action, i) => ({ user, action, time: 30_000 * i + 60_000 * u, id: `${user}/${i}` })),
  );
  return events.sort((a, b) => a.time - b.time);
}
