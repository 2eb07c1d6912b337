import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createAssigner, type UserEvent } from "../../src/online";
import type { SegmentModel } from "../../src/segments";
import { memoryStore, type StateStore } from "../../src/stores";
import { Cases } from "../helpers/cases";
import { onlineModel } from "../helpers/online-log";
import { size } from "../helpers/size";

const MINUTE = 60_000;
const now = () => 1;
const newStore = () => memoryStore({ now });
let model: SegmentModel;
let other: SegmentModel;
beforeAll(async () => {
  model = await onlineModel();
  other = await model.edit({ rename: { s1: "Renamed" } });
});

const eventsOf = (user: string, count: number, from = 0): UserEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    user,
    action: ["OPEN", "PLAY", "PAUSE"][i % 3]!,
    time: (from + i) * 1000,
    id: `${from + i}`,
  }));

async function rowsOf(store: StateStore): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  for await (const { key, bytes } of store.scan("")) rows.set(key, Buffer.from(bytes).toString("base64"));
  return rows;
}

/** Stands in for a store on a network: calls take turns in an order that the scheduler draws. */
function raced(store: StateStore, scheduler: fc.Scheduler): StateStore {
  return {
    getMany: scheduler.scheduleFunction((keys: readonly string[]) => store.getMany(keys)),
    putMany: scheduler.scheduleFunction((rows: Parameters<StateStore["putMany"]>[0]) => store.putMany(rows)),
    deleteMany: scheduler.scheduleFunction((keys: readonly string[]) => store.deleteMany(keys)),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
  };
}

describe("names", () => {
  const NAMES = [
    "é",
    "e\u0301",
    "É",
    "Ⅷ",
    "__proto__",
    "constructor",
    "a/b",
    "a",
    "🦄",
    "\u0000",
    " ",
    "日".repeat(266),
  ];

  test("are told apart code unit by code unit, whatever they mean to JavaScript", async () => {
    const assigner = await createAssigner(model, { store: newStore() });
    const events = NAMES.flatMap((user, i) => eventsOf(user, i + 1).map((event) => ({ ...event, action: "OPEN" })));
    const changes = await assigner.push(events);
    expect(changes.map(({ user, events: count }) => [user, count])).toEqual(NAMES.map((user, i) => [user, i + 1]));
    await assigner.push(events);
    for (const [i, user] of NAMES.entries()) expect((await assigner.segmentOf(user))!.events).toBe(i + 1);
    await assigner.alias("__proto__", "constructor");
    await assigner.forget("e\u0301");
    expect((await assigner.segmentOf("constructor"))!.events).toBe(6);
    expect((await assigner.segmentOf("é"))!.events).toBe(1);
  });

  test("of actions and events may be any text too, and stay as they are", async () => {
    const store = newStore();
    const assigner = await createAssigner(model, { store });
    const long = "x".repeat(10_000);
    const texts = ["__proto__", "toString", "e\u0301", "é", "a -> b", "\u2028", long];
    const events = texts.map((text, i) => ({ user: "ann", action: text, time: i, id: text }));
    await assigner.push([...events, ...events.toReversed()]);
    expect(assigner.figures).toMatchObject({ accepted: texts.length, duplicate: texts.length });
    await expect(assigner.push([{ user: "ann", action: `${long}x`, time: 1 }])).rejects.toThrow(
      "at most 10000 characters",
    );
  });

  test("longer than a key can hold are reported before anything is written, also behind many others", async () => {
    const store = newStore();
    const assigner = await createAssigner(model, { store });
    const many = Array.from({ length: 1200 }, (_, i) => ({ user: `u${i}`, action: "OPEN", time: i }));
    await expect(assigner.push([...many, { user: "日".repeat(267), action: "OPEN", time: 1 }])).rejects.toThrow(
      '"events[1200].user" expected at most 800 bytes in UTF-8, got 801',
    );
    expect((await rowsOf(store)).size).toBe(0);
  });

  test("of namespaces cannot be made to meet each other's users", async () => {
    for (const namespace of ["a/b", "", "a b", "x".repeat(101)]) {
      await expect(createAssigner(model, { store: newStore(), namespace })).rejects.toThrow(
        namespace === "" ? '"namespace" expected a name' : '"namespace" expected a name of letters, digits',
      );
    }
    const store = newStore();
    const [a, ab] = [
      await createAssigner(model, { store, namespace: "a" }),
      await createAssigner(model, { store, namespace: "a.b" }),
    ];
    await a.push(eventsOf("b/c", 2));
    expect(await ab.segmentOf("c")).toBeUndefined();
  });
});

test("times may be negative or far away, but are numbers", async () => {
  const assigner = await createAssigner(model, { store: newStore(), allowedLateness: 1e17 });
  const times = [-8.64e15, -1, -0, 0.5, 8.64e15];
  const [answer] = await assigner.push(times.map((time) => ({ user: "ann", action: "OPEN", time })));
  expect([answer!.first, answer!.last, answer!.events]).toEqual([-8.64e15, 8.64e15, 5]);
  expect((await assigner.segmentOf("ann", { asOf: -1 }))!.events).toBe(2);
  expect(await assigner.segmentOf("ann", { asOf: -Number.MAX_VALUE })).toBeUndefined();
  for (const time of [Number.NaN, Number.POSITIVE_INFINITY, "1", null, 1n] as number[]) {
    await expect(assigner.push([{ user: "bob", action: "OPEN", time }])).rejects.toThrow('"events[0].time"');
    await expect(assigner.segmentOf("ann", { asOf: time })).rejects.toThrow('"asOf" expected a finite number');
  }
  await expect(assigner.push([{ user: "bob", action: "OPEN", time: 8.65e15 }])).rejects.toThrow('"events[0].time"');
  expect(await assigner.segmentOf("bob")).toBeUndefined();
});

test("a user lives until the time to live is over, and not at its last millisecond", async () => {
  let time = 1000;
  const clock = () => time;
  const store = memoryStore({ now: clock });
  const assigner = await createAssigner(model, { store, now: clock, ttl: "1s" });
  await assigner.push(eventsOf("ann", 3));
  time = 1999;
  expect((await assigner.segmentOf("ann"))!.events).toBe(3);
  const [change] = await assigner.push(eventsOf("ann", 1, 3));
  expect([change!.before === null, change!.events]).toEqual([false, 4]);
  time = 2999;
  expect(await assigner.segmentOf("ann")).toBeUndefined();
  const [anew] = await assigner.push(eventsOf("ann", 1, 4));
  expect([anew!.before, anew!.events]).toEqual([null, 1]);
  time = 3998;
  expect(await store.purge()).toBe(0);
  time = 3999;
  expect(await store.purge()).toBe(1);
});

test("a time to live may be any span, also a part of a millisecond or longer than time", async () => {
  for (const ttl of [1000 / 3, "0.5ms", 1e300]) {
    const store = newStore();
    const assigner = await createAssigner(model, { store, now: () => 1, ttl });
    await assigner.push(eventsOf("ann", 1));
    const [row] = await store.getMany(["u/users/ann"]);
    expect(row!.expiresAt).toBe(ttl === 1e300 ? Number.MAX_SAFE_INTEGER : ttl === "0.5ms" ? 2 : 335);
  }
});

test("a clock that is set back makes no duration negative", async () => {
  let time = 10_000;
  const durations: number[] = [];
  const meter = {
    createCounter: () => ({ add: () => {} }),
    createHistogram: () => ({ record: (value: number) => void durations.push(value) }),
  };
  const assigner = await createAssigner(model, { store: newStore(), now: () => (time -= 1000), meter });
  await assigner.push(eventsOf("ann", 1));
  expect(durations).toEqual([0]);
});

describe("a user of very many events", () => {
  const COUNT = size(20_000, 100_000);
  const hot = eventsOf("bot", COUNT);
  test.each([
    ["in order, with ids", hot],
    ["backwards, with ids", hot.toReversed()],
    ["all at one time, without ids", hot.map(({ user, action }) => ({ user, action, time: 5 }))],
    ["of actions that nobody knows", hot.map((event, i) => ({ ...event, action: `? ${i}` }))],
  ])("pushed at once, %s, is taken in whole and stays small", async (_, events) => {
    const store = newStore();
    const assigner = await createAssigner(model, { store, allowedLateness: 1e9, maxEvents: 64 });
    const before = process.cpuUsage();
    const [answer] = await assigner.push(events);
    const { user } = process.cpuUsage(before);
    expect(answer!.events).toBe(COUNT);
    expect(user / 1e6).toBeLessThan(20); // a quadratic one takes minutes
    const bytes = Buffer.from([...(await rowsOf(store)).values()][0]!, "base64").length;
    expect(bytes).toBeLessThan(20_000);
    expect(assigner.figures).toMatchObject({ accepted: COUNT, late: 0, duplicate: 0 });
  });
});

describe("two names of one user", () => {
  test("joined in a circle, to oneself, and after being forgotten", async () => {
    const assigner = await createAssigner(model, { store: newStore() });
    await assigner.push([...eventsOf("a", 2), ...eventsOf("b", 2, 2), ...eventsOf("c", 2, 4)]);
    await assigner.alias("a", "b");
    await assigner.alias("b", "c");
    expect((await assigner.alias("c", "a"))!.events).toBe(6);
    expect([await assigner.segmentOf("b"), await assigner.segmentOf("c")]).toEqual([undefined, undefined]);
    await expect(assigner.alias("a", "a")).rejects.toThrow('"known" expected another name than "anonymous"');
    await assigner.forget("a");
    expect(await assigner.alias("a", "b")).toBeUndefined();
    await assigner.push(eventsOf("a", 1, 9));
    expect((await assigner.alias("a", "b"))!.events).toBe(1);
  });

  test("what comes in under the first name while they are joined is lost in no order of reads and writes", async () => {
    const cases = new Cases("joined twice", "came after");
    const anyDelays = fc.tuple(fc.nat(8), fc.nat(8));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), anyDelays, async (scheduler, hasIds, delays) => {
        const store = newStore();
        const assigner = await createAssigner(model, { store: raced(store, scheduler) });
        const named = (events: UserEvent[]) => (hasIds ? events : events.map(({ id: _, ...event }) => event));
        await scheduler.waitFor(assigner.push(named(eventsOf("cookie", 4))));
        const later = async (reads: number, events: UserEvent[]) => {
          for (let i = 0; i < reads; i++) await assigner.segmentOf("nobody");
          await assigner.push(named(events));
        };
        const work = Promise.all([
          assigner.alias("cookie", "ann"),
          later(delays[0], eventsOf("cookie", 3, 4)),
          later(delays[1], eventsOf("ann", 2, 7)),
        ]);
        await scheduler.waitFor(work);
        const calm = await createAssigner(model, { store });
        const left = (await calm.segmentOf("cookie"))?.events ?? 0;
        expect([0, 3]).toContain(left);
        expect((await calm.segmentOf("ann"))!.events).toBe(9 - left);
        cases.when("came after", left > 0);
        cases.when("joined twice", left === 0 && assigner.figures.conflicts > 0);
        expect((await calm.alias("cookie", "ann"))?.events).toBe(9);
      }),
      { numRuns: size(20, 400) },
    );
    cases.expectAll();
  });
});

test("events of two users that bear the same ids are different ones, also once the users are joined, and joined twice", async () => {
  const assigner = await createAssigner(model, { store: newStore() });
  const ofCookie = eventsOf("cookie", 3);
  const ofAnn = eventsOf("ann", 3).map((event, i) => ({ ...event, time: event.time + 500 - 1000 * (i % 2) }));
  const shared = { action: "SHARE", time: 60_000, id: "both" };
  await assigner.push([...ofCookie, ...ofAnn, { user: "ann", ...shared }, { user: "cookie", ...shared }]);
  expect((await assigner.alias("cookie", "ann"))!.events).toBe(7);
  await assigner.push([...ofCookie, ...ofAnn].map((event) => ({ ...event, user: "ann" })));
  expect((await assigner.segmentOf("ann"))!.events).toBe(7);
  await assigner.push([...ofCookie, { user: "cookie", ...shared }]); // as after a crash
  expect((await assigner.alias("cookie", "ann"))!.events).toBe(7);
  await assigner.alias("ann", "bob");
  expect((await assigner.segmentOf("bob"))!.events).toBe(7);
});

test("a store that leaves rows out, or gives others, is reported; nobody gets the segment of another", async () => {
  const store = newStore();
  const assigner = await createAssigner(model, { store });
  await assigner.push([...eventsOf("ann", 3), ...eventsOf("bob", 3)]);
  const wrong: Partial<StateStore>[] = [
    { getMany: async (keys) => (await store.getMany(keys)).slice(1) },
    { getMany: async () => undefined as never },
    { getMany: async (keys) => keys.map(() => ({ version: 1 }) as never) },
    { putMany: async (rows) => (await store.putMany(rows)).slice(1) },
    { putMany: async () => ["OK", "OK"] as never },
  ];
  for (const methods of wrong) {
    const other = await createAssigner(model, { store: { ...raw(store), ...methods } });
    const pushed = other.push([...eventsOf("ann", 2, 3), ...eventsOf("bob", 2, 3)]);
    await expect(pushed).rejects.toThrow(/"store" expected a store whose (get|put)Many answers each of 2 rows, got/);
  }
});

const raw = (store: StateStore): StateStore => ({
  getMany: (keys) => store.getMany(keys),
  putMany: (rows) => store.putMany(rows),
  deleteMany: (keys) => store.deleteMany(keys),
  scan: (prefix) => store.scan(prefix),
  purge: () => store.purge(),
});

test("who is forgotten while events come in has all of them, or those that came after, or none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      let time = 1000;
      const store = memoryStore({ now: () => time++ });
      const assigner = await createAssigner(model, { store: raced(store, scheduler) });
      const work = Promise.all([
        assigner.push(eventsOf("ann", 3)),
        assigner.forget("ann"),
        assigner.push(eventsOf("ann", 2, 3)),
        assigner.push(eventsOf("bob", 2)),
      ]);
      await scheduler.waitFor(work);
      await work;
      const calm = await createAssigner(model, { store });
      expect([undefined, 2, 3, 5]).toContain((await calm.segmentOf("ann"))?.events);
      expect((await calm.segmentOf("bob"))!.events).toBe(2);
      await calm.forget("ann");
      expect([...(await rowsOf(store)).keys()]).toEqual(["u/users/bob"]);
    }),
    { numRuns: size(20, 400) },
  );
});

test("two models that change places while events come in: each user has every event, read by the one that answers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const store = newStore();
      const assigner = await createAssigner(model, { store: raced(store, scheduler) });
      const work = Promise.all([
        assigner.push(eventsOf("ann", 3)),
        assigner.swap(other),
        assigner.push(eventsOf("ann", 3, 3)),
        assigner.swap(model),
        assigner.push([...eventsOf("ann", 3, 6), ...eventsOf("ann", 3)]),
      ]);
      await scheduler.waitFor(work);
      await work;
      const whole = newStore();
      await (await createAssigner(model, { store: whole })).push(eventsOf("ann", 9));
      const expected = await (await createAssigner(model, { store: whole })).segmentOf("ann");
      expect(await scheduler.waitFor(assigner.segmentOf("ann"))).toEqual(expected);
      expect(assigner.model).toBe(await model.hash());
    }),
    { numRuns: size(15, 200) },
  );
});

test("permuted, repeated and late lists: what is late is counted, and each event is reported once", async () => {
  const cases = new Cases("late", "repeated");
  const anyEvents = fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 30 }),
      id: fc.integer({ min: 0, max: 12 }),
      action: fc.constantFrom("OPEN", "PLAY"),
    }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(anyEvents, async (drawn) => {
      const assigner = await createAssigner(model, { store: newStore(), allowedLateness: "10m" });
      const events = drawn.map(({ minute, id, action }) => ({
        user: "ann",
        action,
        time: minute * MINUTE,
        id: `${id}`,
      }));
      for (const event of events) await assigner.push([event]);
      const { accepted, late, duplicate } = assigner.figures;
      expect(accepted + late + duplicate).toBe(events.length);
      expect((await assigner.segmentOf("ann"))!.events).toBe(accepted);
      expect(accepted).toBeLessThanOrEqual(new Set(events.map(({ id }) => id)).size);
      if (cases.when("late", late > 0)) expect(accepted).toBeGreaterThan(0);
      if (cases.when("repeated", duplicate > 0)) expect(events.length).toBeGreaterThan(1);
      const atOnce = await createAssigner(model, { store: newStore(), allowedLateness: "10m" });
      await atOnce.push(events);
      expect(atOnce.figures).toMatchObject({ accepted, late, duplicate });
      expect(await atOnce.segmentOf("ann")).toEqual(await assigner.segmentOf("ann"));
    }),
    { numRuns: size(20, 400) },
  );
  cases.expectAll();
});
