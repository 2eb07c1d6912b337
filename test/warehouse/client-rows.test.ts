import { describe, expect, test } from "vitest";
import { type ExtractSequencesOptions, extractSequences, type RunSql } from "../../src/warehouse";
import { expectAbortMidway } from "../helpers/abort";

const OPTIONS: ExtractSequencesOptions = {
  dialect: "snowflake",
  table: "events",
  columns: { user: "u", action: "a", time: "t" },
  measures: false,
};

const CHECKS = {
  all_rows: 9,
  missing_user: 1,
  missing_action: 0,
  missing_time: 2,
  users: 3,
  with_separator: 0,
  tied_rows: 4,
  ties: 2,
};

type Rows = readonly Record<string, unknown>[];

/** A client whose answers are these rows, as `shape` gives them. */
function client(answers: readonly Rows[], shape: (rows: Rows) => ReturnType<RunSql> = (rows) => rows): RunSql {
  const left = [...answers];
  return () => shape(left.shift()!);
}

const VOCABULARY = [
  { action: "A", occurrences: 4 },
  { action: "B", occurrences: 2 },
];
const PATHS = [
  { path: "A\u001fB", length: 2, weight: 2 },
  { path: "A\u001fA", length: 2, weight: 1 },
];

async function* stream(rows: Rows): AsyncGenerator<Record<string, unknown>> {
  yield* rows;
}

describe("rows of every client", () => {
  const capitals = (rows: Rows) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value])));
  const counts = (as: (count: number) => unknown) => (rows: Rows) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, typeof v === "number" ? as(v) : v])));

  test.each<[string, (rows: Rows) => ReturnType<RunSql>]>([
    ["an array", (rows) => rows],
    ["a promise of an array", async (rows) => rows],
    ["a stream", stream],
    ["a promise of a stream of batches", async (rows) => stream([rows] as unknown as Rows)],
    ["names in capitals", capitals],
    ["BigInt", counts(BigInt)],
    ["numbers as text", counts(String)],
    ["decimals as text", counts((count) => `${count}.000`)],
  ])("%s", async (_, shape) => {
    const sequences = await extractSequences(client([[CHECKS], VOCABULARY, PATHS], shape), OPTIONS);
    expect([...sequences.weights]).toEqual([2, 1]);
    expect(sequences.vocabulary.actions).toEqual(["A", "B"]);
    expect([...sequences.rowOf]).toEqual([0, 0, 1]);
    expect(sequences.durations).toBeUndefined();
    expect(sequences.report).toEqual({
      inputs: 3,
      distinct: 2,
      tokens: 6,
      prepared: [],
      leftOut: 0,
      empty: 0,
      tooShort: 0,
      truncated: { inputs: 0, tokens: 0 },
      unknown: { actions: 0, tokens: 0 },
      notes: [
        "3 of 9 rows were left out: 1 without user, 2 without time",
        '4 rows share user and time with another action and stand in the order of names; give "columns.order"',
        "the users behind a path are not told apart: they have no names",
        'durations, dwell times, hours and days were not asked for ("measures": false)',
      ],
    });
  });
});

describe("what is refused", () => {
  test.each<[string, readonly Rows[], Error]>([
    [
      "a column that is not there",
      [[{ rows: 1 }]],
      new RangeError('a row of "checks" has no column "all_rows"; its columns: rows'),
    ],
    ["no row of checks", [[]], new RangeError('"checks" expected one row, got none')],
    [
      "names with the separator",
      [[{ ...CHECKS, with_separator: 2 }]],
      new RangeError('"paths" "text" has U+001F between actions, and 2 rows hold it in their action; choose "codes"'),
    ],
    [
      "a weight that is no number",
      [[CHECKS], VOCABULARY, [{ ...PATHS[0], weight: "many" }]],
      new TypeError('"weight" expected a whole number >= 0, got "many" in a row of "paths"'),
    ],
    [
      "a path that is no text",
      [[CHECKS], VOCABULARY, [{ ...PATHS[0], path: null }]],
      new TypeError('"path" expected text, got null in a row of "paths"'),
    ],
    [
      "an action that came in between",
      [[CHECKS], VOCABULARY, [{ ...PATHS[0], path: "A\u001fC" }]],
      new Error('the log was changed while it was read: "C" is not in its vocabulary'),
    ],
  ])("%s", async (_, answers, error) => {
    await expect(extractSequences(client(answers), OPTIONS)).rejects.toThrow(error);
  });

  test("what gives no rows", async () => {
    const wrong = (answer: unknown) => extractSequences((() => answer) as RunSql, OPTIONS);
    await expect(wrong(undefined)).rejects.toThrow(
      new TypeError('"run" expected to give an iterable of rows, got undefined'),
    );
    await expect(wrong([["a", 1]])).rejects.toThrow(new TypeError('"run" expected to give rows as objects, got "a"'));
    await expect(extractSequences("select" as unknown as RunSql, OPTIONS)).rejects.toThrow(
      new TypeError('"run" expected a function that runs SQL, got "select"'),
    );
  });

  test("an error of the client is the user's own", async () => {
    const own = new Error("permission denied");
    const run: RunSql = () => {
      throw own;
    };
    await expect(extractSequences(run, OPTIONS)).rejects.toBe(own);
  });
});

test("a token that would mean two things is refused where it occurs", async () => {
  const vocabulary = [...VOCABULARY, { action: "A×2", occurrences: 1 }];
  const found = (path: string) =>
    extractSequences(client([[CHECKS], vocabulary, [{ path, length: 1, weight: 1 }]]), {
      ...OPTIONS,
      collapseRepeats: "buckets",
    });
  await expect(found("A×2")).rejects.toThrow(
    new RangeError('"collapseRepeats" makes the token "A×2", which is also an action; rename it'),
  );
  expect((await found("A×3-5")).vocabulary.actions).toEqual(["A×3-5"]);
});

test("a function renames, once for each distinct action, and goes into the SQL as names", async () => {
  const ran: string[] = [];
  const renamed: string[] = [];
  const answers = client([[CHECKS], VOCABULARY, [{ path: "b", length: 1, weight: 3 }]]);
  const run: RunSql = (sql) => {
    ran.push(sql);
    return answers(sql);
  };
  const sequences = await extractSequences(run, {
    ...OPTIONS,
    rename: (action) => {
      renamed.push(action);
      return action === "A" ? null : action.toLowerCase();
    },
  });
  expect(renamed).toEqual(["A", "B"]);
  expect(ran[2]).toContain("case a when 'A' then null when 'B' then 'b' else a end as new_name");
  expect(sequences.rules.rename).toEqual([
    ["A", null],
    ["B", "b"],
  ]);
});

test("extraction can be aborted", async () => {
  const many = Array.from({ length: 5000 }, () => PATHS[0]!);
  await expectAbortMidway(
    ({ signal, onProgress }) =>
      extractSequences(client([[CHECKS], VOCABULARY, many], stream), { ...OPTIONS, signal, onProgress }),
    { stage: "extracting" },
  );
});
