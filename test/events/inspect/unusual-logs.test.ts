import { describe, expect, test } from "vitest";
import { inspectEvents, readEvents } from "../../../src/events";

const STEPS = ["arrive", "look", "try", "pay", "leave"];
/** Rows of fourteen people, in the order of time. */
const LOG = Array.from({ length: 140 }, (_, i) => ({
  who: `p${(i * 5) % 14}`,
  what: STEPS[(i * 2 + (i >> 4)) % STEPS.length]!,
  at: Date.UTC(2024, 4, 14, 6) + i * 307_000,
  i,
}));
type Row = (typeof LOG)[number];
const iso = (ms: number) => new Date(ms).toISOString();
const csv = (header: string, row: (event: Row) => readonly unknown[], delimiter = ",") =>
  `${header}\n${LOG.map((event) => `${row(event).join(delimiter)}\n`).join("")}`;
/** What is guessed, once it is known that it reads every row. */
async function guess(text: string) {
  const found = await inspectEvents([text]);
  if (found.options) expect((await readEvents([text], found.options)).report.accepted).toBe(LOG.length);
  return found;
}

describe("times in several columns", () => {
  test("a day and a time of day", async () => {
    const text = csv(
      "Person;Schritt;Datum;Uhrzeit",
      ({ who, what, at }) => [...[who, what, `${iso(at).slice(8, 10)}.05.2024`, iso(at).slice(11, 19)]],
      ";",
    );
    expect((await guess(text)).options).toEqual({
      ...{ user: "Person", action: "Schritt", time: "Datum,Uhrzeit", timeFormat: "dd.MM.yyyy HH:mm:ss" },
    });
  });

  test("a day whose parts can be confused is asked for", async () => {
    const text = csv("user,event,date,time", ({ who, what, at, i }) => [
      who,
      what,
      `5/${1 + (i % 9)}/2024`,
      iso(at).slice(11, 16),
    ]);
    const { choices, questions } = await guess(text);
    expect(questions[0]).toMatch(/^column "date,time" holds times such as "5\/1\/2024 06:00", whose day and month can/);
    expect(choices.map(({ time, timeFormat }) => [time, timeFormat])).toEqual([
      ["date,time", "dd/MM/yyyy HH:mm"],
      ["date,time", "MM/dd/yyyy HH:mm"],
    ]);
  });

  test("year, month and day", async () => {
    const text = csv("year,month,day,order,visitor,page", ({ who, what, i }) => [2024, 5, 1 + (i >> 5), i, who, what]);
    expect((await guess(text)).options).toMatchObject({ user: "visitor", time: "year,month,day", order: "order" });
  });

  test("columns that blanks divide", async () => {
    const text = LOG.map(
      ({ who, what, at }) => `${iso(at).slice(0, 10)} ${iso(at).slice(11, 23)} ${who} ${what}\n`,
    ).join("");
    expect((await guess(text)).options).toEqual({
      ...{ user: "3", action: "4", time: "1,2", header: false, delimiter: " " },
    });
  });
});

describe("times of other kinds", () => {
  test.each([
    [".", ","],
    [",", ";"],
  ])("days of a spreadsheet, with %s before their fraction", async (sign, delimiter) => {
    const text = csv(
      ["user", "event", "time"].join(delimiter),
      ({ who, what, at }) => {
        return [who, what, (at / 86_400_000 + 25_569).toFixed(8).replace(".", sign)];
      },
      delimiter,
    );
    const { options, report } = await guess(text);
    expect(options).toMatchObject({ time: "time", timeUnit: "days" });
    expect(report!.times!.first).toBe(LOG[0]!.at);
  });

  test("days of weeks, months in French, and what cannot be read is named", async () => {
    const day = (at: number) => iso(at).slice(11, 19);
    const weeks = csv("user,event,time", ({ who, what, at }) => [who, what, `2024-W20-2T${day(at)}`]);
    expect((await guess(weeks)).options).toEqual({ user: "user", action: "event", time: "time" });
    const french = csv(
      "Nom complet;Activité;Heure",
      ({ who, what, at }) => [who, what, `14 août 2024, ${day(at)}`],
      ";",
    );
    expect((await guess(french)).options).toMatchObject({
      ...{ user: "Nom complet", action: "Activité", time: "Heure", timeFormat: "dd MMM yyyy, HH:mm:ss" },
    });
    const yearless = csv("user,event,time", ({ who, what, at }) => [who, what, `May 14 ${day(at)}`]);
    expect((await guess(yearless)).notEvents).toMatch(
      /^"time" is called a time, but its values, such as "May 14 06:00:00", are not read as one: a time has year, month and day/,
    );
  });

  test("numbers of ten digits that are called ids are ids", async () => {
    const text = csv("customer_id,article_id,bought_at", ({ who, what, at }) => [
      ...[1_700_000_000 + Number(who.slice(1)), `06637130${10 + STEPS.indexOf(what)}`, iso(at)],
    ]);
    expect((await guess(text)).options).toEqual({ user: "customer_id", action: "article_id", time: "bought_at" });
  });
});

describe("columns", () => {
  test.each([
    ["a case comes before the one who works on it", "USER_NAME,_CASE_KEY,ACTIVITY,EVENTTIME", { user: "_CASE_KEY" }],
    [
      "German compounds",
      "IP-Adresse,Kundennummer,Ereignisname,Ereigniszeit",
      { user: "Kundennummer", action: "Ereignisname" },
    ],
    ["Swedish", "Kanal,Kundnummer,Händelse,Tidpunkt", { user: "Kundnummer", action: "Händelse", time: "Tidpunkt" }],
    ["numbers of a spreadsheet", "Region,CustomerID,Event,InvoiceDate", { user: "CustomerID", action: "Event" }],
  ])("%s", async (name, header, expected) => {
    const suffix = name.startsWith("numbers") ? ".0" : "";
    const text = csv(header, ({ who, what, at, i }) => [
      `w${i % 3}`,
      `${80_000 + Number(who.slice(1))}${suffix}`,
      what,
      iso(at),
    ]);
    expect((await guess(text)).options).toMatchObject(expected);
  });

  test("a second column fills in for the action, an id for the user", async () => {
    const text = csv("Tracker ID,Customer User ID,event_name,activity_kind,created_at", ({ who, what, at, i }) => [
      ...[`7${who}-1`, i % 3 ? "" : who, i % 4 ? what : "", i % 4 ? "event" : "install", iso(at)],
    ]);
    expect((await guess(text)).options).toMatchObject({
      ...{ user: ["Customer User ID", "Tracker ID"], action: ["event_name", "activity_kind"] },
    });
  });

  test("a time beside the user and the action, not that of the message around them", async () => {
    const text = LOG.map(({ who, what, at, i }) =>
      JSON.stringify({
        before: null,
        after: { id: i, user_id: who, event: what, created_at: at },
        source: { ts_ms: at + 90 },
        ts_ms: at + 400,
      }),
    ).join("\n");
    expect((await guess(text)).options).toMatchObject({ user: "after.user_id", time: "after.created_at" });
  });

  test("sessions, where no column says who", async () => {
    const text = csv("visit_id,session_id,page,time", ({ who, what, at, i }) => [
      `${who}${i >> 6}a9`,
      `${who}b7`,
      what,
      iso(at),
    ]);
    expect((await guess(text)).options).toMatchObject({ user: "session_id", action: "page" });
  });

  test("a header that begins with a brace is CSV", async () => {
    const text = csv("{user_id},{event_name},{created_at}", ({ who, what, at }) => [who, what, at / 1000]);
    expect((await guess(text)).options).toMatchObject({
      user: "{user_id}",
      action: "{event_name}",
      time: "{created_at}",
    });
  });
});

describe("events within rows", () => {
  const people = [...new Set(LOG.map(({ who }) => who))];

  test("a list whose name says nothing", async () => {
    const text = people
      .map((who) => {
        const log = LOG.filter((event) => event.who === who).map(({ what, at }) => ({ name: what, micros: at * 1000 }));
        return JSON.stringify({ device: { app_instance_id: `${who}f00d1` }, dim: log });
      })
      .join("\n");
    expect((await guess(text)).options).toEqual({
      ...{ user: "device.app_instance_id", action: "name", time: "micros", timeUnit: "us", unnest: "dim" },
    });
  });

  test("events of several objects: of which kind is asked", async () => {
    const events = LOG.map(({ who, what, at, i }) => ({
      ...{ id: `e${i}`, type: what, time: iso(at) },
      links: [
        { objectId: `order-${who}1`, kind: "order" },
        { objectId: `item-${i % 20}`, kind: "item" },
      ],
    }));
    const text = JSON.stringify({ objects: [], events });
    const { options, choices, questions } = await guess(text);
    expect(options).toBeUndefined();
    expect(questions).toEqual(['events belong to several kinds of "kind": whose paths are to be read?']);
    expect(choices.map(({ where }) => where)).toEqual([{ kind: "item" }, { kind: "order" }]);
    const orders = await readEvents([text], choices[1]!);
    expect([orders.users.length, orders.actions.length, orders.report.accepted]).toEqual([
      people.length,
      5,
      LOG.length,
    ]);
  });
});

describe("tables that are no event logs", () => {
  test.each([
    [
      "answers to a survey",
      csv("Respondent ID,Submitted,Device,How do you like it?", ({ i, at }) => [
        `r${i}`,
        iso(at),
        "Phone",
        ["well", "not"][i % 2],
      ]),
      /^no column says who acted/,
    ],
    [
      "orders, one a customer",
      csv("customer,item,ordered", ({ what, at, i }) => [`c${i % 133}`, what, iso(at)]),
      /^nearly every row has a "customer" of its own \(133 in 140 rows\)/,
    ],
    [
      "active users by day",
      csv("date,event_name,event_count,total_users", ({ i, what }) => [
        iso(Date.UTC(2024, 0, 1 + i)).slice(0, 10),
        what,
        (i * 37) % 900,
        (i * 17) % 300,
      ]),
      /^no column says who acted/,
    ],
    [
      "a report of pages",
      csv("Page path,Views,Users,Average engagement time", ({ i }) => [`/p${i}`, i * 7, (i * 3) % 40, i * 1.25]),
      /^each row is a record of many figures/,
    ],
    [
      "recordings of visits",
      csv("Recording ID,User ID,Date,Landing page,Exit page,Duration", ({ who, what, at, i }) => [
        `rec${i}`,
        who,
        iso(at),
        "/",
        `/${what}`,
        "02:15",
      ]),
      /^no column says what was done/,
    ],
    [
      "visits with their events in numbered columns",
      csv("visitor,type 0,page 0,at 0,type 1,page 1,at 1,type 2,page 2,at 2", ({ who, what, at }) => [
        ...[who, "view", what, iso(at), "view", "look", iso(at + 9000), "view", what, iso(at + 99_000)],
      ]),
      /^each row holds several events in numbered columns \("type 0", "page 0", "at 0", 3 times\).*--unnest/,
    ],
    [
      "who follows whom",
      `source,target,count\n${STEPS.flatMap((from) => STEPS.map((to, i) => `${from},${to},${i * 7}\n`)).join("")}`,
      /^each row counts how often one action follows another \("source", "target"\)/,
    ],
    [
      "a chat",
      LOG.map(({ who, at, i }) => `[14.05.24, ${iso(at).slice(11, 19)}] ${who}: see you, at ${i}\n`).join(""),
      /^no column says/,
    ],
    [
      "a label and a sequence in each line",
      Array.from({ length: 40 }, (_, i) => `${i % 2 ? "free" : "paid"}\t${STEPS.slice(i % 3).join(" ")}\n`).join(""),
      /^no column says .*; if each line is an id, a tab and a sequence of actions, read it with --format sequences --id$/,
    ],
    [
      "a path in each line",
      Array.from({ length: 40 }, (_, i) => `${STEPS.slice(i % 3).join(" -> ")}\n`).join(""),
      /^no comma, tab, .* If each line is a sequence of actions, read it with --format sequences\. Else write/,
    ],
  ])("%s", async (_, text, why) => {
    const { options, notEvents } = await inspectEvents([text]);
    expect(options).toBeUndefined();
    expect(notEvents).toMatch(why);
  });

  test("a part of a log whose users come once each is a log all the same", async () => {
    const rows = Array.from({ length: 20_100 }, (_, i) => `u${i % 19_000},${STEPS[i % 5]},${1_700_000_000 + i}\n`);
    expect((await inspectEvents([`user,event,time\n${rows.join("")}`])).options).toMatchObject({ user: "user" });
  });
});
