import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Decision, openRegistry, type Registry } from "../../src/registry";
import { memoryStore, type StateStore } from "../../src/stores";
import { Cases } from "../helpers/cases";
import { decisionOn, registryModels } from "../helpers/registry-models";
import { size } from "../helpers/size";

let models: Awaited<ReturnType<typeof registryModels>>;
let decisions: readonly Decision[];
beforeAll(async () => {
  models = await registryModels();
  const { first, second, third } = models;
  decisions = [await decisionOn(first, null), await decisionOn(second, first), await decisionOn(third, second)];
});

/** What a writer tries; whether it may is the registry's business. */
const anyOperation = fc.constantFrom(
  "first",
  "second",
  "third",
  "decide 0",
  "decide 1",
  "decide 2",
  "rollback",
  "shadow",
);
/** All begin alike, so that they meet; then each goes its own way. */
const BEGINNING = ["first", "decide 0", "second", "decide 1"];
const anyWriters = fc.array(
  fc.array(anyOperation, { maxLength: 4 }).map((operations) => [...BEGINNING, ...operations]),
  { minLength: 2, maxLength: 4 },
);

async function perform(registry: Registry, operation: string, by: string): Promise<boolean> {
  const { first, second, third } = models;
  const done = (() => {
    if (operation === "rollback") return registry.rollback({ by });
    if (operation === "shadow") return registry.shadow("v1", { by });
    if (operation.startsWith("decide")) return registry.decide(decisions[Number(operation.at(-1))]!, { by });
    return registry.register({ first, second, third }[operation]!, { by });
  })();
  return done.then(
    () => true,
    (error) => {
      if (error instanceof RangeError) return false; // not allowed in this state
      throw error;
    },
  );
}

/** The log says each thing that was acknowledged once, and its own state allows each entry. */
async function expectSound(registry: Registry, acknowledged: number): Promise<void> {
  const check = await registry.verify();
  expect(check.problems).toEqual([]);
  const log = await registry.log();
  const registered = log.filter(({ kind }) => kind === "register").length;
  expect(registered).toBe((await registry.versions()).length);
  expect(log.length - registered).toBe(acknowledged);
  expect(log.map(({ number }) => number)).toEqual(log.map((_, i) => i + 1));
  let champion: string | null = null;
  const moves = log.flatMap((entry) => {
    if (entry.kind === "promote") return [{ from: entry.decision.champion, to: entry.decision.candidate }];
    return entry.kind === "rollback" ? [{ from: entry.from, to: entry.model }] : [];
  });
  for (const { from, to } of moves) {
    expect(from).toBe(champion);
    champion = to;
  }
  expect((await registry.champion())?.hash ?? null).toBe(champion);
}

test("writers at once, in any order of their reads and writes, lose no entry", async () => {
  const cases = new Cases("several decisions");
  await fc.assert(
    fc.asyncProperty(anyWriters, fc.scheduler(), async (writers, scheduler) => {
      const store = memoryStore({ now: () => 1 });
      const raced: StateStore = {
        ...store,
        getMany: scheduler.scheduleFunction((keys: readonly string[]) => store.getMany(keys)),
        putMany: scheduler.scheduleFunction((rows: Parameters<StateStore["putMany"]>[0]) => store.putMany(rows)),
        scan: (prefix) => store.scan(prefix),
      };
      const work = writers.map(async (operations, w) => {
        const registry = await openRegistry(raced, { now: () => 7 });
        let acknowledged = 0;
        for (const operation of operations) {
          const done = await perform(registry, operation, `writer ${w}`);
          if (done && !["first", "second", "third"].includes(operation)) acknowledged += 1;
        }
        return acknowledged;
      });
      const all = Promise.all(work);
      await scheduler.waitFor(all);
      const acknowledged = (await all).reduce((sum, count) => sum + count, 0);
      const after = await openRegistry(store, { now: () => 7 });
      await expectSound(after, acknowledged);
      if (cases.when("several decisions", acknowledged > 2)) expect((await after.versions()).length).toBeGreaterThan(0);
    }),
    { numRuns: size(10, 100) },
  );
  cases.expectAll();
});

test("a process killed at any call leaves a registry that opens, and what was acknowledged is there", async () => {
  const ends: number[] = [];
  for (let calls = 0; ends.length === 0; calls++) {
    for (const isDone of [true, false]) {
      const store = memoryStore({ now: () => 1 });
      let left = calls;
      const dying = <A, T>(call: (argument: A) => Promise<T>) => {
        return async (argument: A): Promise<T> => {
          left -= 1;
          if (left < 0) {
            if (isDone && left === -1) await call(argument);
            throw new Error("killed");
          }
          return call(argument);
        };
      };
      const place: StateStore = {
        ...store,
        getMany: dying((keys: readonly string[]) => store.getMany(keys)),
        putMany: dying((rows: Parameters<StateStore["putMany"]>[0]) => store.putMany(rows)),
        scan: (prefix) => store.scan(prefix),
      };
      const kinds: string[] = [];
      const life = async () => {
        const registry = await openRegistry(place, { now: () => 7 });
        await registry.register(models.first);
        kinds.push("register");
        await registry.decide(decisions[0]!);
        kinds.push("promote");
        await registry.register(models.second);
        kinds.push("register");
        await registry.decide(decisions[1]!);
        kinds.push("promote");
      };
      await life().catch((error) => expect(error.message).toBe("killed"));
      if (left >= 0) ends.push(kinds.length);
      const after = await openRegistry(store, { now: () => 8 });
      const log = (await after.log()).map(({ kind }) => kind);
      expect(log.slice(0, kinds.length)).toEqual(kinds);
      expect(log.length - kinds.length).toBeLessThanOrEqual(1);
      expect(await after.verify()).toMatchObject({ intact: true, problems: [] });
    }
  }
  expect(ends).toEqual([4, 4]); // until nothing was left to be killed
});

test("writers at once in a folder lose no entry, and leave no part of a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seqment-registry-"));
  const writers = await Promise.all(
    Array.from({ length: 6 }, (_, w) => openRegistry(folder, { now: () => 7, by: `writer ${w}` })),
  );
  const registered = await Promise.all(writers.map((registry) => registry.register(models.first)));
  expect(new Set(registered.map(({ number }) => number))).toEqual(new Set([1]));
  const decided = await Promise.allSettled(writers.map((registry) => registry.decide(decisions[0]!)));
  expect(decided.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await Promise.all(writers.map((registry) => registry.sunset("s1")));
  const after = await openRegistry(folder, { now: () => 8 });
  expect(await after.verify()).toMatchObject({ intact: true, entries: 8, models: 1 });
  expect(new Set((await after.log()).slice(2).map(({ by }) => by)).size).toBe(6);
  const files = readdirSync(folder, { recursive: true }).map(String);
  expect(files.filter((file) => file.endsWith(".partial"))).toEqual([]);
  rmSync(folder, { recursive: true });
});
