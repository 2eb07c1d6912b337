// A soak of the online assigner in memory, by hand: so many users come one after the other, a thousand of them active at a time, each with
// twenty events; who has come goes after an hour (`ttl`, purged). Prints events a second of CPU time and the heap as it goes: the heap must
// stay flat however long it runs.
//   node --expose-gc --import tsx scripts/soak-online.ts 1000000

import { listsByUser } from "../benchmarks/data/lists-by-user";
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { createAssigner, type UserEvent } from "../src/online";
import { memoryStore } from "../src/stores";

const users = Number(process.argv[2] ?? 100_000);
const EVENTS = 20;
const ACTIVE = 1000;
const MINUTE = 60_000;

const lists = listsByUser(makeDemoLog({ users: 2000, seed: 7 }).events);
const model = await fitSegments(lists, { seed: 7, projection: false });
let time = 1_000_000;
const now = () => time;
const store = memoryStore({ now });
const assigner = await createAssigner(model, { store, now, ttl: "1h", allowedLateness: "5m" });

const started = process.cpuUsage();
const batch: UserEvent[] = [];
let [nextReport, kept, answered] = [0, 0, 0];
for (let group = 0; group < users / ACTIVE; group++) {
  for (let i = 0; i < EVENTS; i++) {
    time += MINUTE;
    for (let u = 0; u < ACTIVE; u++) {
      const user = group * ACTIVE + u;
      const path = lists[user % lists.length]!;
      batch.push({ user: `u${user}`, action: path[i % path.length]!, time, id: `${i}` });
    }
    answered += (await assigner.push(batch.splice(0))).length;
  }
  kept = Math.max(kept, group % 5 === 4 ? await store.purge!() : 0);
  const pushed = (group + 1) * ACTIVE * EVENTS;
  if (pushed >= nextReport) {
    nextReport += (users * EVENTS) / 20;
    (globalThis as { gc?: () => void }).gc?.();
    const { user, system } = process.cpuUsage(started);
    const { heapUsed, rss } = process.memoryUsage();
    const figures = [pushed, Math.round(pushed / ((user + system) / 1e6)), heapUsed / 2 ** 20, rss / 2 ** 20];
    console.log(figures.map(Math.round).join("\t"), "events, a CPU second, MB of heap, MB in all");
  }
}
console.log(assigner.figures, `${answered} answers`);
