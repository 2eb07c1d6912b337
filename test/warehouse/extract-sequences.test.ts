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
  const cases = new Cases("refused", "built", "with times");
  afterAll(() => cases.expectAll());

  test.each(["seq", "name"] as const)(
    "for random logs, equal times ordered by %s",
    async (order) => {
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
          // a boundary named like an action cannot be distinguished from it in a path of SQL, and has no hour
          // (docs/guides/warehouse.md)
          if (cases.when("with times", options.sessionBoundary !== "A")) {
            expect(timesInCommon(extracted)).toEqual(timesInCommon(built));
          }
        }),
        { numRuns: size(order === "seq" ? 60 : 10, 300) },
      );
    },
    120_000,
  );
});

test("ids that mean none are left out and counted", async () => {
  const rows = ["ann", "None", "(not set)", "", null].map((user, seq) => ({
    user,
    action: "A",
    us: seq,
    session: "s",
    seq,
  }));
  await duckdb.execute(createLog("log", [...rows, { user: "bob", action: "None", us: 9, session: "None", seq: 9 }]));
  const { vocabulary, report } = await extractSequences(duckdb.run, {
    dialect: "duckdb",
    table: "log",
    columns: { ...LOG_COLUMNS, session: "s" },
    measures: false,
  });
  expect(vocabulary.actions).toEqual(["A"]);
  expect(report.notes[0]).toBe("5 of 6 rows were left out: 4 without user, 1 without session");
});
