import { describe, expect, test } from "vitest";
import { type WarehouseDialect, type WarehouseOptions, warehouseSequences } from "../../src/warehouse";

const DIALECTS: WarehouseDialect[] = ["duckdb", "postgresql", "spark", "clickhouse", "bigquery", "snowflake"];

const SESSIONS = {
  table: "analytics.events",
  columns: { user: "user_id", action: "event", time: "happened_at", order: "id" },
  unit: "session",
  sessionGap: "30m",
  collapseRepeats: true,
} as const;

/** All that SQL is written for at once. */
const EVERYTHING = {
  query: "select * from events where country = 'NZ' -- only these\n;",
  columns: { user: "user", action: "what's", time: "at", session: "visit", order: ["batch", "row"] },
  timeUnit: "ns",
  unit: "user",
  sessionGap: "30m",
  timeGaps: ["1h", "1d"],
  collapseRepeats: "buckets",
  minLength: 2,
  maxLength: 50,
  keep: "last",
  rename: { "it's": 'say "hi"', "back\\slash": null },
  minCount: 10,
  paths: "codes",
  segments: "crm.segments",
  assignments: "crm.members",
} as const;

describe.each(DIALECTS)("the texts of %s", (dialect) => {
  test("for sessions", async () => {
    const { checks, vocabulary, codes, paths, measures, assignments } = warehouseSequences({ dialect, ...SESSIONS });
    expect(codes).toBeUndefined();
    const shown = { checks, vocabulary, paths, measures, assignments };
    await expect(sections(shown)).toMatchFileSnapshot(`texts/${dialect}-sessions.sql`);
  });

  test("with every option", async () => {
    const {
      checks,
      vocabulary,
      codes = "",
      paths,
      measures,
      assignments,
    } = warehouseSequences({ dialect, ...EVERYTHING });
    const shown = { checks, vocabulary, codes, paths, measures, assignments };
    await expect(sections(shown)).toMatchFileSnapshot(`texts/${dialect}-everything.sql`);
  });

  test("hold no name or text that is not quoted", () => {
    const hostile = `x"y\`z'\\ -- ; drop table t`;
    const texts = warehouseSequences({
      dialect,
      table: [hostile, "plain"],
      columns: { user: hostile, action: hostile, time: hostile, session: hostile, order: [hostile] },
      sessionBoundary: hostile,
      unknownToken: hostile,
      minCount: 2,
      rename: { [hostile]: `${hostile}2` },
      segments: [hostile],
      assignments: [hostile],
    });
    const made = Object.values(texts).filter((text) => text !== undefined);
    expect(made.length).toBeGreaterThan(3);
    for (const text of made) expect(withoutQuoted(text, dialect)).not.toMatch(/drop table|x"y|--|;|\\/);
  });
});

/** Each text under its name. */
function sections(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, text]) => `-- ${name}\n${text}`)
    .join("\n");
}

/** The text without what its dialect takes for quoted names and text constants. */
function withoutQuoted(sql: string, dialect: WarehouseDialect): string {
  const doubled = (quote: string) => `${quote}(?:[^${quote}]|${quote}${quote})*${quote}`;
  const escaped = (quote: string) => `${quote}(?:[^${quote}\\\\]|\\\\[\\s\\S])*${quote}`;
  const quoted = {
    duckdb: [doubled('"'), doubled("'")],
    postgresql: [doubled('"'), String.raw`E'(?:[^'\\]|\\[\s\S]|'')*'`, doubled("'")],
    spark: [doubled("`"), escaped("'")],
    clickhouse: [escaped("`"), escaped("'")],
    bigquery: [escaped("`"), escaped("'")],
    snowflake: [doubled('"'), escaped("'")],
  }[dialect];
  return sql.replace(new RegExp(quoted.join("|"), "g"), "?");
}

const VARIABLE = ["$", "{env:HOME}"].join("");

describe("options", () => {
  const valid = { dialect: "duckdb", table: "t", columns: { user: "u", action: "a", time: "t" } } as const;
  const wrong = (options: object) => () => warehouseSequences({ ...valid, ...options } as WarehouseOptions);

  test.each<[object, string]>([
    [
      { dialect: "mysql" },
      '"dialect" expected "duckdb", "postgresql", "spark", "clickhouse", "bigquery" or "snowflake", got "mysql"',
    ],
    [{ table: "" }, '"table" expected the name of a table, or an array of its parts, got ""'],
    [{ table: "a..b" }, '"table" expected the name of a table, or an array of its parts, got "a..b"'],
    [{ table: ["a\0"] }, '"table" expected the name of a table, or an array of its parts, got an array of 1'],
    [{ unit: "session" }, '"unit" "session" needs "sessionGap", or "columns.session"'],
    [
      { dialect: "postgresql", timeUnit: "timestamp_ns" },
      '"timeUnit" "timestamp_ns" is not for "postgresql", whose timestamps end at microseconds',
    ],
    [
      { dialect: "spark", columns: { ...valid.columns, user: VARIABLE } },
      `Spark puts variables for "\${": no name may hold it, got "${VARIABLE}"`,
    ],
  ])("%j: a wrong value", (options, message) => {
    expect(wrong(options)).toThrow(new RangeError(message));
  });

  test.each<[object, string]>([
    [
      { dialect: undefined },
      '"dialect" expected "duckdb", "postgresql", "spark", "clickhouse", "bigquery" or "snowflake", got undefined',
    ],
    [{ columns: undefined }, '"columns" expected an object with the names of columns, got undefined'],
    [{ columns: { user: "u", action: "a" } }, '"columns.time" expected the name of a column, got undefined'],
    [{ columns: { ...valid.columns, tme: "x" } }, '"columns.tme" is not an option; did you mean "columns.time"?'],
    [{ user: "u" }, '"user" is not an option; did you mean "columns.user"?'],
    [{ query: "select 1" }, '"table" or "query" is needed, got both'],
    [{ table: undefined }, '"table" or "query" is needed, got neither'],
    [
      { rename: String },
      '"rename" expected an object of names by action, got a function, for a function cannot run in SQL; extractSequences takes one',
    ],
    [{ prepare: [] }, '"prepare" cannot run in SQL: leave actions out with "rename", rows with the "query"'],
    [{ rename: { A: 1 } }, '"rename" expected a name or null for "A", got 1'],
  ])("%j: a wrong kind", (options, message) => {
    expect(wrong(options)).toThrow(new TypeError(message));
  });
});
