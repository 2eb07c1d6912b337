import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildSequences, readEvents, type Sequences } from "../src";
import { randomStream } from "../src/core/internal";
import { sharedData } from "../test/helpers/shared-data";
import type { Subject } from "./harness";

interface Params {
  readonly file: "events.csv" | "events.csv.gz";
  /** Where the file comes from: a seeded log of so many users, or the shared data. */
  readonly users?: number;
  readonly shared?: string;
}

const BPIC = "bpic2012/events.csv.gz";

/**
 * An event log in a file -> deduplicated sequences: reading, parsing times, grouping by user, ordering by time, counting
 * equal sequences. n is the number of rows, d that of distinct actions; quality is the number of distinct sequences,
 * which has to be the peer's (it may differ by a few where one user's events have equal times: the peer leaves their
 * order open).
 */
const tokenize: Subject<Params, string, Sequences> = {
  cases: (quick) => [
    { case: "made-up, 10,000 users", params: { file: "events.csv", users: 10_000 } },
    { case: "bpic2012", params: { file: "events.csv.gz", shared: BPIC }, needs: BPIC },
    ...(quick ? [] : [{ case: "made-up, 100,000 users", params: { file: "events.csv", users: 100_000 } } as const]),
  ],
  async prepare({ file, users, shared }, folder) {
    if (shared !== undefined) await symlink(sharedData(shared)!, join(folder, file));
    if (users !== undefined) await writeFile(join(folder, file), madeUpLog(users));
  },
  load: async ({ file }, folder) => join(folder, file),
  run: async (path) => buildSequences(await readEvents(path, { user: "user_id", action: "event", time: "timestamp" })),
  describe: ({ report, vocabulary }) => ({ n: report.tokens, d: vocabulary.actions.length, result: report.distinct }),
  quality: Number,
  peer: "peers/tokenize.py",
};

export default tokenize;

const ACTIONS = Array.from({ length: 30 }, (_, i) => `ACTION_${i}`);
const HABITS = 400;
const FIRST_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** A log in the order of time: three users in four follow one of 400 habits, the others act at random; 2 to 40 actions each. */
function madeUpLog(users: number): string {
  const stream = randomStream(1, "benchmarks/tokenize");
  const rows: { ms: number; row: string }[] = [];
  for (let user = 0; user < users; user++) {
    const habit = stream.uniform(user, 0) < 0.75 ? stream.integer(HABITS, user, 1) : HABITS + user;
    const length = 2 + Math.floor(39 * stream.uniform(habit, 2) * stream.uniform(habit, 3));
    let ms = FIRST_MS + stream.integer(30 * DAY_MS, user, 4);
    for (let step = 0; step < length; step++) {
      const action = ACTIONS[stream.integer(ACTIONS.length, habit, 10 + step)]!;
      rows.push({ ms, row: `user_${user},${action},${new Date(ms).toISOString()}\n` });
      ms += 1000 + stream.integer(DAY_MS, user, 100 + step);
    }
  }
  rows.sort((a, b) => a.ms - b.ms || (a.row < b.row ? -1 : 1));
  return `user_id,event,timestamp\n${rows.map(({ row }) => row).join("")}`;
}
