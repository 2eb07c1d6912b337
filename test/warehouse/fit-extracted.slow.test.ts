import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, readEvents, type SegmentModel } from "../../src";
import { type DemoEvent, makeDemoLog } from "../../src/cli/fit/demo-log";
import type { DistributionSummary } from "../../src/profiles";
import { buildSequences } from "../../src/sequences";
import { extractSequences, segmentsOfPaths, warehouseSequences } from "../../src/warehouse";
import { rowsOf } from "../../src/warehouse/extract/rows";
import { openDuckdb } from "../helpers/duckdb";
import { threeDigits } from "../helpers/warehouse-logs";

let duckdb: Awaited<ReturnType<typeof openDuckdb>>;
beforeAll(async () => {
  duckdb = await openDuckdb();
});
afterAll(() => duckdb.close());

describe("a fitted model", () => {
  const OPTIONS = { sessionGap: "2h", collapseRepeats: true, maxLength: 30 } as const;
  const TABLE = {
    dialect: "duckdb",
    table: "events",
    columns: { user: "user", action: "action", time: "time", order: "row" },
    ...OPTIONS,
  } as const;

  test("has the same segments from distinct paths of DuckDB as from the events, and they are written back", async () => {
    const { events: rows } = makeDemoLog({ users: 220, seed: 3 });
    await duckdb.execute(demoTable(rows));
    const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
    const options = { embedding: "order", clustering: { method: "hdbscan", minClusterSize: 8 }, seed: 7 } as const;
    const fromEvents = await fitSegments(buildSequences(events, OPTIONS), options);
    const fromPaths = await fitSegments(extractSequences(duckdb.run, TABLE), options);

    expect(fromPaths.segments.length).toBeGreaterThan(2);
    expect(inSegments(fromPaths)).toEqual(inSegments(fromEvents));
    const paths = segmentsOfPaths(fromPaths.sequences, fromPaths.labels);
    expect(paths).toEqual(segmentsOfPaths(fromEvents.sequences, fromEvents.labels));

    const texts = paths.map(({ path, segment }) => `('${path.replaceAll("'", "''")}', ${segment})`);
    await duckdb.execute(
      `create or replace table segments (path varchar, segment integer); insert into segments values ${texts}`,
    );
    const written = new Map<unknown, unknown>();
    for await (const row of rowsOf(duckdb.run, warehouseSequences(TABLE).assignments))
      written.set(row.user, row.segment);
    expect(written).toEqual(new Map(fromEvents.ids!.map((user, input) => [user, fromEvents.labels[input]])));
  }, 120_000);
});

/** What a model says of its segments; times to three digits. */
function inSegments({ segments }: SegmentModel) {
  const digits = (summary: DistributionSummary | null) => summary && threeDigits(summary.median);
  return segments.map(({ name, size, paths, flow, times }) => ({
    name,
    size,
    typical: paths.exemplars,
    length: paths.length,
    flow,
    duration: digits(times.duration),
    hours: times.activity?.hours,
    days: times.activity?.activeDays,
    sessions: times.activity?.sessions,
    dwell: times.dwellTimes.map(({ action, times, here }) => [action, times, digits(here)]),
  }));
}

function demoTable(rows: readonly DemoEvent[]): string {
  const values = rows.map(({ user, action, time }, row) => `('${user}', '${action}', '${time}', ${row})`);
  return `create or replace table events ("user" varchar, "action" varchar, "time" timestamp, "row" integer);
    insert into events values ${values}`;
}
