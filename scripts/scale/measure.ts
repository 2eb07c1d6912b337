// Runs every stage over so many made-up users, and prints what it took: npx tsx scripts/scale/measure.ts USERS
// The log is that of `npm run bench -- path-growth`; paths are cut after five actions, repeats collapsed, as docs/scale.md advises.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeHabitLog } from "../../benchmarks/data/habit-log";
import { fitSegments } from "../../src";
import { decodeSequence } from "../../src/sequences";
import { duckdbRows, extractSequences } from "../../src/warehouse";
import type { Run } from "./predict";

const PIECE = 20_000;

const users = Number(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), "seqment-scale-"));
try {
  const log = join(folder, "events.parquet");
  await writeHabitLog(log, users);
  const [sequences, extract] = await timed(() =>
    extractSequences(duckdbRows, {
      dialect: "duckdb",
      query: `from '${log}'`,
      columns: { user: "user_id", action: "event", time: "timestamp" },
      measures: false,
      maxLength: 5,
      collapseRepeats: true,
    }),
  );
  const [model, fit] = await timed(() =>
    fitSegments(sequences, {
      embedding: "ngrams",
      clustering: { method: "kmeans", k: 20 },
      projection: false,
      workers: 1,
      seed: 7,
    }),
  );
  const distinct = sequences.weights.length;
  const [, assign] = await timed(async () => {
    for (let from = 0; from < distinct; from += PIECE) {
      const count = Math.min(PIECE, distinct - from);
      await model.assign(Array.from({ length: count }, (_, i) => decodeSequence(sequences, from + i)));
    }
  });
  const [{ events }] = (await rowsOf(`select count(*)::double as events from '${log}'`)) as [{ events: number }];
  const peak = process.resourceUsage().maxRSS * 1024;
  const run: Run = { users, events, distinct, extract, fit, assign, peak };
  console.log(JSON.stringify(run));
} finally {
  await rm(folder, { recursive: true });
}

/** CPU seconds, of all threads: what else the machine does counts little. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}

async function rowsOf(query: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of duckdbRows(query)) rows.push(...(Array.isArray(row) ? row : [row]));
  return rows;
}
