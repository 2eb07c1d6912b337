import { beforeAll, describe, expect, test } from "vitest";
import { createAssigner, type UserEvent } from "../../src/online";
import type { SegmentModel } from "../../src/segments";
import { memoryStore, type StateStore } from "../../src/stores";
import { onlineModel } from "../helpers/online-log";

const MINUTE = 60_000;
let model: SegmentModel;
beforeAll(async () => {
  model = await onlineModel();
});

const newStore = (now = () => 1) => memoryStore({ now });
const buyer = (user: string, actions = ["OPEN", "BROWSE", "BROWSE", "CART"]): UserEvent[] =>
  actions.map((action, i) => ({ user, action, time: i * MINUTE, id: `${user}${i}`, value: i }));

test("a user's segment is reported as soon as events come, with figures and the id of the segment", async () => {
  const assigner = await createAssigner(model, { store: newStore() });
  const [first] = await assigner.push(buyer("ann").slice(0, 1));
  expect([first!.before, first!.events, first!.actions]).toEqual([null, 1, 1]);
  const [then] = await assigner.push(buyer("ann").slice(1));
  expect(then).toMatchObject({ user: "ann", reason: "begins like members", events: 4, value: 6, first: 0 });
  expect(then!.last).toBe(3 * MINUTE);
  expect(then!.id).toBe(model.lineage.ids[then!.segment]);
  expect(model.segments[then!.segment]!.name).toBe(then!.name);
  expect(await assigner.segmentOf("ann")).toEqual({ ...then, before: undefined });
  expect(await assigner.segmentOf("bob")).toBeUndefined();
  expect(assigner.model).toBe(await model.hash());
});

test("answers as of a time leave out what came later", async () => {
  const assigner = await createAssigner(model, { store: newStore() });
  await assigner.push(buyer("ann"));
  expect((await assigner.segmentOf("ann", { asOf: MINUTE }))!.events).toBe(2);
  expect(await assigner.segmentOf("ann", { asOf: -1 })).toBeUndefined();
});

test("of a long path the beginning is folded, and is no longer reported as of a time", async () => {
  const assigner = await createAssigner(model, { store: newStore(), allowedLateness: 0, maxEvents: 16 });
  const events = Array.from({ length: 5000 }, (_, i): UserEvent => {
    return { user: "bot", action: i % 2 ? "PLAY" : "OPEN", time: i * 1000, id: `e${i}` };
  });
  const [answer] = await assigner.push(events);
  expect([answer!.events, answer!.partial, answer!.actions]).toEqual([5000, false, 5000]);
  const expected = await model.assign(events.map(({ action }) => action).join(" -> "), { complete: false });
  expect(answer!.segment).toBe(expected.segment);
  expect(answer!.confidence).toBe(expected.confidence);
  await expect(assigner.segmentOf("bot", { asOf: 5 })).rejects.toThrow(
    '"asOf" expected a time from 4991000 on: of earlier events only figures are kept, got 5',
  );
});

test("events that are too late are counted and left out; what comes again is no event", async () => {
  const assigner = await createAssigner(model, { store: newStore(), allowedLateness: "10m" });
  await assigner.push([{ user: "ann", action: "OPEN", time: 60 * MINUTE, id: "a" }]);
  await assigner.push([
    { user: "ann", action: "BROWSE", time: 50 * MINUTE, id: "b" },
    { user: "ann", action: "FAIL", time: 49 * MINUTE, id: "c" },
    { user: "ann", action: "OPEN", time: 60 * MINUTE, id: "a" },
  ]);
  expect(assigner.figures).toMatchObject({ accepted: 2, late: 1, duplicate: 1, conflicts: 0 });
  expect((await assigner.segmentOf("ann"))!.events).toBe(2);
});

test("a user with nothing but unknown actions stays small, and says so", async () => {
  const store = newStore();
  const assigner = await createAssigner(model, { store, allowedLateness: 0, maxEvents: 16 });
  const events = Array.from({ length: 1000 }, (_, i) => ({ user: "x", action: "???", time: i }));
  const [answer] = await assigner.push(events);
  expect(answer).toMatchObject({ reason: "no known action", events: 1000, partial: true, segment: -1, id: null });
  const [row] = await store.getMany(["u/users/x"]);
  expect(row!.bytes.length).toBeLessThan(3000);
});

test("labels of the last fit are answered until they are loaded anew, and another model does not take them over", async () => {
  const store = newStore();
  const assigner = await createAssigner(model, { store });
  expect(
    await assigner.load([
      { user: "ann", segment: 1, probability: 0.75 },
      { user: "bob", segment: -1 },
    ]),
  ).toBe(2);
  const name = model.segments[1]!.name;
  const known = { reason: "known from the fit", segment: 1, name, confidence: 0.75, events: 0, first: null };
  expect(await assigner.segmentOf("ann")).toMatchObject(known);
  expect(await assigner.push(buyer("ann"))).toMatchObject([{ ...known, events: 4, first: 0, before: 1 }]);
  expect(await assigner.segmentOf("bob")).toMatchObject({ segment: -1, name: null, id: null });
  await expect(assigner.load([{ user: "ann", segment: 99 }])).rejects.toThrow(
    '"segment" expected an integer >= -1 and <= 1, got 99',
  );

  const next = await createAssigner(await onlineModel({ collapseRepeats: true }), { store });
  const answer = await next.segmentOf("ann");
  expect([answer!.reason, answer!.events, answer!.partial]).toEqual(["begins like members", 4, false]);
});

test("a path begun under another model is read anew as far as its events are kept, and says what it lacks", async () => {
  const store = newStore();
  const old = await createAssigner(model, { store, allowedLateness: 0, maxEvents: 16 });
  await old.push(Array.from({ length: 40 }, (_, i) => ({ user: "ann", action: "PLAY", time: i, id: `${i}` })));
  const next = await createAssigner(await onlineModel({ collapseRepeats: true }), { store });
  expect(await next.segmentOf("ann")).toMatchObject({ events: 40, partial: true, first: 0 });
  await next.push([{ user: "ann", action: "PAUSE", time: 41, id: "41" }]);
  expect(await next.segmentOf("ann")).toMatchObject({ events: 41, partial: true });
});

describe("two names of one user", () => {
  test("are joined as if all had been one user's from the first", async () => {
    const [joined, whole] = [newStore(), newStore()];
    const assigner = await createAssigner(model, { store: joined });
    const events = buyer("ann");
    await assigner.push(events.filter((_, i) => i % 2 === 0).map((event) => ({ ...event, user: "cookie" })));
    await assigner.push(events.filter((_, i) => i % 2 === 1));
    const answer = await assigner.alias("cookie", "ann");
    const other = await createAssigner(model, { store: whole });
    await other.push(events);
    expect(answer).toEqual(await other.segmentOf("ann"));
    expect((await joined.getMany(["u/users/ann"]))[0]!.bytes).toEqual((await whole.getMany(["u/users/ann"]))[0]!.bytes);
    expect(await assigner.segmentOf("cookie")).toBeUndefined();
  });

  test("of nobody give nobody, and one name is refused", async () => {
    const assigner = await createAssigner(model, { store: newStore() });
    expect(await assigner.alias("a", "b")).toBeUndefined();
    await expect(assigner.alias("a", "a")).rejects.toThrow('"known" expected another name than "anonymous", got "a"');
  });
});

test("who is forgotten leaves nothing in the store", async () => {
  const store = newStore();
  const assigner = await createAssigner(model, { store });
  await assigner.push([...buyer("ann"), ...buyer("bob")]);
  await assigner.forget("ann");
  await assigner.forget(["nobody", "bob"]);
  const left: string[] = [];
  for await (const { key } of store.scan("")) left.push(key);
  expect(left).toEqual([]);
});

test("users are gone when their time is over", async () => {
  let time = 1000;
  const now = () => time;
  const assigner = await createAssigner(model, { store: newStore(now), ttl: "1m", now });
  await assigner.push(buyer("ann"));
  time += 59_999;
  expect(await assigner.segmentOf("ann")).toBeDefined();
  time += 1;
  expect(await assigner.segmentOf("ann")).toBeUndefined();
});

test("writers at the same time lose nothing of each other", async () => {
  const store = newStore();
  const events = Array.from({ length: 200 }, (_, i) => ({
    user: `u${Math.floor(i / 4) % 5}`,
    action: "PLAY",
    time: i,
    id: `e${i}`,
  }));
  const assigners = await Promise.all(Array.from({ length: 4 }, () => createAssigner(model, { store })));
  await Promise.all(
    assigners.map(async (assigner, k) => {
      for (let i = k; i < events.length; i += 4) await assigner.push([events[i]!]);
    }),
  );
  const answers = await Promise.all([0, 1, 2, 3, 4].map((u) => assigners[0]!.segmentOf(`u${u}`)));
  expect(answers.map((answer) => answer!.events)).toEqual([40, 40, 40, 40, 40]);
  expect(assigners.reduce((sum, { figures }) => sum + figures.conflicts, 0)).toBeGreaterThan(0);
});

test("many at once on one user all get through, and do not keep another user waiting", async () => {
  const assigner = await createAssigner(model, { store: newStore() });
  const event = (i: number) => ({ user: "hot", action: "PLAY", time: i, id: `e${i}` });
  let written = 0;
  const pushes = Array.from({ length: 60 }, (_, i) => assigner.push([event(i)]).then(() => (written += 1)));
  await assigner.push([{ ...event(0), user: "other" }]);
  expect(written).toBeLessThan(10);
  await Promise.all(pushes);
  expect((await assigner.segmentOf("hot"))!.events).toBe(60);
});

test("a store that refuses every write is reported as such", async () => {
  const inner = newStore();
  const store: StateStore = { ...bound(inner), putMany: async (rows) => rows.map(() => false) };
  const assigner = await createAssigner(model, { store });
  await expect(assigner.push(buyer("ann"))).rejects.toThrow(
    '"store" expected a store that lets a write through, got 1000 refusals of one state',
  );
});

function bound(store: StateStore): StateStore {
  return {
    getMany: (keys) => store.getMany(keys),
    putMany: (rows) => store.putMany(rows),
    deleteMany: (keys) => store.deleteMany(keys),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
  };
}

test("a meter is given what happens", async () => {
  const counted = new Map<string, number>();
  const durations: number[] = [];
  const meter = {
    createCounter: (name: string) => ({
      add: (value: number, attributes = {}) => {
        const key = [name, ...Object.values(attributes)].join(" ");
        counted.set(key, (counted.get(key) ?? 0) + value);
      },
    }),
    createHistogram: () => ({ record: (value: number) => void durations.push(value) }),
  };
  let time = 1000;
  const assigner = await createAssigner(model, { store: newStore(), meter, now: () => (time += 500) });
  await assigner.push([...buyer("ann"), ...buyer("ann")]);
  expect(counted.get("seqment.events.accepted")).toBe(4);
  expect(counted.get("seqment.events.duplicate")).toBe(4);
  expect(counted.get("seqment.assign.outcome begins like members")).toBe(1);
  expect(durations).toEqual([0.5]);
});

describe("wrong calls", () => {
  test.each([
    [{ user: "", action: "A", time: 1 }, '"events[0].user" expected a text that is not empty, got ""'],
    [{ user: "u", action: 5, time: 1 }, '"events[0].action" expected a text that is not empty, got 5'],
    [{ user: "u", action: "A", time: Number.NaN }, '"events[0].time" expected a finite number'],
    [{ user: "u", action: "A", time: "now" }, '"events[0].time" expected a finite number'],
    [{ user: "u", action: "A", time: 1, sequence: 0.5 }, '"events[0].sequence" expected an integer'],
    [{ user: "u", action: "A", time: 1, id: "" }, '"events[0].id" expected a text that is not empty, got ""'],
    [
      { user: "u", action: "A", time: 1, value: Number.POSITIVE_INFINITY },
      '"events[0].value" expected a finite number',
    ],
    [{ user: "\ud800", action: "A", time: 1 }, '"events[0].user" expected well-formed text'],
    [{ user: "u".repeat(801), action: "A", time: 1 }, '"events[0].user" expected at most 800 bytes in UTF-8, got 801'],
    [null, '"events[0]" expected an event { user, action, time }, got null'],
  ])("%j: %s", async (event, message) => {
    const store = newStore();
    const assigner = await createAssigner(model, { store });
    await expect(assigner.push([event as UserEvent])).rejects.toThrow(message);
    expect(await assigner.push([])).toEqual([]);
  });

  test("without a store, a model or a clock", async () => {
    await expect(createAssigner(model, {} as never)).rejects.toThrow('"store" expected a store');
    await expect(createAssigner({} as never, { store: newStore() })).rejects.toThrow('"model" expected a model');
    await expect(createAssigner(model, { store: newStore(), ttl: "1d" })).rejects.toThrow('beside "ttl"');
  });

  test("a row of the store that is no state", async () => {
    const store = newStore();
    const assigner = await createAssigner(model, { store });
    await assigner.push(buyer("ann"));
    const [row] = await store.getMany(["u/users/ann"]);
    for (let length = 0; length < row!.bytes.length; length += 7) {
      await store.deleteMany(["u/users/ann"]);
      await store.putMany([{ key: "u/users/ann", expected: 0, bytes: row!.bytes.slice(0, length) }]);
      await expect(assigner.push(buyer("ann"))).rejects.toThrow(/^the state of a user is /);
    }
  });
});
