import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inspectEvents, readEvents } from "../../../src/events";

const NAMES = ["open", "search", "view", "cart", "pay"];
/** Rows of twelve users, in the order of time. */
const LOG = Array.from({ length: 120 }, (_, i) => ({
  who: `u${(i * 7) % 12}`,
  what: NAMES[(i * 3 + (i >> 3)) % NAMES.length]!,
  at: Date.UTC(2024, 2, 4, 9) + i * 61_000,
  i,
}));
const pad = (n: number) => String(n).padStart(2, "0");
const german = (ms: number) => {
  const d = new Date(ms + 20 * 86_400_000);
  return `${pad(d.getUTCDate())}.${pad(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}`;
};
const csv = (header: string | undefined, row: (event: (typeof LOG)[number]) => readonly unknown[], delimiter = ",") =>
  `${[...(header === undefined ? [] : [header]), ...LOG.map((event) => row(event).join(delimiter))].join("\n")}\n`;
const iso = (ms: number) => new Date(ms).toISOString();

describe("columns are guessed", () => {
  test.each([
    ["English", "user_id,country,event,timestamp", { user: "user_id", action: "event", time: "timestamp" }],
    ["German", "Kunden-Nr,Land,Aktion,Zeitpunkt", { user: "Kunden-Nr", action: "Aktion", time: "Zeitpunkt" }],
    ["French", "utilisateur,pays,activité,horodatage", { user: "utilisateur", action: "activité", time: "horodatage" }],
    ["Spanish", "usuario,pais,accion,fecha", { user: "usuario", action: "accion", time: "fecha" }],
    [
      "process mining",
      "Case ID,Resource,Activity,Complete Timestamp",
      { user: "Case ID", action: "Activity", time: "Complete Timestamp" },
    ],
    [
      "camel case",
      "customerId,deviceType,eventName,createdAt",
      { user: "customerId", action: "eventName", time: "createdAt" },
    ],
    ["no words at all", "a,b,c,d", { user: "a", action: "c", time: "d" }],
  ])("%s", async (_, header, expected) => {
    const text = csv(header, ({ who, what, at }) => [who, who < "u5" ? "DE" : "AT", what, iso(at)]);
    const found = await inspectEvents([text]);
    expect(found.options).toEqual(expected);
    expect(found).toMatchObject({ format: "csv", rows: 120, whole: true, users: 12, actions: 5, questions: [] });
    expect((await readEvents([text], found.options!)).report.accepted).toBe(120);
  });

  test("in objects within objects, and in JSON of one document", async () => {
    const rows = LOG.map(({ who, what, at }) => ({
      meta: { actor: { userId: who } },
      ts: at / 1000,
      action: what,
      v: 1,
    }));
    const expected = { user: "meta.actor.userId", action: "action", time: "ts", timeUnit: "s" };
    for (const [text, more] of [
      [rows.map((row) => `${JSON.stringify(row)}\n`).join(""), {}],
      [JSON.stringify({ next: 1, data: { Records: rows } }), { records: "data.Records" }],
      [JSON.stringify({ next: 1, data: { Records: rows } }, null, 2), { records: "data.Records" }],
    ] as const) {
      const { options } = await inspectEvents([text]);
      expect(options).toEqual({ ...expected, ...more });
      expect((await readEvents([text], options!)).report.accepted).toBe(120);
    }
    expect((await inspectEvents(rows)).options).toEqual(expected);
  });

  test("decoys are left alone: dates that do not change, ids of rows, sessions, features of users", async () => {
    const text = csv(
      "event_id,session_id,user_id,birthday,registered_at,level,event_name,event_time,loaded_at",
      (event) => [
        ...[
          `e${event.i}`,
          `s${event.who}-${event.i >> 5}`,
          event.who,
          "1990-05-05",
          `2023-01-0${1 + (Number(event.who.slice(1)) % 9)}`,
        ],
        ...[event.who < "u6" ? "free" : "paid", event.what, iso(event.at), iso(event.at + 86_400_000)],
      ],
    );
    const { options, notes } = await inspectEvents([text]);
    expect(options).toEqual({ user: "user_id", action: "event_name", time: "event_time" });
    expect(notes).toContain('column "session_id" looks like one of sessions; "session" reads it');
  });

  test("another id fills in where the user's is empty", async () => {
    const text = csv("user_id,device_id,event,time", ({ who, what, at, i }) => [
      i % 5 === 0 ? "" : who,
      `d-${who}`,
      what,
      iso(at),
    ]);
    expect((await inspectEvents([text])).options).toMatchObject({ user: ["user_id", "device_id"] });
  });

  test("starts and ends, and states of which one is to be read", async () => {
    const ends = csv("case,task,start_time,end_time", ({ who, what, at }) => [who, what, iso(at), iso(at + 5000)]);
    expect((await inspectEvents([ends])).options).toEqual({
      user: "case",
      action: "task",
      time: "start_time",
      end: "end_time",
    });
    const states = csv("case,task,lifecycle:transition,time", ({ who, what, at, i }) => [
      who,
      what,
      i % 2 ? "start" : "COMPLETE",
      iso(at),
    ]);
    expect((await inspectEvents([states])).options).toMatchObject({ where: { "lifecycle:transition": "COMPLETE" } });
  });

  test("a column that orders equal times", async () => {
    const text = csv("user,event,time,item_in_session,price", ({ who, what, at, i }) => [
      who,
      what,
      iso(at - (at % 3_600_000)),
      i,
      5,
    ]);
    const { options, report } = await inspectEvents([text]);
    expect(options).toMatchObject({ order: "item_in_session" });
    expect(report!.ties).toBe(0);
  });
});

describe("columns that look alike are told apart", () => {
  const guess = async (rows: readonly object[]) => (await inspectEvents(rows)).options;

  test("an id within an object of the user, not what else is known of them", async () => {
    const rows = LOG.map(({ who, what, at }) => ({
      actor: { user: { plan: "free", id: `usr_4205${who}`, color: who < "u5" ? "red" : "blue" } },
      event: { name: what },
      at,
    }));
    expect(await guess(rows)).toMatchObject({ user: "actor.user.id", action: "event.name" });
  });

  test("numbers of users that could be times", async () => {
    const rows = LOG.map(({ who, what, at }) => ({
      user_id: 1_420_588_812_345 + Number(who.slice(1)) * 7919,
      session_id: `${who}-${at % 3}`,
      pathname: `/${what}`,
      timestamp: iso(at),
    }));
    expect(await guess(rows)).toEqual({ user: "user_id", action: "pathname", time: "timestamp" });
  });

  test("addresses and browsers of a web server's JSON", async () => {
    const rows = LOG.map(({ who, what, at }) => ({
      remote_addr: `10.0.0.${who.slice(1)}`,
      http_user_agent: "Mozilla/5.0",
      status: "200",
      request_uri: `/${what}`,
      time_iso8601: iso(at),
    }));
    expect(await guess(rows)).toEqual({ user: "remote_addr", action: "request_uri", time: "time_iso8601" });
  });

  test("one column under two names is no question, and words come before codes", async () => {
    const text = csv("customer_id,stock_code,description,country,date", ({ who, what, at }) => [
      who,
      `8500${NAMES.indexOf(what)}A`,
      what,
      "UK",
      iso(at),
    ]);
    const { options, questions } = await inspectEvents([text]);
    expect([options!.action, questions]).toEqual(["description", []]);
  });

  test("actions that are numbers, where they are called so or no column has a name", async () => {
    const named = csv("userid,actionid,timestamp", ({ who, what, i }) => [
      who.slice(1),
      NAMES.indexOf(what),
      i * 31.5 + 0.25,
    ]);
    expect((await inspectEvents([named])).options).toEqual({
      ...{ user: "userid", action: "actionid", time: "timestamp", timeUnit: "s" },
    });
    const bare = csv(undefined, ({ who, what, at }) => [who.slice(1), iso(at), 214_500 + NAMES.indexOf(what), 0]);
    expect((await inspectEvents([bare])).options).toEqual({ user: "1", action: "3", time: "2", header: false });
  });

  test("states of activities, whatever their column is called, and a column with one user", async () => {
    const text = csv("employee,patient,handling,registration_type,time", ({ who, what, at, i }) => [
      ...["r1", who, what, i % 2 ? "start" : "complete", iso(at)],
    ]);
    const { options, questions } = await inspectEvents([text]);
    expect(options).toEqual({
      ...{ user: "patient", action: "handling", time: "time" },
      where: { registration_type: "complete" },
    });
    expect(questions).toEqual([]);
  });

  test("a log with a single event", async () => {
    const xes =
      '<log><trace><string key="concept:name" value="c1"/><event><string key="concept:name" value="open"/>' +
      '<date key="time:timestamp" value="2024-03-04T09:00:00Z"/></event></trace></log>';
    expect((await inspectEvents([xes])).options).toEqual({
      ...{ user: "case:concept:name", action: "concept:name", time: "time:timestamp" },
    });
  });
});

describe("where the rows are", () => {
  test("without a header, after other lines, with another separator, in another encoding", async () => {
    const row = ({ who, what, at }: (typeof LOG)[number]) => [who, what, german(at)];
    const bare = { user: "1", action: "2", time: "3", timeFormat: "dd.MM.yyyy HH:mm", header: false };
    expect((await inspectEvents([csv(undefined, row, ";")])).options).toEqual(bare);
    const named = { user: "Nutzer", action: "Ereignis", time: "Zeit", timeFormat: "dd.MM.yyyy HH:mm" };
    const text = csv("Nutzer;Ereignis;Zeit", row, ";");
    for (const [source, more] of [
      [`Bericht vom 1.1., Teil 1\n\n${text}`, { skipLines: 2 }],
      [`sep=;\r\n${text.replaceAll("\n", "\r\n")}`, {}],
      [gzipSync(`\ufeff${text}`), {}],
      [Uint8Array.from([...text.replace("Nutzer", "Gerät")].map((char) => char.charCodeAt(0))), { user: "Gerät" }],
    ] as const) {
      const { options } = await inspectEvents(typeof source === "string" ? [source] : source);
      expect(options).toEqual({ ...named, ...more });
      expect((await readEvents(typeof source === "string" ? [source] : source, options!)).report.accepted).toBe(120);
    }
  });

  test("the first 20,000 rows are looked at", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `u${i % 99},A${i % 7},${1_700_000_000 + i}\n`);
    const found = await inspectEvents([`user,event,time\n${rows.join("")}`]);
    expect([found.rows, found.whole]).toEqual([20_000, false]);
  });
});

describe("what only the reader can know is asked", () => {
  test("day and month that can be confused", async () => {
    const text = csv("user,event,time", ({ who, what, i }) => [who, what, `3/${1 + (i % 9)}/2024 9:${pad(i % 60)} PM`]);
    const { options, choices, questions } = await inspectEvents([text]);
    expect(options).toBeUndefined();
    expect(questions[0]).toMatch(
      /^column "time" holds times such as "3\/1\/2024 9:00 PM", whose day and month can be confused/,
    );
    expect(choices.map(({ timeFormat }) => timeFormat)).toEqual(["dd/MM/yyyy hh:mm a", "MM/dd/yyyy hh:mm a"]);
    expect((await readEvents([text], choices[1]!)).report.accepted).toBe(120);
  });

  test("columns that come near each other", async () => {
    const text = csv("customer_id,visitor_id,event,time", ({ who, what, at, i }) => [who, `a${i % 10}`, what, iso(at)]);
    const { questions } = await inspectEvents([text]);
    expect(questions).toEqual(['is the user "customer_id", or "visitor_id"?']);
  });
});

describe("what is to be looked at is reported", () => {
  test("users with a large share, one user alone, ids that mean none", async () => {
    const robot = csv("user,event,time", ({ who, what, at, i }) => [
      i % 2 ? "robot" : `${who}-${i % 20}`,
      what,
      iso(at),
    ]);
    expect((await inspectEvents([robot])).notes).toContain(
      'user "robot" has 50% of all events: a robot, or an id that means none ("missing")?',
    );
    const alone = csv("user,event,time", ({ what, at }) => ["ann", what, iso(at)]);
    expect((await inspectEvents([alone])).notes[0]).toMatch(/^all events are of one user, "ann"/);
    const none = csv("user,event,time", ({ who, what, at }) => [who < "u3" ? "null" : who, what, iso(at)]);
    expect((await inspectEvents([none])).notes.join()).toMatch(/"null" \(\d+ times\) means no user or session/);
  });

  test("times without a zone, rows newest first", async () => {
    const text = csv("user,event,time", ({ who, what, i }) => [who, what, `2024-03-04 ${pad(23 - (i >> 4))}:00`]);
    const { notes } = await inspectEvents([text]);
    expect(notes).toContain(
      'times name no zone and are taken as UTC; if they are local, say "timeZone" (--time-zone), such as Europe/Berlin',
    );
    expect(notes.join()).toMatch(/rows stand newest first, so that events of equal times are in the wrong order/);
  });
});

describe("what an export needs is reported", () => {
  test("ids of a device that also stand beside a user's", async () => {
    const rows = LOG.map(({ who, what, at, i }) => ({
      user_id: i % 5 === 0 ? "" : who,
      device_id: `d-${who}`,
      event: what,
      time: iso(at),
    }));
    const { notes } = await inspectEvents(rows);
    expect(notes).toContain(
      '12 ids of "device_id" also stand in rows with a "user_id", so that one person counts as two users, before and ' +
        'after login; "device_id" alone as the user keeps them together',
    );
    const apart = rows.map((row) => ({ ...row, device_id: row.user_id === "" ? `only-${row.device_id}` : "" }));
    expect((await inspectEvents(apart)).notes.join()).not.toMatch(/counts as two users/);
  });

  test("sessions of a log with one user", async () => {
    const rowsWith = (pause: number) =>
      LOG.map(({ what, i }) => ({ user: "7", what, at: iso(1.7e12 + i * 1000 + Math.floor(i / 10) * pause) }));
    for (const [pause, gap] of [
      [3_600_000, "30m"],
      [700_000, "10m"],
      [61_000, "1m"],
      [50_000, undefined],
    ] as const) {
      const { sessionGap, notes } = await inspectEvents(rowsWith(pause));
      expect(sessionGap).toBe(gap);
      expect(notes[0]).toMatch(
        gap === undefined
          ? /^all events are of one user, "7", and no pause of a minute or more divides them into 10 sessions/
          : /^all events are of one user, "7": take its sessions as sequences, divided by pauses of /,
      );
    }
  });

  test("too few users", async () => {
    const few = LOG.filter(({ who }) => who < "u3").map(({ who, what, at }) => ({ user: who, what, at: iso(at) }));
    const users = new Set(few.map(({ user }) => user)).size;
    expect((await inspectEvents(few)).notes).toContain(
      `${users} users are too few to find segments: that takes 10 at least`,
    );
  });
});

describe("no event log", () => {
  test("lines that nothing divides, times of day without a day", async () => {
    const apart = csv("time,user,event", ({ who, what, at }) => [iso(at).slice(11, 19), who, what]);
    expect((await inspectEvents([apart])).notEvents).toMatch(
      /^"time" holds times of day, and no other column the whole date\. By the time of day alone/,
    );
    const lines = LOG.map(({ who, what }) => `${who}:did:${what}\n`);
    expect((await inspectEvents(lines)).notEvents).toMatch(
      /^no comma, tab, semicolon or bar divides the lines into columns, as in "u\d:did:/,
    );
  });

  test.each([
    [
      "a diary",
      `id,day,${NAMES.join(",")}\n${LOG.map(({ who, i }) => `${who},2024-03-${pad(1 + (i % 28))},1,0,${i % 5},2,0`).join("\n")}\n`,
      /^each row is a record of many figures for each "id" and "day": 5 columns of numbers .*one row for each figure/,
    ],
    [
      "sequences in columns",
      `id,step1,step2,step3\n${LOG.map(({ i }) => `w${i},open,${NAMES[i % 5]},pay`).join("\n")}\n`,
      /^each row is a whole sequence: 3 columns \("step1", "step2", "step3"\).*--format sequences/,
    ],
    [
      "a list of prices",
      `price,tax\n${LOG.map(({ i }) => `${i / 3},0.2`).join("\n")}\n`,
      /^no column says who acted .* nor what was done .* nor when/,
    ],
    ["no rows", "user,event,time\n", /^there are no rows$/],
    ["nothing", "", /^there are no rows$/],
  ])("%s", async (_, text, why) => {
    const { options, notEvents } = await inspectEvents([text]);
    expect(options).toBeUndefined();
    expect(notEvents).toMatch(why);
  });

  test("files that are no rows are named", async () => {
    await expect(inspectEvents(Uint8Array.from("PK\x03\x04\x14\0", (char) => char.charCodeAt(0)))).rejects.toThrow(
      "is a ZIP archive",
    );
    await expect(inspectEvents(42 as never)).rejects.toThrow(
      '"source" expected a path, a stream or an iterable, got 42',
    );
    await expect(inspectEvents([""], { rows: 1 } as never)).rejects.toThrow('"rows" is not an option');
  });
});
