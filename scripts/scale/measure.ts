// Runs every stage over so many made-up users, and prints what it took: npx tsx scripts/scale/measure.ts USERS
// The log is that of `npm run bench -- path-growth`; paths are cut after five actions, repeats collapsed, as docs/scale.md advises.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { fitSegments } from "../../src";
import { decodeSequence } from "../../src/sequences";
import { extractSequences } from "../../src/warehouse";
import type { Run } from "./predict";
import { runScript } from "./run-script";

const PIECE = 20_000;
const SAMPLE_MS = 20;

const users = Number(process.argv[2]);
const folder = await mkdtemp(join(tmpdir(), "seqment-scale-"));
try {
  const log = join(folder, "events.parquet");
  runScript("write-log", log, users);
  const { sequences, events, extract } = await extracted(log);
  let peak = 0; // in memory at the same time from here on, not what the engine had
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS);
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
  clearInterval(sampling);
  const run: Run = { users, events, distinct, extract, fit, assign, peak };
  console.log(JSON.stringify(run));
} finally {
  await rm(folder, { recursive: true });
}

/** The distinct paths of the log, and its events, counted by an engine that is bound to so much memory and spills the rest. */
async function extracted(log: string) {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "12GB", temp_directory: folder });
  const connection = await instance.connect();
  const rows = async (query: string) => (await connection.stream(query)).yieldRowObjects();
  const [sequences, extract] = await timed(() =>
    extractSequences(rows, {
      dialect: "duckdb",
      query: `from '${log}'`,
      columns: { user: "user_id", action: "event", time: "timestamp" },
      measures: false,
      maxLength: 5,
      collapseRepeats: true,
    }),
  );
  const counted = await connection.runAndReadAll(`select count(*)::double as events from '${log}'`);
  connection.closeSync();
  instance.closeSync();
  return { sequences, extract, events: Number(counted.getRowObjects()[0]!.events) };
}

/** CPU seconds, of all threads: what else the machine does counts little. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}
