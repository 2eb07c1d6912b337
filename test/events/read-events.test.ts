import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Events, type ReadEventsOptions, readEvents, type Source } from "../../src/events";
import { fitSegments } from "../../src/segments";
import { sharedData } from "../helpers/shared-data";
import { size } from "../helpers/size";

const COLUMNS = { user: "user", action: "action", time: "time" };

const SMALL =
  'column "time" holds small numbers such as 30, which were read as seconds; say "timeUnit" if they are not';

const READABLE =
  "times are text such as 2024-03-04T09:30:00Z or 04.03.2024 09:30, digits such as 20240304 or 20240304093000, or epoch " +
  'numbers; for others say "timeFormat"';

const read = (text: string, options: Partial<ReadEventsOptions> = {}) => readEvents([text], { ...COLUMNS, ...options });

/** Events as plain rows, user by user. */
function rowsOf({ users, actions, offsets, action, time }: Events): [string, string, number][] {
  return users.flatMap((user, u) =>
    Array.from(action.subarray(offsets[u], offsets[u + 1]), (a, i): [string, string, number] => [
      user,
      actions[a]!,
      time[offsets[u]! + i]!,
    ]),
  );
}

test("groups by user and orders by time, equal times as they were read", async () => {
  const events = await read("user,action,time\nbob,A,30\nann,B,10\nbob,C,20\nann,D,10\nbob,E,20\nann,F,5\n");
  expect(rowsOf(events)).toEqual([
    ["bob", "C", 20_000],
    ["bob", "E", 20_000],
    ["bob", "A", 30_000],
    ["ann", "F", 5000],
    ["ann", "B", 10_000],
    ["ann", "D", 10_000],
  ]);
  expect(events.report).toEqual({
    ...{ rows: 6, accepted: 6, filtered: 0, refused: [], fallbacks: [], ties: 4, notes: [SMALL] },
    ...{
      timeUnit: "s",
      timeFormat: undefined,
      timeZone: undefined,
      localTimes: 0,
      times: { first: 5000, last: 30_000 },
    },
  });
  expect(events.session).toBeUndefined();
  expect(events.value).toBeUndefined();
});

test("is a stable sort of the rows, whatever the format", async () => {
  const row = fc.record({
    user: fc.constantFrom("ann", "bob", "__proto__", "constructor", "漢字 🎮"),
    action: fc.constantFrom("__proto__", "START", 'say "hi"', "a,b", "x\ny"),
    time: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const users = [...new Set(rows.map(({ user }) => user))];
      const expected = users.flatMap((name) =>
        rows
          .filter(({ user }) => user === name)
          .sort((a, b) => a.time - b.time)
          .map(({ user, action, time }) => [user, action, time * 1000]),
      );
      const csv = rows.map(({ user, action, time }) => `${user},"${action.replaceAll('"', '""')}",${time}\n`);
      const json = rows.map((each) => `${JSON.stringify(each)}\n`);
      expect(rowsOf(await readEvents(rows, COLUMNS))).toEqual(expected);
      expect(rowsOf(await readEvents(["user,action,time\n", ...csv], COLUMNS))).toEqual(expected);
      expect(rowsOf(await readEvents(json, COLUMNS))).toEqual(expected);
    }),
    { numRuns: size(15, 60) },
  );
});

test("sessions are numbered within users, values may be empty", async () => {
  const text = "user,action,time,session,value\nann,A,1,1,2.5\nbob,A,1,1,\nann,B,3,1,-1e3\nann,C,2,2,0\nbob,B,2,x,7\n";
  const events = await read(text, { session: "session", value: "value" });
  expect([...events.session!]).toEqual([0, 1, 0, 2, 3]);
  expect([...events.value!]).toEqual([2.5, 0, -1000, Number.NaN, 7]);
});

test("columns may be named like anything", async () => {
  const csv = await readEvents(["__proto__,constructor,toString\nann,A,1\n"], {
    user: "__proto__",
    action: "constructor",
    time: "toString",
  });
  const json = await readEvents(['{"__proto__":"ann","constructor":"A","toString":1}'], {
    user: "__proto__",
    action: "constructor",
    time: "toString",
  });
  expect(rowsOf(csv)).toEqual([["ann", "A", 1000]]);
  expect(rowsOf(json)).toEqual([["ann", "A", 1000]]);
});

test("numbers, dates and big integers of row objects", async () => {
  const rows = [
    { user: 7, action: true, time: new Date(5) },
    { user: 7n, action: "B", time: new Date(4) },
  ];
  const events = await readEvents(rows, COLUMNS);
  expect(rowsOf(events)).toEqual([
    ["7", "B", 4],
    ["7", "true", 5],
  ]);
  expect(events.report.timeUnit).toBe("date");
});

test.each([
  ["nothing", "", '"source" is empty'],
  ["a header only", "user,action,time\n", '"source" has a header and no rows'],
  ["a header without line end", "user,action,time", '"source" has a header and no rows'],
  ["empty lines", "\n\n", '"source" is empty'],
])("%s is no events, and reported", async (_, text, note) => {
  const events = await read(text);
  expect(events).toMatchObject({
    users: [],
    actions: [],
    report: { rows: 0, accepted: 0, refused: [], notes: [note] },
  });
  expect(events.offsets).toEqual(Uint32Array.of(0));
  expect(await readEvents([], COLUMNS)).toMatchObject({ users: [], report: { rows: 0, notes: [] } });
  await expect(fitSegments(events)).rejects.toThrow(`"input" expected at least one sequence, got none: ${note}`);
});

describe("a missing column is named, with those that exist", () => {
  test.each([
    ["user,event,time\n", 'there is no column "action". Columns: user, event, time'],
    ["user,actions,time\n", 'there is no column "action"; did you mean "actions"? Columns: user, actions, time'],
    ["user,action,time,action\n", 'there is more than one column "action"'],
    [
      "# log of March\n\nuser,action,time\n",
      'there is no column "user". Columns: # log of March (the first line should name them all)',
    ],
    ["a\x1b[2Jb\u202e,c\x9b\n", 'there is no column "user". Columns: a\\u{1b}[2Jb\\u{202e}, c\\u{9b}'],
    ['{"user":"a","time":1}\n', 'there is no column "action". Columns: user, time'],
  ])("%j", async (text, message) => {
    await expect(read(text)).rejects.toThrow(new RangeError(message));
  });

  test("few of many, and none of them whole where it is long", async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `column_${i}_${"x".repeat(90)}`);
    const message = await read(`${names.join(",")}\n`).catch((error) => error.message);
    expect(message).toMatch(/^there is no column "user"\. Columns: column_0_x+…, .+ and 2980 more$/);
    expect(message.length).toBeLessThan(1000);
  });

  test("also when rows are objects", async () => {
    const rows = [{ user: "ann", acton: "A", time: 1 }];
    const message = 'there is no column "action"; did you mean "acton"? Columns: user, acton, time';
    await expect(readEvents(rows, COLUMNS)).rejects.toThrow(message);
    await expect(readEvents(rows, { ...COLUMNS, onInvalid: "throw" })).rejects.toThrow(message);
  });

  test("but a column that some object has is there", async () => {
    const events = await readEvents(
      [
        { user: "ann", time: 1 },
        { user: "ann", action: "A", time: 1 },
      ],
      COLUMNS,
    );
    expect(events.report.refused).toEqual([{ reason: "missing action", rows: 1, lines: [1] }]);
  });
});

describe("rows that are no events", () => {
  const text = [
    "user,action,time,value",
    "ann,A,1,",
    ",A,1,",
    "ann,,1,",
    "ann,A,,",
    "ann,A,soon,",
    "ann,A,NaN,",
    "ann,A,1538341464985,",
    "ann,A,2,x",
    "ann,A,3",
    "ann,A,3,,",
    'ann,"A"b,3,',
    ...Array(6).fill("ann,,1,"),
    "ann,B,2,5",
  ].join("\n");

  test("are counted by reason with their lines", async () => {
    const events = await read(text, { value: "value" });
    expect(rowsOf(events)).toEqual([
      ["ann", "A", 1000],
      ["ann", "B", 2000],
    ]);
    expect(events.report).toMatchObject({
      rows: 18,
      accepted: 2,
      timeUnit: "s",
      notes: [SMALL.replace("30", "1"), READABLE],
      refused: [
        { reason: "missing action", rows: 7, lines: [4, 13, 14, 15, 16] },
        { reason: "unparsable time", rows: 2, lines: [6, 7], example: "soon" },
        { reason: "wrong number of columns", rows: 2, lines: [10, 11] },
        { reason: "broken quotes", rows: 1, lines: [12] },
        { reason: "missing time", rows: 1, lines: [5] },
        { reason: "missing user", rows: 1, lines: [3] },
        { reason: "mixed time units", rows: 1, lines: [8], example: "1538341464985" },
        { reason: "unparsable value", rows: 1, lines: [9], example: "x" },
      ],
    });
  });

  test("end the reading when asked to", async () => {
    await expect(read(text, { onInvalid: "throw" })).rejects.toThrow(
      new RangeError('line 3: missing user (with onInvalid: "skip" such rows are left out and counted in the report)'),
    );
    const rows = [
      { user: "ann", action: "A", time: 1 },
      { user: "ann", action: {}, time: 1 },
    ];
    await expect(readEvents(rows, { ...COLUMNS, onInvalid: "throw" })).rejects.toThrow(
      "row 2: an action that is neither text nor an exact number",
    );
  });

  test("are an error when there is nothing else", async () => {
    await expect(read("user,action,time\nann,A,soon\nbob,A,later\n,B,1\n")).rejects.toThrow(
      new RangeError(`no row is an event: unparsable time in 2 of them, first in line 2: "soon"; ${READABLE}`),
    );
  });

  test("among objects and NDJSON", async () => {
    const rows = [{ user: 2 ** 60, action: "A", time: 1 }, null, "row", { user: "ann", action: "A", time: 1 }];
    expect((await readEvents([{}, ...rows], COLUMNS)).report.refused).toEqual([
      { reason: "not an object", rows: 2, lines: [3, 4] },
      { reason: "a user that is neither text nor an exact number", rows: 1, lines: [2] },
      { reason: "missing user", rows: 1, lines: [1] },
    ]);
    const json = '{"user":"ann","action":"A","time":1}\n\n{"user":\n[1]\n{"user":"ann","action":"B","time":2}';
    expect((await read(json)).report).toMatchObject({
      rows: 4,
      accepted: 2,
      refused: [
        { reason: "missing user", rows: 1, lines: [4] },
        { reason: "text that is not JSON", rows: 1, lines: [3] },
      ],
    });
  });

  test("text that is not UTF-8", async () => {
    const latin = Uint8Array.from("user,action,time\nann,A,1\nJos\xe9,A,1\nann,caf\xe9,1\n", (c) => c.charCodeAt(0));
    const events = await readEvents(latin, { ...COLUMNS, encoding: "utf-8" });
    expect(events.users).toEqual(["ann"]);
    expect(events.report.refused).toEqual([{ reason: "text that is not UTF-8", rows: 2, lines: [3, 4] }]);
    expect(events.report.notes[1]).toBe(
      'rows with text that is not UTF-8 are refused; say "encoding" if it is another',
    );
  });
});

describe("the form of times", () => {
  const rows = (times: readonly (string | number)[]) =>
    times.map((time, i) => `u${i % 3},A${i % 5},${time}\n`).join("");
  const header = "user,action,time\n";
  const ms = Array.from({ length: 3000 }, (_, i) => 1_700_000_000_000 + i * 60_000);

  test("is that of most of the first rows: a stray one empties nothing", async () => {
    for (const stray of ["5", "2024-03-04", "1700000000"]) {
      const { report } = await read(header + rows([stray, ...ms]));
      expect(report).toMatchObject({
        accepted: 3000,
        timeUnit: "ms",
        refused: [{ reason: "mixed time units", lines: [2] }],
      });
    }
    const objects = [5, ...ms].map((time) => ({ user: "u", action: "A", time }));
    expect((await readEvents(objects, COLUMNS)).report).toMatchObject({ accepted: 3000, timeUnit: "ms" });
  });

  test("does not depend on the order of rows", async () => {
    const mixed = ms.flatMap((time, i) => (i % 4 === 0 ? [time, new Date(time).toISOString()] : [time])).slice(0, 900);
    const counts = async (times: readonly (string | number)[]) => {
      const { accepted, timeUnit, refused } = (await read(header + rows(times))).report;
      return { accepted, timeUnit, refused: refused.map(({ reason, rows: of }) => [reason, of]) };
    };
    expect(await counts([...mixed].reverse())).toEqual(await counts(mixed));
  });

  test("is an error when most rows are of another one than the first", async () => {
    const later = Array.from({ length: 3000 }, (_, i) => new Date(1_700_000_000_000 + i * 1000).toISOString());
    await expect(read(header + rows([...ms.slice(0, 1000), ...later]))).rejects.toThrow(
      new RangeError(
        'times are of several forms: "ms" in most of the first rows, another one in 3000 of 4000 rows, ' +
          'first in line 1002: "2023-11-14T22:13:20.000Z"; say "timeUnit", or bring them to one form',
      ),
    );
    const { report } = await read(header + rows([...ms.slice(0, 1000), ...later]), { timeUnit: "ms" });
    expect(report).toMatchObject({ accepted: 1000, refused: [{ reason: "mixed time units", rows: 3000 }] });
  });

  test("digits of a date are a date", async () => {
    for (const [time, expected] of [
      ["20231231", Date.UTC(2023, 11, 31)],
      ["20240229235959", Date.UTC(2024, 1, 29, 23, 59, 59)],
      ["202402292359", Date.UTC(2024, 1, 29, 23, 59)],
    ] as const) {
      for (const events of [
        await read(`${header}ann,A,${time}\n`),
        await read(`{"user":"ann","action":"A","time":${time}}\n`),
        await readEvents([{ user: "ann", action: "A", time: Number(time) }], COLUMNS),
      ]) {
        expect([events.time[0], events.report.timeUnit, events.report.notes]).toEqual([expected, "iso", []]);
      }
    }
  });

  test("days of a spreadsheet are refused, unless the caller says what they are", async () => {
    const days = header + rows(["44927.25", "44928", "44929.75"]);
    await expect(read(days)).rejects.toThrow(
      /^column "time" holds numbers such as 44927\.25, which look like the days that a spreadsheet counts \(2023-01-01T06:00:00\)/,
    );
    expect((await read(days, { timeUnit: "s" })).report).toMatchObject({ accepted: 3, timeUnit: "s", notes: [] });
  });

  test("nanoseconds keep their order, whatever the source", async () => {
    const base = 1_700_000_000_123_456_789n;
    const order = [3n, 1n, 2n, 0n, 4n, 300n, 5n, 900_000n];
    const sorted = [...order.keys()].sort((a, b) => Number(order[a]! - order[b]!)).map((i) => `A${i}`);
    const iso = (ns: bigint) => `2023-11-14T22:13:20.${String(ns % 1_000_000_000n).padStart(9, "0")}`;
    const written = (of: (ns: bigint) => string) =>
      header + order.map((more, i) => `ann,A${i},${of(base + more)}\n`).join("");
    const json = order.map((more, i) => `{"time":${base + more},"action":"A${i}","user":"ann"}\n`).join("");
    const objects = order.map((more, i) => ({ user: "ann", action: `A${i}`, time: base + more }));
    for (const events of [
      await read(written(String)),
      await read(written(iso)),
      await read(written((ns) => `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, "0")}`)),
      await read(json),
      await readEvents(objects, COLUMNS),
    ]) {
      expect(Array.from(events.action, (action) => events.actions[action])).toEqual(sorted);
      expect(events.time.every((time, i) => i === 0 || time >= events.time[i - 1]!)).toBe(true);
      expect(events.time[0]).toBe(1_700_000_000_123 + 0.456_789);
    }
  });
});

describe("rows of many lines", () => {
  const rows = Array.from({ length: 40 }, (_, i) => [`u${i % 4}`, `A${i % 3}`, `${1_700_000_000 + i}`, "note"]);
  const log = (delimiter: string, changed: Readonly<Record<number, string>>) =>
    [["user", "action", "time", "title"], ...rows]
      .map((row, i) => [...row.slice(0, 3), changed[i] ?? row[3]].join(delimiter))
      .join("\n");

  test("are reported when a quoted field has taken other rows into it", async () => {
    const { report } = await read(log(",", { 10: '"27 inch', 33: 'also 27"' }));
    expect(report).toMatchObject({ rows: 17, accepted: 17, refused: [] });
    expect(report.notes).toEqual([
      "lines 11 to 34 were read as one row: a quoted field holds all of them; is there a stray quote?",
    ]);
    const two = (await read(log(",", { 10: '"27 inch', 11: 'also 27"' }))).report;
    expect(two.notes[0]).toMatch(/^lines 11 to 12 were read as one row/);
  });

  test("are reported when they are very many, and not when they are a text of a few", async () => {
    const many = `"${"a line\n".repeat(30)}"`;
    const { notes } = (await read(log(",", { 5: many, 6: '"two\nlines, and no more"', 7: many }))).report;
    expect(notes).toEqual([
      "lines 6 to 36 were read as one row, the longest of 2 such rows: a quoted field holds all of them; is there a stray quote?",
    ]);
    expect((await read(log(",", { 6: '"two\nlines, and no more"' }))).report.notes).toEqual([]);
  });

  test("are none where tabs separate: a quote is text", async () => {
    const events = await read(log("\t", { 10: '"27 inch', 33: 'also 27"' }), { action: "title" });
    expect(events.report).toMatchObject({ rows: 40, accepted: 40, refused: [], notes: [] });
    expect(events.actions).toEqual(["note", '"27 inch', 'also 27"']);
  });

  test("with a quote that nothing closes cost one row", async () => {
    const { report } = await read(log(",", { 10: '"27 inch' }));
    expect(report).toMatchObject({
      rows: 40,
      accepted: 39,
      refused: [{ reason: "broken quotes", rows: 1, lines: [11] }],
    });
  });
});

test("lines without end are refused, and those after them read", async () => {
  const long = "x".repeat(1 << 20);
  function* json() {
    yield '{"user":"ann","action":"A","time":1700000000}\n{"user":"';
    for (let i = 0; i < 20; i++) yield long;
    yield '"}\n{"user":"bob","action":"B","time":1700000001}\n';
  }
  expect((await readEvents(json(), COLUMNS)).report).toMatchObject({
    accepted: 2,
    refused: [{ reason: "a line too long to be a row", rows: 1, lines: [2] }],
  });
  function* csv() {
    yield "user,action,time\nann,A,1700000000\nann,";
    for (let i = 0; i < 20; i++) yield long;
    yield ",1700000000\nbob,B,1700000000\n";
  }
  expect((await readEvents(csv(), COLUMNS)).report).toMatchObject({
    accepted: 2,
    refused: [{ reason: "a row too long to be one", rows: 1, lines: [3] }],
  });
});

test("integers of NDJSON keep every digit, in names too; text that looks like them stays", async () => {
  const line =
    '{"user":12345678901234567890,"action":"say \\"1234567890123456789\\" \\\\","time":1700000000.1234567890123456}\n';
  const events = await read(line);
  expect([events.users, events.actions]).toEqual([["12345678901234567890"], ['say "1234567890123456789" \\']]);
  expect(events.time[0]).toBeCloseTo(1_700_000_000_123.457, 2);
});

test("Excel's line that names the separator is no header", async () => {
  expect((await read("sep=;\r\nuser;action;time\r\nann;A, B;2024-03-04\r\n")).actions).toEqual(["A, B"]);
});

test("quotes that are broken in the header are reported", async () => {
  await expect(read('user,"action,time\nann,A,1\n')).rejects.toThrow(
    new RangeError("the quotes in the first line are broken; it should hold the names of the columns"),
  );
});

test("one user with 100,000 events, latest first", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `ann,A${i % 7},${200_000 - i}\n`);
  const events = await read(`user,action,time\n${rows.join("")}`);
  expect(events.time[0]).toBe(100_001_000);
  expect(events.time.every((time, i) => i === 0 || time > events.time[i - 1]!)).toBe(true);
  expect(events.actions[events.action[0]!]).toBe(`A${99_999 % 7}`);
});

test.each([
  [{ user: "u" }, TypeError, '"action" expected the name of a column, got undefined'],
  [{ ...COLUMNS, action: "" }, RangeError, '"action" expected the name of a column, or a list of names, got ""'],
  [
    { ...COLUMNS, action: new Array(5) },
    TypeError,
    '"action" expected the name of a column, or a list of names, got an array of 5',
  ],
  [{ ...COLUMNS, sesion: "s" }, TypeError, '"sesion" is not an option; did you mean "session"?'],
  [
    { ...COLUMNS, delimiter: ";;" },
    RangeError,
    '"delimiter" expected one ASCII character other than a quote or line break, got ";;"',
  ],
  [
    { ...COLUMNS, timeUnit: "min" },
    RangeError,
    '"timeUnit" expected "auto", "iso", "s", "ms", "us", "ns", "days" or "date", got "min"',
  ],
  [{ ...COLUMNS, timeUnit: "date" }, TypeError, '"timeUnit" "date" is for row objects, got bytes or text', ["text"]],
  [{ ...COLUMNS, delimiter: ";" }, TypeError, '"delimiter" is for CSV, got NDJSON', ['{"user":1}']],
  [{ ...COLUMNS, delimiter: ";" }, TypeError, '"delimiter" is for CSV, got row objects', [{ user: 1 }]],
  [{ ...COLUMNS, format: "csv" }, TypeError, '"format" is for bytes and text, got row objects', [{ user: 1 }]],
])("options %j", async (options, kind, message, source: Source = []) => {
  const reading = readEvents(source, options as ReadEventsOptions);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toBeInstanceOf(kind);
});

const bpic = sharedData("bpic2012/events.csv.gz");
test.skipIf(!bpic)("a real log, gzip, zones (needs bpic2012 in SEQMENT_DATA)", async () => {
  const events = await readEvents(bpic!, { user: "user_id", action: "event", time: "timestamp" });
  expect(events.report).toMatchObject({ rows: 262_200, accepted: 262_200, refused: [], timeUnit: "iso", notes: [] });
  expect(events.report.ties).toBeGreaterThan(2 * 11_374 - 1); // that many users and times have more than one event
  expect([events.users.length, events.actions.length]).toEqual([13_087, 24]);
  expect(events.time[0]).toBe(Date.parse("2011-10-01T00:38:44.546+02:00"));
});
