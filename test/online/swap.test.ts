import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createAssigner, type OnlineAssigner, type UserEvent } from "../../src/online";
import { fitSegments, type SegmentModel } from "../../src/segments";
import { memoryStore, type StateStore } from "../../src/stores";
import { Cases } from "../helpers/cases";
import { eventsOf, onlineModel } from "../helpers/online-log";
import { anyDraws, anyUserEvents } from "../helpers/replay";
import { size } from "../helpers/size";

const MINUTE = 60_000;
const now = () => 1;
let old: SegmentModel;
let next: SegmentModel;
let stranger: SegmentModel;
const hashes = { old: "", next: "", stranger: "" };

beforeAll(async () => {
  old = await onlineModel();
  const later = Array.from({ length: 120 }, (_, u) =>
    u % 2 ? "OPEN -> PLAY -> PLAY -> SHARE" : "OPEN -> FAIL -> HELP -> LEAVE",
  );
  next = await fitSegments(later, { previous: old, projection: false });
  stranger = await onlineModel({ collapseRepeats: true });
  for (const [name, model] of Object.entries({ old, next, stranger })) {
    hashes[name as keyof typeof hashes] = await model.hash();
  }
});

const opening = (user: string, actions: readonly string[]): UserEvent[] =>
  actions.map((action, i) => ({ user, action, time: i * MINUTE, id: `${user}${i}` }));

/** A store whose answers come later, in another order than they were asked for. */
function slow(store: StateStore, draws: readonly number[]): StateStore {
  let calls = 0;
  const later = async <T>(answer: Promise<T>): Promise<T> => {
    const found = await answer;
    for (let wait = Math.floor(draws[calls++ % draws.length]! * 6); wait > 0; wait--) await null;
    return found;
  };
  return {
    getMany: (keys) => later(store.getMany(keys)),
    putMany: (rows) => later(store.putMany(rows)),
    deleteMany: (keys) => store.deleteMany(keys),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
  };
}

const CASES = ["answered by the former", "answered by the next", "whole", "partial", "beside", "alone"] as const;

test("at any moment of a swap each answer is that of one named model for the events of the user so far", async () => {
  const cases = new Cases(...CASES);
  const models = new Map([
    [hashes.old, old],
    [hashes.next, next],
  ]);
  const expectAnswer = async (answer: Awaited<ReturnType<OnlineAssigner["segmentOf"]>>, own: readonly UserEvent[]) => {
    const so = own.slice(0, answer!.events);
    const { id: _, ...expected } = (
      await models.get(answer!.model)!.assign(await eventsOf(so), { complete: false })
    ).at(-1)!;
    expect(answer).toMatchObject(expected);
  };
  await fc.assert(
    fc.asyncProperty(anyUserEvents, anyDraws, async (events, draws) => {
      const store = slow(memoryStore({ now }), draws);
      const assigner = await createAssigner(old, { store, allowedLateness: 0 });
      let writing = 2;
      const writers = ["ann", "böb"].map(async (user) => {
        const own = events.filter((event) => event.user === user);
        const every = 1 + Math.floor(draws[0]! * 5);
        for (let at = 0; at < own.length; at += every) {
          const [change] = await assigner.push(own.slice(at, at + every));
          const asked = await assigner.segmentOf(user);
          for (const answer of [change!, asked!]) {
            cases.when("answered by the former", answer.model === hashes.old, "answered by the next");
            if (cases.when("whole", !answer.partial, "partial")) await expectAnswer(answer, own);
          }
          expect(change!.shadow?.model).not.toBe(change!.model);
          if (cases.when("beside", change!.shadow !== undefined && !change!.shadow.partial, "alone")) {
            expect(change!.shadow!.events).toBe(change!.events);
            await expectAnswer(change!.shadow, own);
            expect(change!.agrees).toBe(change!.id === change!.shadow!.id);
          }
        }
        writing -= 1;
      });
      const swaps = (async () => {
        for (let i = 0; writing > 0; i++) {
          const draw = draws[i % draws.length]!;
          for (let wait = Math.floor(draw * 100) + 1; wait > 0; wait--) await null;
          const [other] = [...models].find(([hash]) => hash !== assigner.model)!;
          if (draw < 0.25) await assigner.shadow(models.get(other)!);
          else if (draw < 0.6) await assigner.shadow(null);
          else await assigner.swap(models.get(other)!);
        }
      })();
      await Promise.all([...writers, swaps]);
    }),
    { numRuns: size(5, 150) },
  );
  cases.expectAll();
}, 60_000);

describe("a model that was the shadow from a user's first event on", () => {
  const long = Array.from({ length: 60 }, (_, i): UserEvent => {
    return { user: "ann", action: ["OPEN", "PLAY", "FAIL"][i % 3]!, time: i * MINUTE, id: `e${i}` };
  });
  const limits = { allowedLateness: 0, maxEvents: 16 } as const;

  test("answers whole after the swap and after the way back, and no user is read anew", async () => {
    const assigner = await createAssigner(old, { store: memoryStore({ now }), ...limits });
    const alone = await createAssigner(next, { store: memoryStore({ now }), ...limits });
    await assigner.shadow(next);
    const [change] = await assigner.push(long.slice(0, 40));
    await alone.push(long.slice(0, 40));
    expect([change!.model, change!.shadow!.model]).toEqual([hashes.old, hashes.next]);
    expect(change!.shadow).toEqual(await alone.segmentOf("ann"));
    await assigner.swap(next);
    expect([assigner.model, assigner.shadowModel]).toEqual([hashes.next, hashes.old]);
    const [after] = await assigner.push(long.slice(40));
    await alone.push(long.slice(40));
    expect(await assigner.segmentOf("ann")).toEqual(await alone.segmentOf("ann"));
    expect([after!.model, after!.partial, after!.shadow!.partial]).toEqual([hashes.next, false, false]);
    await assigner.swap(old);
    expect(await assigner.segmentOf("ann")).toMatchObject({ model: hashes.old, events: 60, partial: false });
    expect(assigner.figures).toMatchObject({ accepted: 60, reread: 0, compared: 2 });
  });

  test("has the same rows whichever of the two answers, in several processes at once", async () => {
    const [one, two] = [memoryStore({ now }), memoryStore({ now })];
    const first = await createAssigner(old, { store: one, ...limits });
    await first.shadow(next);
    const second = await createAssigner(next, { store: one, ...limits });
    await second.shadow(old);
    const whole = await createAssigner(old, { store: two, ...limits });
    await whole.shadow(next);
    for (let at = 0; at < long.length; at += 5) await (at % 2 ? first : second).push(long.slice(at, at + 5));
    await whole.push(long);
    const rows = await Promise.all([one, two].map((store) => store.getMany(["u/users/ann"])));
    expect(rows[0]![0]!.bytes).toEqual(rows[1]![0]!.bytes);
  });

  test("goes from the rows when it is let go", async () => {
    const store = memoryStore({ now });
    const assigner = await createAssigner(old, { store });
    await assigner.push(long.slice(0, 10));
    const [before] = await store.getMany(["u/users/ann"]);
    await assigner.shadow(next);
    await assigner.push(long.slice(9, 10));
    expect((await store.getMany(["u/users/ann"]))[0]!.bytes.length).toBeGreaterThan(before!.bytes.length);
    await assigner.shadow(null);
    await assigner.push(long.slice(9, 10));
    expect((await store.getMany(["u/users/ann"]))[0]!.bytes).toEqual(before!.bytes);
  });
});

test("a model nobody has tried reads users anew, which is counted, and says what it lacks", async () => {
  const assigner = await createAssigner(old, { store: memoryStore({ now }), allowedLateness: 0, maxEvents: 16 });
  await assigner.push(opening("ann", Array<string>(40).fill("PLAY")));
  await assigner.push(opening("bob", ["OPEN", "PLAY"]));
  await assigner.swap(next);
  expect(await assigner.segmentOf("ann")).toMatchObject({ model: hashes.next, partial: true, events: 40 });
  expect(await assigner.segmentOf("bob")).toMatchObject({ model: hashes.next, partial: false, events: 2 });
  await assigner.push([
    { user: "ann", action: "PLAY", time: 99 * MINUTE, id: "z" },
    { user: "bob", action: "PLAY", time: 99 * MINUTE, id: "z" },
  ]);
  expect(assigner.figures.reread).toBe(2);
  expect(await assigner.segmentOf("bob")).toMatchObject({ partial: false, events: 3 });
});

test("labels of a fit belong to their model, and are stored before it answers", async () => {
  const assigner = await createAssigner(old, { store: memoryStore({ now }) });
  await assigner.shadow(next);
  await assigner.load([{ user: "ann", segment: 0 }]);
  await assigner.load([{ user: "ann", segment: 1, probability: 0.5 }], { model: hashes.next });
  expect(await assigner.segmentOf("ann")).toMatchObject({ segment: 0, confidence: 1, model: hashes.old });
  await assigner.swap(next);
  expect(await assigner.segmentOf("ann")).toMatchObject({ segment: 1, confidence: 0.5, model: hashes.next });
  await expect(assigner.load([], { model: "abc" })).rejects.toThrow(
    `"model" expected one of the models served (${hashes.next}, ${hashes.old}), got "abc"`,
  );
});

test("two names of one user are joined for both models", async () => {
  const assigner = await createAssigner(old, { store: memoryStore({ now }) });
  await assigner.shadow(next);
  await assigner.push(opening("cookie", ["OPEN", "PLAY"]));
  await assigner.push([{ user: "ann", action: "SHARE", time: 9 * MINUTE, id: "x" }]);
  expect(await assigner.alias("cookie", "ann")).toMatchObject({ model: hashes.old, events: 3 });
  await assigner.swap(next);
  expect(await assigner.segmentOf("ann")).toMatchObject({ model: hashes.next, events: 3, partial: false });
  expect(assigner.figures.reread).toBe(0);
});

test("agreement is counted only where ids mean the same, and a meter is given what happens", async () => {
  const counted = new Map<string, number>();
  const meter = {
    createCounter: (name: string) => ({
      add: (value: number, attributes = {}) => {
        const key = [name, ...Object.values(attributes)].join(" ");
        counted.set(key, (counted.get(key) ?? 0) + value);
      },
    }),
    createHistogram: () => ({ record: () => {} }),
  };
  const assigner = await createAssigner(old, { store: memoryStore({ now }), meter });
  await assigner.shadow(stranger);
  const [beside] = await assigner.push(opening("ann", ["OPEN", "FAIL", "HELP"]));
  expect([beside!.shadow!.model, beside!.agrees]).toEqual([hashes.stranger, undefined]);
  await assigner.shadow(next);
  const [compared] = await assigner.push(opening("bob", ["OPEN", "FAIL", "HELP"]));
  expect(compared!.agrees).toBe(compared!.shadow!.id === compared!.id);
  const { compared: all, agreed } = assigner.figures;
  expect(all).toBe(1);
  expect(counted.get("seqment.shadow.compared true") ?? 0).toBe(agreed);
  expect(counted.get("seqment.shadow.compared false") ?? 0).toBe(all - agreed);
});

test("what is no model is refused, and so is the one that answers", async () => {
  const assigner = await createAssigner(old, { store: memoryStore({ now }) });
  await expect(assigner.shadow(old)).rejects.toThrow(
    `"model" expected another model than the one that answers, got "${hashes.old.slice(0, 57)}"...`,
  );
  await expect(assigner.swap({} as never)).rejects.toThrow('"model" expected a model of fitSegments');
  await expect(assigner.shadow(undefined as never)).rejects.toThrow('"model" expected a model of fitSegments');
  await assigner.swap(old);
  expect([assigner.model, assigner.shadowModel]).toEqual([hashes.old, null]);
});
