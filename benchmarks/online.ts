// Events of users of the demo's game as they arrive, ten users at once, in lists of 100 -> their states in memory, or in a Redis server of
// its own on the loopback that writes to disk every second, and an answer for each user of a list. `per_second` is events a second;
// `cpu_per_second` the same of this process's CPU time; `p50_ms`, `p99_ms` and `max_ms` are of 5,000 `segmentOf` at 1,000 a second, each
// from when it was due, after 1,000 that are not counted; `cold_p99_ms` is of the first 1,000 of a process, which has taken 2,000 events
// until then; `bytes` is a user's state. No peer: no tool answers users from their first events.
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
  readonly paths: readonly Path[];
  readonly model: SegmentModel;
}

type Path = readonly [user: string, actions: readonly string[]];

interface Output {
  readonly accepted: number;
  readonly ms: number;
  /** CPU time of this process, milliseconds. */
  readonly cpu: number;
  /** Milliseconds of each answer, ascending. */
  readonly times: readonly number[];
  /** The same of the process's first. */
  readonly cold: readonly number[];
  /** Of a user's state. */
  readonly bytes: number;
}

/** Requests, a millisecond apart, and those before them that are not counted. */
const ASKED = 5000;
const WARM_UP = 1000;
/** Lists of events before the first request of a process. */
const LISTS_BEFORE = 20;
/** Of the process's first requests. */
let cold: readonly number[] | undefined;

const online: Subject<Params, Input, Output> = {
  cases: (quick) =>
    (["memory", "Redis"] as const).filter(isThere).map((store) => {
      const users = quick ? 500 : 20_000;
      return { case: `${users} users, ${store}`, params: { users, store } };
    }),
  async load({ users }) {
    const model = await fitSegments([...pathsOf(2000).values()], { seed: 7, projection: false });
    return { paths: [...pathsOf(users)], model };
  },
  async run({ paths, model }, { store: kind }) {
    cold ??= await askFirst(paths, model, kind);
    const { store, close } = kind === "Redis" ? await openRedis() : openMemory();
    const assigner = await createAssigner(model, { store });
    let [ms, cpu] = [0, 0];
    for (const list of listsOf(paths)) {
      const [started, before] = [performance.now(), process.cpuUsage()];
      await assigner.push(list);
      ms += performance.now() - started;
      const { user, system } = process.cpuUsage(before);
      cpu += (user + system) / 1000;
    }
    const sizes: number[] = [];
    const users: string[] = [];
    for await (const { key, bytes } of store.scan("")) {
      sizes.push(bytes.length);
      users.push(key.slice(key.lastIndexOf("/") + 1));
    }
    collectGarbage(); // of the list of keys and sizes, which no service makes
    await askEachMillisecond(assigner, users, WARM_UP);
    const times = await askEachMillisecond(assigner, users, ASKED);
    await close();
    const bytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return { accepted: assigner.figures.accepted, ms, cpu, times, cold, bytes };
  },
  describe: ({ accepted, ms, cpu, times, cold, bytes }) => ({
    n: accepted,
    d: null,
    result: {
      per_second: Math.round(accepted / (ms / 1000)),
      cpu_per_second: Math.round(accepted / (cpu / 1000)),
      p50_ms: times[Math.floor(times.length / 2)]!,
      p99_ms: times[Math.floor(0.99 * times.length)]!,
      max_ms: times.at(-1)!,
      cold_p99_ms: cold[Math.floor(0.99 * cold.length)]!,
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

/** The answers' times of a process that has only begun. */
async function askFirst(paths: readonly Path[], model: SegmentModel, kind: Params["store"]): Promise<number[]> {
  const { store, close } = kind === "Redis" ? await openRedis() : openMemory();
  const assigner = await createAssigner(model, { store });
  const users = new Set<string>();
  let lists = 0;
  for (const list of listsOf(paths)) {
    for (const { user } of list) users.add(user);
    await assigner.push(list);
    if (++lists === LISTS_BEFORE) break;
  }
  const times = await askEachMillisecond(assigner, [...users], WARM_UP);
  await close();
  return times;
}

/** Milliseconds from when each request was due to its answer, ascending. Between requests the process sleeps, as a service does. */
function askEachMillisecond(assigner: OnlineAssigner, users: readonly string[], requests: number): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  let asked = 0;
  return new Promise((resolve, reject) => {
    const turn = () => {
      for (; asked < requests && performance.now() >= start + asked; asked++) {
        const due = start + asked;
        const answered = () => void times.push(performance.now() - due);
        assigner.segmentOf(users[(asked * 7919) % users.length]!).then(answered, reject);
      }
      if (times.length === requests) return resolve(times.sort((a, b) => a - b));
      if (times.length === asked) sleepUntil(start + asked);
      setImmediate(turn);
    };
    turn();
  });
}

const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Sleeps all but the last tenth of a millisecond, which the system would not keep to. */
function sleepUntil(time: number): void {
  Atomics.wait(NEVER, 0, 0, Math.max(0, time - performance.now() - 0.1));
  while (performance.now() < time);
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

/** A hundred events each. */
function* listsOf(paths: readonly Path[]): Generator<readonly UserEvent[]> {
  let list: UserEvent[] = [];
  for (const event of eventsOf(paths)) {
    list.push(event);
    if (list.length < 100) continue;
    yield list;
    list = [];
  }
  if (list.length > 0) yield list;
}

/** Users who come a minute after each other, half a minute between their events; made as they are asked for, since no service holds its log. */
function* eventsOf(paths: readonly Path[]): Generator<UserEvent> {
  let active: number[] = [];
  for (let half = 0, next = 0; next < paths.length || active.length > 0; half++) {
    if (half % 2 === 0 && next < paths.length) active.push(next++);
    const eventOf = (u: number) => half - 2 * u;
    for (const u of active) {
      const [user, actions] = paths[u]!;
      yield { user, action: actions[eventOf(u)]!, time: 30_000 * half, id: `${user}/${eventOf(u)}` };
    }
    active = active.filter((u) => eventOf(u) + 1 < paths[u]![1].length);
  }
}
