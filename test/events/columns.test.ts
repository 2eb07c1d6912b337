import { describe, expect, test } from "vitest";
import { type Events, type ReadEventsOptions, readEvents, type Source } from "../../src/events";

const COLUMNS = { user: "user", action: "action", time: "time" };
const read = (lines: readonly string[], options: Partial<ReadEventsOptions> = {}) =>
  readEvents([lines.map((line) => `${line}\n`).join("")], { ...COLUMNS, ...options });

/** `ann: A B; bob: C` */
function pathsOf({ users, actions, offsets, action }: Events): string {
  const of = (user: number) =>
    Array.from(action.subarray(offsets[user], offsets[user + 1]), (a) => actions[a]).join(" ");
  return users.map((user, i) => `${user}: ${of(i)}`).join("; ");
}

describe("columns that are joined", () => {
  const lines = [
    "day,clock,a,b,action,time of,x",
    "04.03.2024,09:30,1,2,B,5,{}",
    "04.03.2024,09:05,1,2,A,6,{}",
    "04.03.2024,,1,2,C,7,{}",
  ];
  const options = { user: "a,b", time: "day, clock" };
  const objects = lines.slice(1).map((line) => {
    const [day, clock, a, b, action] = line.split(",");
    return { day, clock, id: { a: Number(a), b }, action };
  });

  test.each([
    ["CSV", (): Source => [lines.map((line) => `${line}\n`).join("")], options],
    ["objects", (): Source => objects, { ...options, user: "id.a,id.b" }],
    ["NDJSON", (): Source => objects.map((row) => `${JSON.stringify(row)}\n`), { ...options, user: "id.a,id.b" }],
  ])(
    "a day and a time of day, an id in two parts; a row without one of them has none: %s",
    async (_, source, joined) => {
      const events = await readEvents(source(), { ...COLUMNS, ...joined });
      expect(pathsOf(events)).toBe("1 2: A B");
      expect(Array.from(events.time)).toEqual([Date.UTC(2024, 2, 4, 9, 5), Date.UTC(2024, 2, 4, 9, 30)]);
      expect(events.report.refused).toMatchObject([{ reason: "missing time", rows: 1 }]);
    },
  );

  test("a column of that name comes first, and a part that is not there is an error", async () => {
    const named = ["user,action,'a,b',time", "ann,X,5,1"].map((line) => line.replace("'a,b'", '"a,b"'));
    expect(pathsOf(await read(named, { action: "a,b", timeUnit: "s" }))).toBe("ann: 5");
    await expect(read(lines, { ...options, time: "day,hour" })).rejects.toThrow('there is no column "day,hour"');
    await expect(read(lines, { ...options, time: "hour,minute" })).rejects.toThrow('there is no column "hour,minute"');
  });

  test("days as dates", async () => {
    const rows = [{ user: "ann", action: "A", day: new Date("2024-03-04"), clock: "09:30:00" }];
    expect(Array.from((await readEvents(rows, { ...COLUMNS, time: "day,clock" })).time)).toEqual([
      Date.UTC(2024, 2, 4, 9, 30),
    ]);
  });
});

describe("several columns for one thing", () => {
  const lines = ["user,device,action,time", "ann,d1,A,1", ",d2,B,2", "null,d1,C,3", ",,D,4", "None,-,E,5"];
  const options = { user: ["user", "device"], timeUnit: "s" } as const;
  const objects = [
    { user: "ann", device: "d1", action: "A", time: 1 },
    { device: "d2", action: "B", time: 2 },
    { user: null, device: "d1", action: "C", time: 3 },
    { user: "", action: "D", time: 4 },
    { user: "None", device: "-", action: "E", time: 5 },
  ];

  test.each([
    ["CSV", (): Source => [lines.map((line) => `${line}\n`).join("")]],
    ["objects", (): Source => objects],
    ["NDJSON", (): Source => objects.map((row) => `${JSON.stringify(row)}\n`)],
  ])("the first that holds a name, counted: %s", async (_, source) => {
    const events = await readEvents(source(), { ...COLUMNS, ...options });
    expect(pathsOf(events)).toBe("ann: A; d2: B; d1: C");
    expect(events.report.fallbacks).toEqual([
      { role: "user", column: "user", events: 1 },
      { role: "user", column: "device", events: 2 },
    ]);
    expect(events.report.refused).toMatchObject([{ reason: "missing user", rows: 2 }]);
  });

  test("those that a file does not have are passed over, but one has to be there", async () => {
    const { report } = await read(lines, { ...options, user: ["uid", "device"] });
    expect(report.fallbacks).toEqual([
      { role: "user", column: "uid", events: 0 },
      { role: "user", column: "device", events: 3 },
    ]);
    await expect(read(lines, { user: ["uid", "visitor"] })).rejects.toThrow('there is no column "uid"');
    await expect(readEvents(objects, { ...COLUMNS, user: ["uid", "visitor"] })).rejects.toThrow(
      'there is no column "uid"',
    );
  });

  test("of actions and times, too", async () => {
    const events = await read(["user,event,page,at,seen", "ann,,Home,,1700000000", "ann,BUY,Shop,1700000001,"], {
      ...{ user: "user", action: ["event", "page"], time: ["seen", "at"] },
    });
    expect(pathsOf(events)).toBe("ann: Home BUY");
    expect([...events.time]).toEqual([1_700_000_000_000, 1_700_000_001_000]);
  });
});

describe("ids that mean none", () => {
  const lines = ["user,action,time", "None,A,1", "null,A,1", "none,A,1", "ann,A,1", "Nonesuch,A,1", "(not set),A,1"];

  test("are no users, and reported", async () => {
    const { users, report } = await read(lines);
    expect(users).toEqual(["ann", "Nonesuch"]);
    expect(report.refused).toEqual([{ reason: "missing user", rows: 4, lines: [2, 3, 4, 7] }]);
    expect(report.notes).toContain(
      '"(not set)" (1 time), "None" (1 time), "none" (1 time), "null" (1 time) mean no user or session; say "missing" if that is a name',
    );
  });

  test("are those of a list of one's own", async () => {
    expect((await read(lines, { missing: ["ann"] })).users).toEqual(["None", "null", "none", "Nonesuch", "(not set)"]);
    expect((await read(lines, { missing: [] })).users).toHaveLength(6);
    await expect(read(lines, { missing: [1] as never })).rejects.toThrow(
      '"missing" expected a list of names, got number at 0',
    );
    const long = "x".repeat(100);
    expect((await read([...lines, `${long},A,1`], { missing: [long] })).users).not.toContain(long);
  });

  test("are actions where they stand for one", async () => {
    expect((await read(["user,action,time", "ann,None,1"])).actions).toEqual(["None"]);
  });

  test("are no sessions", async () => {
    const { report } = await read(["user,action,time,session", "ann,A,1,null", "ann,A,1,s1"], { session: "session" });
    expect(report).toMatchObject({ accepted: 1, refused: [{ reason: "missing session", rows: 1 }] });
  });
});

describe("events of equal times", () => {
  const lines = [
    "user,action,time,batch,index",
    "ann,D,1,2,1",
    "ann,C,1,1,20",
    "ann,B,1,1,3",
    "ann,A,0,9,9",
    "ann,E,1,,",
    "bob,X,1,1,1",
  ];

  test("keep the order of the rows, and are counted", async () => {
    const events = await read(lines);
    expect(pathsOf(events)).toBe("ann: A D C B E; bob: X");
    expect(events.report.ties).toBe(4);
  });

  test("are ordered by columns of numbers, what is empty last", async () => {
    const events = await read(lines, { order: ["batch", "index"] });
    expect(pathsOf(events)).toBe("ann: A B C D E; bob: X");
    expect(events.report.ties).toBe(0);
    const byBatch = await read(lines, { order: "batch" });
    expect([pathsOf(byBatch), byBatch.report.ties]).toEqual(["ann: A C B D E; bob: X", 2]);
  });

  test("are ordered by times, in row objects too", async () => {
    const rows = ["2024-03-04T09:00:02Z", "2024-03-04T09:00:01.5Z", new Date("2024-03-04T09:00:00Z")];
    const events = await readEvents(
      rows.map((sent, i) => ({ user: "ann", action: `A${i}`, time: 1, sent })),
      { ...COLUMNS, order: "sent" },
    );
    expect(pathsOf(events)).toBe("ann: A2 A1 A0");
  });

  test("an order column that is not there is an error, unless it is one of a list", async () => {
    await expect(read(lines, { order: "indx" })).rejects.toThrow('there is no column "indx"; did you mean "index"?');
    expect(pathsOf(await read(lines, { order: ["hit", "index"] }))).toBe("ann: A D B C E; bob: X");
    const rows = [{ user: "ann", action: "A", time: 1 }];
    await expect(readEvents(rows, { ...COLUMNS, order: "i" })).rejects.toThrow('there is no column "i"');
    expect((await readEvents(rows, { ...COLUMNS, order: ["i"] })).report.accepted).toBe(1);
  });
});

describe("filters of rows", () => {
  const lines = [
    "user,action,time,lifecycle,n",
    "ann,A,1,start,1",
    "ann,A,2,complete,1",
    "ann,B,3,Complete,2",
    "ann,C,4,,3",
  ];

  test("leave out what does not hold, and count it", async () => {
    const { report, actions } = await read(lines, { where: { lifecycle: "complete" } });
    expect([actions, report.rows, report.accepted, report.filtered]).toEqual([["A"], 4, 1, 3]);
    expect((await read(lines, { where: { lifecycle: ["complete", "Complete"], n: [1, 2] } })).actions).toEqual([
      "A",
      "B",
    ]);
    expect((await read(lines, { where: { lifecycle: null } })).actions).toEqual(["C"]);
  });

  test("of row objects, by path", async () => {
    const rows = [
      { user: "ann", action: "A", time: 1, in: { shop: true } },
      { user: "ann", action: "B", time: 1, in: { shop: false } },
      { user: "ann", action: "C", time: 1 },
    ];
    expect((await readEvents(rows, { ...COLUMNS, where: { "in.shop": true } })).actions).toEqual(["A"]);
  });

  test("that leave nothing are reported, and those of no column refused", async () => {
    const { report } = await read(lines, { where: { lifecycle: "abort" } });
    expect(report.notes).toContain('"where" leaves out all 4 rows');
    await expect(read(lines, { where: { lifecycl: "x" } })).rejects.toThrow('there is no column "lifecycl"');
    await expect(read(lines, { where: { lifecycle: {} as never } })).rejects.toThrow(
      '"where.lifecycle" expected a value or a list of them, got an object (Object)',
    );
  });
});

describe("ends of events", () => {
  test("give durations, down to nanoseconds; an end before its time is refused", async () => {
    const events = await read(
      [
        "user,action,time,end",
        "ann,A,2024-03-04 09:00:00.000000001,2024-03-04 09:00:01.500000001",
        "ann,B,2024-03-04 09:01:00,",
        "ann,C,2024-03-04 09:02:00,2024-03-04 09:01:00",
        "ann,D,2024-03-04 09:03:00,later",
      ],
      { end: "end" },
    );
    expect([...events.duration!]).toEqual([1500, Number.NaN]);
    expect(events.report.refused).toEqual([
      { reason: "an end before its time", rows: 1, lines: [4], example: "2024-03-04 09:01:00" },
      { reason: "unparsable time of the end", rows: 1, lines: [5], example: "later" },
    ]);
  });

  test("of row objects", async () => {
    const rows = [{ user: "ann", action: "A", time: new Date(5), end: new Date(1005) }];
    expect([...(await readEvents(rows, { ...COLUMNS, end: "end" })).duration!]).toEqual([1000]);
    expect((await readEvents(rows, COLUMNS)).duration).toBeUndefined();
  });
});

describe("nested columns", () => {
  const row = {
    event: "BUY",
    properties: { distinct_id: 7, time: 1_700_000_000, "$os.name": "x" },
    items: [{ id: "i0" }, { id: "i1" }],
    event_params: [
      { key: "ga_session_id", value: { int_value: "17", string_value: null } },
      { key: "page", value: { string_value: "Home" } },
    ],
    context: '{"user":{"id":"ann"}}',
    "a.b": "plain",
  };
  const one = async (user: string) =>
    (await readEvents([row], { user, action: "event", time: "properties.time" })).users[0];

  test.each([
    ["properties.distinct_id", "7"],
    ["properties.$os.name", "x"],
    ["items.1.id", "i1"],
    ["event_params.ga_session_id", "17"],
    ["event_params.page.value.string_value", "Home"],
    ["context.user.id", "ann"],
    ["a.b", "plain"],
  ])("%s", async (path, expected) => {
    expect(await one(path)).toBe(expected);
  });

  test("that no row has are reported", async () => {
    await expect(one("properties.user")).rejects.toThrow('there is no column "properties.user"');
    await expect(one("items.7.id")).rejects.toThrow('there is no column "items.7.id"');
    await expect(one("__proto__.x")).rejects.toThrow("there is no column");
  });

  test("within JSON in a column of CSV", async () => {
    const events = await read(
      ["id,action,time,properties", 'x,A,1,"{""user"":""ann""}"', "y,B,2,", 'z,C,3,"{""user"":null}"', "short,D"],
      { user: "properties.user" },
    );
    expect(pathsOf(events)).toBe("ann: A");
    expect(events.report.refused).toEqual([
      { reason: "missing user", rows: 2, lines: [3, 4] },
      { reason: "wrong number of columns", rows: 1, lines: [5] },
    ]);
  });

  test("lists of rows are unnested; each has the columns around it", async () => {
    const visits = [
      {
        visitor: "ann",
        time: 0,
        actions: [
          { url: "/a", time: 1 },
          { url: "/b", time: 2 },
        ],
      },
      { visitor: "bob", actions: [] },
      { visitor: "eve" },
    ];
    const events = await readEvents(visits, { user: "visitor", action: "url", time: "time", unnest: "actions" });
    expect(pathsOf(events)).toBe("ann: /a /b");
    expect(events.report.refused).toEqual([{ reason: 'no list in column "actions"', rows: 1, lines: [3] }]);
  });
});

describe("CSV without a header, or with lines before it", () => {
  test("columns are called by their numbers, or as one says", async () => {
    const lines = ["ann,A,1", "ann,B,2"];
    const events = await read(lines, { user: "1", action: "2", time: "3", header: false });
    expect([pathsOf(events), events.report.rows]).toEqual(["ann: A B", 2]);
    expect(pathsOf(await read(lines, { header: ["user", "action", "time"] }))).toBe("ann: A B");
    expect(pathsOf(await read(lines, { user: "id", action: "name", time: "3", header: ["id", "name"] }))).toBe(
      "ann: A B",
    );
    await expect(read(lines, { header: ["a", "b", "c", "d"] })).rejects.toThrow(
      '"header" names 4 columns, and the first row has 3',
    );
    await expect(read(lines, { header: [] })).rejects.toThrow(
      '"header" expected true or false or a list of names, got an array of 0',
    );
  });

  test("lines before the header are skipped, however they end, and lines keep their numbers", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ['# "Report', "", "user,action,time", "ann,A,1", "ann,,2"].join(end);
      const { report } = await readEvents([text], { ...COLUMNS, skipLines: 2 });
      expect(report).toMatchObject({ accepted: 1, refused: [{ reason: "missing action", lines: [5] }] });
    }
    const json = ["#{", '{"user":"ann","action":"A","time":1}', "{"].join("\n");
    expect((await readEvents([json], { ...COLUMNS, skipLines: 1 })).report.refused[0]!.lines).toEqual([3]);
    expect((await read(["a"], { skipLines: 9 })).report.notes).toEqual(['"source" is empty']);
  });

  test("blanks after separators are ignored, reported", async () => {
    const events = await read(["user, action, time", 'ann, "A, B", 1', "bob,C,2"]);
    expect(pathsOf(events)).toBe("ann: A, B; bob: C");
    expect(events.report.notes).toContain("blanks after separators are ignored");
    expect(pathsOf(await read(["user,action,time", "ann, A,1"]))).toBe("ann:  A");
  });

  test("an escape character", async () => {
    const lines = [
      "user,action,time",
      'ann,"say \\"hi\\", \\\\",1',
      "bob,a\\,b,2",
      "\\N,C,3",
      'eve,"two ""quotes""",4',
    ];
    const events = await read(lines, { escape: "\\" });
    expect(events.actions).toEqual(['say "hi", \\', "a,b", 'two "quotes"']);
    expect(events.report.refused).toEqual([{ reason: "missing user", rows: 1, lines: [4] }]);
  });

  test("an escape character wherever chunks end", async () => {
    const bytes = new TextEncoder().encode('user,action,time\nann,"x\\"\\\\",1\nbob,a\\,b\\\\,2\n');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { actions } = await readEvents([bytes.slice(0, cut), bytes.slice(cut)], { ...COLUMNS, escape: "\\" });
      expect(actions).toEqual(['x"\\', "a,b\\"]);
    }
  });
});
