import { beforeAll, describe, expect, test } from "vitest";
import { type Events, readEvents } from "../../src/events";
import { openRegistry, type Registry, retrain } from "../../src/registry";
import { someEvents } from "../../src/registry/retrain/some-events";
import { memoryStore, type StateStore } from "../../src/stores";
import { expectAbortMidway } from "../helpers/abort";
import { tastePaths } from "../helpers/planted-tastes";
import { size } from "../helpers/size";

const DAY = 86_400_000;
const SETTINGS = {
  refits: 4,
  holdout: 0.3,
  matchRefits: 0,
  permutations: 199,
  fit: { effort: "quick", projection: false },
} as const;

/** A week of new users, from a Monday on. */
async function weekOf(week: number, rename: Readonly<Record<string, string>> = {}, users = 220): Promise<Events> {
  const rows = tastePaths(users, week).flatMap((path, u) =>
    path.map((action, i) => ({
      user: `w${week}u${u}`,
      action: rename[action] ?? action,
      time: week * 7 * DAY + (u % 7) * DAY + i * 60_000,
    })),
  );
  return readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });
}

const newRegistry = () => openRegistry(memoryStore({ now: () => 1 }), { now: () => 1000, by: "cron" });

describe("week after week", () => {
  let registry: Registry;
  let first: Awaited<ReturnType<typeof retrain>>;
  beforeAll(async () => {
    registry = await newRegistry();
    first = await retrain(registry, weekOf(1), SETTINGS);
  });

  test("the first model is promoted by what needs no other one", async () => {
    expect(first).toMatchObject({ outcome: "promoted", drift: null, match: null, renamed: [] });
    expect(first.text).toMatch(/^Version 1 is the champion: All five gates are passed\.$/);
    expect((await registry.champion())!.hash).toBe(first.version!.hash);
    expect(first.version!.metrics.gain).toBe(first.decision!.gates[0]!.figure);
  });

  test("users held out are never fitted, and judge", async () => {
    const events = await weekOf(1);
    expect(first.version!.inputs + first.decision!.inputs).toBe(events.users.length);
    expect(first.decision!.inputs).toBeGreaterThan(0.1 * events.users.length);
  });

  test("nothing is done before it is due", async () => {
    const again = await retrain(registry, weekOf(1), SETTINGS);
    expect(again.text).toBe(
      "No event is newer than those of the last model (up to 1970-01-14T00:06:00.000Z); the next is due after 7 days.",
    );
    expect(again).toMatchObject({ outcome: "not due", version: null, decision: null });
    const early = await retrain(registry, weekOf(1.5), { ...SETTINGS, every: "7d" });
    expect(early.outcome).toBe("not due");
    expect((await registry.log()).length).toBe(2);
  });

  test("the next week's model continues the champion, under renamed actions too", async () => {
    const events = await weekOf(2, { RATE: "STARS" });
    const second = await retrain(registry, events, { ...SETTINGS, by: "ann", promote: false });
    expect(second.renamed).toMatchObject([{ from: "RATE", to: "STARS" }]);
    expect(second.version!.parent).toBe(first.version!.hash);
    expect(second.outcome).toBe("challenger");
    expect((await registry.challenger())!.hash).toBe(second.version!.hash);
    const model = await registry.load("challenger");
    expect(await model.assign("SERIES -> STARS -> NEXT")).toMatchObject(await model.assign("SERIES -> RATE -> NEXT"));
    expect((await registry.log()).slice(-3)).toMatchObject([
      { kind: "register", by: "ann", why: "retrain" },
      { kind: "shadow", by: "ann" },
      { kind: "hold", by: "ann" },
    ]);
    await registry.decide((await registry.decisionOn("challenger"))!, { why: "looked at" });
    const third = await retrain(registry, weekOf(3, { RATE: "STARS" }), SETTINGS);
    expect(third.renamed).toEqual([]);
    expect(third.outcome).toBe("promoted");
    expect((await registry.champion())!.segments.map(({ id }) => id).sort()).toEqual(
      first.version!.segments.map(({ id }) => id).sort(),
    );
  });

  test("what does not pass leaves the champion", async () => {
    const champion = (await registry.champion())!.hash;
    const blocked = await retrain(registry, weekOf(4), { ...SETTINGS, gates: { smallest: 0.9 } });
    expect(blocked.outcome).toBe("blocked");
    expect(blocked.text).toMatch(/is blocked: .*smallest/);
    expect((await registry.champion())!.hash).toBe(champion);
    expect(blocked.version!.status).toBe("draft");
    expect((await registry.verify()).intact).toBe(true);
  });
});

test("older events than the window are left out", async () => {
  const both = await weekOf(1, {}, 100);
  const cut = someEvents(both, () => true, 9 * DAY);
  expect(cut.time.every((time) => time >= 9 * DAY)).toBe(true);
  const registry = await newRegistry();
  const { version } = await retrain(registry, both, {
    ...SETTINGS,
    window: "4d",
    gates: { drift: false, gain: false },
  });
  expect(version!.window![0]).toBeGreaterThanOrEqual(Math.max(...both.time) - 4 * DAY);
});

test.each([true, false])(
  "killed at any write and run again, a step is done once and whole (promote: %s)",
  async (mayPromote) => {
    const settings = {
      ...SETTINGS,
      promote: mayPromote,
      gates: { churn: false, drift: false, gain: false, noise: false, smallest: false, largest: false },
    } as const;
    const [one, two] = [await weekOf(1, {}, 150), await weekOf(2, {}, 150)];
    const outcome = mayPromote ? "promoted" : "challenger";
    const filled = memoryStore({ now: () => 1 });
    const open = (place: StateStore) => openRegistry(place, { now: () => 1000, by: "cron" });
    await retrain(await open(filled), one, { ...settings, promote: true });
    const writes = mayPromote ? 3 : 4; // the model, its entry, the decision; the shadow before it
    const others = mayPromote ? 0 : size(3, 0); // the first writes are the same whatever it may
    for (let kill = others; kill < writes; kill++) {
      for (const isDone of [false, true].slice(0, size(1, 2))) {
        const store = await copyOf(filled);
        await expect(retrain(await open(killedAt(kill, isDone, store)), two, settings)).rejects.toThrow("killed");
        const after = await open(store);
        const again = await retrain(after, two, settings);
        expect(again.outcome).toBe(isDone && kill === writes - 1 ? "not due" : outcome);
        expect((await after.versions()).map(({ status }) => status)).toEqual(
          mayPromote ? ["retired", "champion"] : ["champion", "shadow"],
        );
        expect((await after.log()).map(({ kind }) => kind)).toEqual([
          ...["register", "promote", "register"],
          ...(mayPromote ? ["promote"] : ["shadow", "hold"]),
        ]);
        expect((await after.verify()).problems).toEqual([]);
      }
    }
    await retrain(await open(killedAt(writes, false, await copyOf(filled))), two, settings); // there is no further write
  },
);

async function copyOf(store: StateStore): Promise<StateStore> {
  const copy = memoryStore({ now: () => 1 });
  for await (const { key, bytes } of store.scan("")) await copy.putMany([{ key, expected: 0, bytes }]);
  return copy;
}

/** A store whose process dies at a write, before it or behind it. */
function killedAt(kill: number, isDone: boolean, store: StateStore): StateStore {
  let writes = 0;
  return {
    getMany: (keys) => store.getMany(keys),
    deleteMany: (keys) => store.deleteMany(keys),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
    async putMany(rows) {
      const isLast = writes++ === kill;
      if (isLast && !isDone) throw new Error("killed");
      const written = await store.putMany(rows);
      if (isLast) throw new Error("killed");
      return written;
    },
  };
}

test("some events are whole events", async () => {
  const rows = ["a", "b", "a", "c"].map((user, i) => ({ user, action: `${i}`, time: i, spent: i * 2 }));
  const events = await readEvents(rows, {
    user: "user",
    action: "action",
    time: "time",
    timeUnit: "s",
    value: "spent",
  });
  const some = someEvents(events, (user) => user !== "b", 1000);
  expect(some.users).toEqual(["a", "c"]);
  expect([...some.offsets]).toEqual([0, 1, 2]);
  expect([...some.time]).toEqual([2000, 3000]);
  expect([...some.value!]).toEqual([4, 6]);
  expect(Array.from(some.action, (code) => some.actions[code])).toEqual(["2", "3"]);
});

test("a step can be aborted at any report of progress, and leaves no version", async () => {
  const registry = await newRegistry();
  const events = await weekOf(1, {}, 60);
  await expectAbortMidway((run) => retrain(registry, events, { ...SETTINGS, ...run }));
});

test("what is wrong at the edge is reported", async () => {
  const registry = await newRegistry();
  const step = (events: unknown, options: object = {}, of: unknown = registry) => {
    return retrain(of as never, events as never, options as never);
  };
  await expect(step(await weekOf(1, {}, 4), {}, {})).rejects.toThrow('"registry" expected what openRegistry gives');
  await expect(step(["A -> B"])).rejects.toThrow('"events" expected events');
  await expect(step(await weekOf(1, {}, 4), { evrey: 1 })).rejects.toThrow('did you mean "every"?');
  await expect(step(await weekOf(1, {}, 4), { holdout: 1 })).rejects.toThrow(
    '"holdout" expected a finite number > 0 and <= 0.9',
  );
  const none = await readEvents([], { user: "user", action: "action", time: "time" });
  await expect(step(none)).rejects.toThrow('"events" expected at least one event, got 0');
});
