import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractSequences } from "../../src/warehouse";
import { Cases } from "../helpers/cases";
import { createLog, LOG_COLUMNS, openDuckdb } from "../helpers/duckdb";
import { size } from "../helpers/size";
import { anyLog, anyLogOptions, builtSequences, inCommon, outcome, timesInCommon } from "../helpers/warehouse-logs";

let duckdb: Awaited<ReturnType<typeof openDuckdb>>;
beforeAll(async () => {
  duckdb = await openDuckdb();
});
afterAll(() => duckdb.close());

describe("DuckDB gives what buildSequences gives", () => {
  test.each(["seq", "name"] as const)(
    "for random logs, equal times ordered by %s",
    async (order) => {
      const cases = new Cases("refused", "built");
      await fc.assert(
        fc.asyncProperty(anyLog, anyLogOptions, async (rows, options) => {
          const { withSession, ...given } = options;
          await duckdb.execute(createLog("log", rows));
          const columns = {
            ...LOG_COLUMNS,
            ...(order === "seq" ? { order: "o1" } : {}),
            ...(withSession ? { session: "s" } : {}),
          };
          const built = await outcome(builtSequences(rows, options, order));
          const extracted = await outcome(
            extractSequences(duckdb.run, { dialect: "duckdb", table: "log", columns, ...given }),
          );
          if (cases.when("refused", "error" in built, "built") || "error" in built || "error" in extracted) {
            expect(extracted).toEqual(built);
            return;
          }
          expect(inCommon(extracted)).toEqual(inCommon(built));
          expect(timesInCommon(extracted)).toEqual(timesInCommon(built));
        }),
        { numRuns: size(150, 400) },
      );
      cases.expectAll();
    },
    120_000,
  );
});

describe("a fitted model", () => {
  const OPTIONS = { sessionGap: "2h", collapseRepeats: true, maxLength: 30 } as const;

  test("has the same segments from distinct paths of DuckDB as from the events", async () => {
    const { rows } = makeDemoLog({ users: 600, seed: 3 });
    await loadEvents(rows);
    const events = await readEvents(rows, { user: "user_id", action: "event", time: "timestamp" });
    const sequences = await extractSequences(duckdb.run, {
      dialect: "duckdb",
      table: "events",
      columns: { user: "user_id", action: "event", time: "timestamp", order: "row" },
      ...OPTIONS,
    });
    const fit = { embedding: "order", clustering: { method: "hdbscan", minClusterSize: 20 }, seed: 7 } as const;
    const fromPaths = await fitSegments(sequences, fit);
    const fromEvents = await fitSegments(await buildSequences(events, OPTIONS), fit);

    const shown = ({ segments }: SegmentModel) =>
      segments.map(({ name, size, duration, activity, dwellTimes }) => ({
        name,
        size,
        duration: threeDigits(duration!.median),
        days: activity!.activeDays,
        dwell: dwellTimes.map(({ action, times, here }) => [action, times, threeDigits(here.median)]),
      }));
    expect(fromPaths.segments.length).toBeGreaterThan(3);
    expect(shown(fromPaths)).toEqual(shown(fromEvents));
    const segmentOf = (model: SegmentModel, of: TokenizedSequences) =>
      new Map([...model.labels].map((label, input) => [of.rowOf[input]!, label]));
    expect(new Map([...segmentOf(fromPaths, sequences)].sort(([a], [b]) => a - b))).toEqual(
      new Map([...segmentOf(fromEvents, await buildSequences(events, OPTIONS))].sort(([a], [b]) => a - b)),
    );
    const users = [...new Set(rows.map(({ user_id }) => user_id))];
    const { assignments } = warehouseSequences({
      dialect: "duckdb",
      table: "events",
      columns: { user: "user_id", action: "event", time: "timestamp", order: "row" },
      ...OPTIONS,
    });
    await loadSegments(segmentsOfPaths(sequences, fromPaths.labels));
    const written = new Map<unknown, unknown>();
    for await (const batch of await duckdb.run(assignments)) {
      for (const row of batch as Record<string, unknown>[]) written.set(row.user_id, row.segment);
    }
    expect(written).toEqual(new Map(users.map((user) => [user, fromEvents.labels[fromEvents.ids!.indexOf(user)]])));
  }, 120_000);
});
