// Events of users of the demo's game as they arrive, ten users at once, in lists of 100 -> their states in memory, and an answer for each
// user of a list. `per_second` is events a second; `p50_ms` and `p99_ms` are of `segmentOf`, asked one after the other; `bytes` is a
// user's state. No peer: no tool answers users from their first events.
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/demo-log";
import { createAssigner, type UserEvent } from "../src/online";
import type { SegmentModel } from "../src/segments";
import { memoryStore } from "../src/stores";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
}

interface Input {
  readonly lists: readonly (readonly UserEvent[])[];
  readonly model: SegmentModel;
}

interface Output {
  readonly accepted: number;
  readonly ms: number;
  /** Milliseconds of each answer, ascending. */
  readonly times: readonly number[];
  /** Of a user's state. */
  readonly bytes: number;
}

const ASKED = 5000;

const online: Subject<Params, Input, Output> = {
  cases: (quick) => (quick ? [500] : [20_000]).map((users) => ({ case: `${users} users`, params: { users } })),
  async load({ users }) {
    const model = await fitSegments([...pathsOf(2000).values()], { seed: 7, projection: false });
    const events = eventsOf(users);
    const lists = Array.from({ length: Math.ceil(events.length / 100) }, (_, i) =>
      events.slice(100 * i, 100 * i + 100),
    );
    return { lists, model };
  },
  async run({ lists, model }) {
    const store = memoryStore({ now: Date.now });
    const assigner = await createAssigner(model, { store });
    const started = performance.now();
    for (const list of lists) await assigner.push(list);
    const ms = performance.now() - started;
    const sizes: number[] = [];
    const users: string[] = [];
    for await (const { key, bytes } of store.scan("")) {
      sizes.push(bytes.length);
      users.push(key.slice(key.lastIndexOf("/") + 1));
    }
    const times: number[] = [];
    for (let i = 0; i < ASKED; i++) {
      const start = performance.now();
      await assigner.segmentOf(users[(i * 7919) % users.length]!);
      times.push(performance.now() - start);
    }
    const bytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    return { accepted: assigner.figures.accepted, ms, times: times.sort((a, b) => a - b), bytes };
  },
  describe: ({ accepted, ms, times, bytes }) => ({
    n: accepted,
    d: null,
    result: {
      per_second: Math.round(accepted / (ms / 1000)),
      p50_ms: times[Math.floor(times.length / 2)]!,
      p99_ms: times[Math.floor(0.99 * times.length)]!,
      bytes: Math.round(bytes),
    },
  }),
  quality: (result) => (result as { per_second: number }).per_second,
  further: async (result) => result as Record<string, number>,
};
export default online;

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
