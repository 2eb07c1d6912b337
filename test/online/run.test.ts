import { beforeAll, expect, test } from "vitest";
import { createAssigner, type UserEvent } from "../../src/online";
import type { SegmentModel } from "../../src/segments";
import { memoryStore } from "../../src/stores";
import { onlineModel } from "../helpers/online-log";

let model: SegmentModel;
beforeAll(async () => {
  model = await onlineModel();
});

const event = (i: number): UserEvent => ({ user: `u${i % 3}`, action: "PLAY", time: i, id: `e${i}` });
const newAssigner = () => createAssigner(model, { store: memoryStore({ now: () => 1 }) });

test("a stream of events, and of lists of them, is taken in to the last one", async () => {
  const assigner = await newAssigner();
  async function* stream() {
    for (let i = 0; i < 10; i++) yield event(i);
    yield Array.from({ length: 20 }, (_, i) => event(10 + i));
  }
  const last = new Map<string, number>();
  for await (const { user, events } of assigner.run(stream(), 4)) last.set(user, events);
  expect([...last]).toEqual([
    ["u0", 10],
    ["u1", 10],
    ["u2", 10],
  ]);
});

test("what came before a stream broke is stored, then its error is thrown", async () => {
  const assigner = await newAssigner();
  async function* stream() {
    yield event(0);
    throw new Error("the broker is gone");
  }
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { user } of assigner.run(stream())) seen.push(user);
  })();
  await expect(reading).rejects.toThrow("the broker is gone");
  expect(seen).toEqual(["u0"]);
  expect((await assigner.segmentOf("u0"))!.events).toBe(1);
});

test("who stops reading stops the stream, also one that waits for ever", async () => {
  const assigner = await newAssigner();
  let pulled = 0;
  let closed = false;
  const stream: AsyncIterable<UserEvent> = {
    [Symbol.asyncIterator]: () => ({
      next: () => (pulled < 5 ? Promise.resolve({ value: event(pulled++), done: false }) : new Promise(() => {})),
      return: async () => {
        closed = true;
        return { value: undefined, done: true };
      },
    }),
  };
  for await (const { user } of assigner.run(stream)) {
    expect(user).toBe("u0");
    break;
  }
  expect(closed).toBe(true);
});

test("no more is read ahead than a batch while the store is slow", async () => {
  const inner = memoryStore({ now: () => 1 });
  let pulled = 0;
  let mostAhead = 0;
  let stored = 0;
  const assigner = await createAssigner(model, {
    store: {
      getMany: (keys) => inner.getMany(keys),
      putMany: async (rows) => {
        mostAhead = Math.max(mostAhead, pulled - stored);
        for (let turn = 0; turn < 50; turn++) await Promise.resolve();
        return inner.putMany(rows);
      },
      deleteMany: (keys) => inner.deleteMany(keys),
      scan: (prefix) => inner.scan(prefix),
      purge: () => inner.purge(),
    },
  });
  async function* stream() {
    for (; pulled < 300; ) yield event(pulled++);
  }
  for await (const _ of assigner.run(stream(), 8)) stored = assigner.figures.accepted;
  expect(stored).toBe(300);
  expect(mostAhead).toBeLessThanOrEqual(25);
});

test("a list of any length is taken in, and whatever a stream makes of its end is its own affair", async () => {
  const assigner = await newAssigner();
  const many = Array.from({ length: 200_000 }, (_, i) => event(i % 9));
  async function* stream() {
    yield many;
  }
  for await (const { events } of assigner.run(stream())) expect(events).toBe(3);
  for (const end of [() => ({ value: undefined, done: true }), () => Promise.reject(new Error("gone")), undefined]) {
    const endless = { next: async () => ({ value: event(0), done: false }), return: end } as never;
    for await (const _ of assigner.run({ [Symbol.asyncIterator]: () => endless })) break;
  }
});
