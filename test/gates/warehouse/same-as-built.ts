import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSequences } from "../../../src";
import { extractSequences, type WarehouseDialect } from "../../../src/warehouse";
import { pathRows } from "../../helpers/path-rows";
import { inCommon, type LogOptions, timesInCommon } from "../../helpers/warehouse-logs";
import { samplePaths } from "../../reference/sample-paths";
import { type Engine, LOG_COLUMNS } from "./engine";
import { type LogFile, randomLog, readLog, sharedLog } from "./log-files";

/** Logs that make one in the file of random ones. */
const RANDOM_LOGS = 400;

/** Together every option, and those that concern each other. */
const OF_RANDOM: readonly (LogOptions & { order?: "name"; time?: "t" | "ns" | "tn" })[] = [
  { unit: "session", sessionGap: "30m", collapseRepeats: true },
  { unit: "session", sessionGap: "30m", time: "ns", order: "name", minCount: 300, paths: "codes", maxLength: 3 },
  {
    unit: "session",
    sessionGap: "1h",
    withSession: true,
    timeGaps: ["29m"],
    collapseRepeats: "buckets",
    keep: "last",
    maxLength: 4,
  },
  { unit: "user", sessionGap: "30m", rename: { A: "it's", B: null, "a -> b": "back\\slash" }, minLength: 3 },
  {
    unit: "user",
    sessionGap: "30m",
    timeGaps: ["31m", "1d"],
    collapseRepeats: true,
    keep: "last",
    maxLength: 5,
    paths: "codes",
  },
  {
    unit: "user",
    withSession: true,
    order: "name",
    sessionBoundary: "(it's new)",
    collapseRepeats: "buckets",
    time: "ns",
  },
  { unit: "user", sessionGap: "30m", sessionBoundary: false, collapseRepeats: true, order: "name" },
];

/** Timestamps to the nanosecond, in the dialects that have them. */
const OF_FINE_TIMES: (typeof OF_RANDOM)[number] = {
  unit: "session",
  sessionGap: "30m",
  collapseRepeats: true,
  time: "tn",
};
const WITH_FINE_TIMES: readonly WarehouseDialect[] = ["duckdb", "clickhouse", "snowflake"];

const OF_SHARED: readonly LogOptions[] = [
  { unit: "session", sessionGap: "30m", collapseRepeats: true },
  { unit: "user", sessionGap: "1d", minLength: 2, maxLength: 12 },
];

/** Registers the tests that a dialect gives what buildSequences gives, run in an engine. */
export function sameAsBuilt(title: string, dialect: WarehouseDialect, open: () => Promise<Engine>): void {
  describe(`${title} gives what buildSequences gives`, () => {
    let engine: Engine;
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "seqment-warehouse-"));
      await chmod(folder, 0o755);
      engine = await open();
    });
    afterAll(async () => {
      await engine?.close();
      await rm(folder, { recursive: true });
    });

    const compare = async (
      log: LogFile,
      { order, time = "t", withSession, ...options }: (typeof OF_RANDOM)[number],
    ) => {
      const reading = {
        withSession: withSession === true,
        order: order ?? "number",
        time: time === "t" ? "us" : "ns",
      } as const;
      const built = await buildSequences(readLog(log, reading), withoutPaths(options));
      const { user, action } = LOG_COLUMNS;
      const extracted = await extractSequences(engine.run, {
        ...options,
        dialect,
        table: "log",
        columns: {
          user,
          action,
          time,
          ...(withSession ? { session: LOG_COLUMNS.session } : {}),
          ...(order === "name" ? {} : { order: LOG_COLUMNS.order }),
        },
        timeUnit: ({ t: "timestamp", ns: "ns", tn: "timestamp_ns" } as const)[time],
      });
      expect(inCommon(extracted)).toEqual(inCommon(built));
      expect(timesInCommon(extracted)).toEqual(timesInCommon(built));
      return `${built.weights.length} distinct paths of ${built.report.inputs}`;
    };

    test(`of ${RANDOM_LOGS} random logs`, async () => {
      const log = await randomLog(folder, RANDOM_LOGS);
      await engine.load(log.path);
      const fine = WITH_FINE_TIMES.includes(dialect) ? [OF_FINE_TIMES] : [];
      for (const options of [...OF_RANDOM, ...fine])
        console.log(`${title}, random logs: ${await compare(log, options)}`);
    });

    test.each(["hospital_billing", "bpic2012", "rete_mobile_onboarding"])("of %s", async (name) => {
      const log = await sharedLog(folder, name);
      await engine.load(log.path);
      for (const options of OF_SHARED) console.log(`${title}, ${name}: ${await compare(log, options)}`);
      const { user, action } = LOG_COLUMNS;
      const options = { dialect, table: "log", columns: { user, action, time: "t", order: LOG_COLUMNS.order } };
      const all = await pathRows(engine.run, options);
      const drawn = await pathRows(engine.run, { ...options, sample: 5, seed: 3 });
      expect(drawn).toEqual(samplePaths(all, 5, 3));
      console.log(`${title}, ${name}: a sample of ${drawn.length} paths`);
    });
  });
}

function withoutPaths({ paths: _, ...options }: LogOptions) {
  return options;
}
