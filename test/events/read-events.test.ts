import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Events, type ReadEventsOptions, readEvents } from "../../src/events";
import { sharedData } from "../helpers/shared-data";

const COLUMNS = { user: "user", action: "action", time: "time" };

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
  expect(events.report).toEqual({ rows: 6, accepted: 6, refused: [], timeUnit: "s" });
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
    { numRuns: 60 },
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
  ["nothing", ""],
  ["a header only", "user,action,time\n"],
  ["a header without line end", "user,action,time"],
])("%s is no events", async (_, text) => {
  const events = await read(text);
  expect(events).toMatchObject({ users: [], actions: [], report: { rows: 0, accepted: 0, refused: [] } });
  expect(events.offsets).toEqual(Uint32Array.of(0));
  expect(await readEvents([], COLUMNS)).toMatchObject({ users: [], report: { rows: 0 } });
});

describe("a missing column is named, with those that exist", () => {
  test.each([
    ["user,event,time\n", 'there is no column "action". Columns: user, event, time'],
    ["user,actions,time\n", 'there is no column "action"; did you mean "actions"? Columns: user, actions, time'],
    ["user,action,time,action\n", 'there is more than one column "action"'],
    ['{"user":"a","time":1}\n', 'there is no column "action". Columns: user, time'],
  ])("%j", async (text, message) => {
    await expect(read(text)).rejects.toThrow(new RangeError(message));
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
    expect(events.report).toEqual({
      rows: 18,
      accepted: 2,
      timeUnit: "s",
      refused: [
        { reason: "missing action", rows: 7, lines: [4, 13, 14, 15, 16] },
        { reason: "unparsable time", rows: 2, lines: [6, 7] },
        { reason: "wrong number of columns", rows: 2, lines: [10, 11] },
        { reason: "broken quotes", rows: 1, lines: [12] },
        { reason: "missing time", rows: 1, lines: [5] },
        { reason: "missing user", rows: 1, lines: [3] },
        { reason: "mixed time units", rows: 1, lines: [8] },
        { reason: "unparsable value", rows: 1, lines: [9] },
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
      new RangeError("no row is an event: unparsable time in 2 of them, first in line 2"),
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
    const events = await readEvents(latin, COLUMNS);
    expect(events.users).toEqual(["ann"]);
    expect(events.report.refused).toEqual([{ reason: "text that is not UTF-8", rows: 2, lines: [3, 4] }]);
  });
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
  [{ ...COLUMNS, action: "" }, RangeError, '"action" expected a non-empty string, got ""'],
  [{ ...COLUMNS, sesion: "s" }, TypeError, '"sesion" is not an option; did you mean "session"?'],
  [
    { ...COLUMNS, delimiter: ";;" },
    RangeError,
    '"delimiter" expected one ASCII character that is no quote or line break, got ";;"',
  ],
  [
    { ...COLUMNS, timeUnit: "min" },
    RangeError,
    '"timeUnit" expected "auto", "iso", "s", "ms", "us", "ns" or "date", got "min"',
  ],
])("options %j", async (options, kind, message) => {
  const reading = readEvents([], options as ReadEventsOptions);
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toBeInstanceOf(kind);
});

const bpic = sharedData("bpic2012/events.csv.gz");
test.skipIf(!bpic)("a real log, gzip, zones (needs bpic2012 in SEQMENT_DATA)", async () => {
  const events = await readEvents(bpic!, { user: "user_id", action: "event", time: "timestamp" });
  expect(events.report).toEqual({ rows: 262_200, accepted: 262_200, refused: [], timeUnit: "iso" });
  expect([events.users.length, events.actions.length]).toEqual([13_087, 24]);
  expect(events.time[0]).toBe(Date.parse("2011-10-01T00:38:44.546+02:00"));
});
