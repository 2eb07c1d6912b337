import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSegments } from "../../src";
import { openRegistry, type Registry } from "../../src/registry";
import { memoryStore } from "../../src/stores";
import { decisionOn, registryModels } from "../helpers/registry-models";

let models: Awaited<ReturnType<typeof registryModels>>;
const folders: string[] = [];
beforeAll(async () => {
  models = await registryModels();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "seqment-registry-"));
  folders.push(folder);
  return folder;
}

const PLACES = {
  "a memory store": () => memoryStore({ now: () => 1 }),
  "a folder": () => join(newFolder(), "made by the first write"),
  "a file: URL": () => pathToFileURL(newFolder()),
};

/** A registry whose clock goes on by a second with each look. */
async function registryIn(place: Parameters<typeof openRegistry>[0]): Promise<Registry> {
  let at = 1_000_000;
  return openRegistry(place, { now: () => (at += 1000), by: "ann" });
}

describe.each(Object.entries(PLACES))("in %s", (_, place) => {
  test("versions go from draft to shadow, champion and retired, and back in one call", async () => {
    const { first, second } = models;
    const registry = await registryIn(place());
    expect(await registry.versions()).toEqual([]);
    expect(await registry.champion()).toBeUndefined();
    const one = await registry.register(first, { why: "the beginning", metrics: { gain: 0.25 } });
    expect(one).toMatchObject({ number: 1, parent: null, status: "draft", metrics: { gain: 0.25 }, inputs: 120 });
    expect(one.segments.map(({ id }) => id)).toEqual(first.lineage.ids);
    expect(await registry.decide(await decisionOn(first, null))).toBe("promote");
    const two = await registry.register(second);
    expect(two).toMatchObject({ number: 2, parent: one.hash });
    expect(await registry.register(second)).toEqual(two);
    expect((await registry.shadow("v2")).status).toBe("shadow");
    expect((await registry.challenger())?.hash).toBe(two.hash);
    expect(await registry.decide(await decisionOn(second, first))).toBe("promote");
    expect((await registry.versions()).map(({ status }) => status)).toEqual(["retired", "champion"]);
    expect(await registry.challenger()).toBeUndefined();
    expect((await registry.rollback({ by: "bob", why: "it went wrong" })).hash).toBe(one.hash);
    expect((await registry.versions()).map(({ status }) => status)).toEqual(["champion", "retired"]);
    await expect(registry.rollback()).rejects.toThrow("there is no champion before this one");
    const log = await registry.log();
    expect(log.map(({ kind }) => kind)).toEqual(["register", "promote", "register", "shadow", "promote", "rollback"]);
    expect(log.at(-1)).toMatchObject({ number: 6, by: "bob", why: "it went wrong" });
    expect(log.map(({ at }) => at)).toEqual([...log.map(({ at }) => at)].sort((a, b) => a - b));
    expect(await registry.verify()).toMatchObject({ intact: true, entries: 6, models: 2, problems: [] });
  });

  test("a model is loaded with the same bytes, by any of its names", async () => {
    const { first, second } = models;
    const registry = await registryIn(place());
    await registry.register(first);
    await registry.register(second);
    const bytes = await second.toBytes();
    const hash = await second.hash();
    for (const name of ["v2", hash, hash.slice(0, 8)]) {
      expect(await (await registry.load(name)).toBytes()).toEqual(bytes);
    }
    await expect(registry.load("v3")).rejects.toThrow('"reference" expected one version of the registry');
    await expect(registry.load("")).rejects.toThrow('"reference" expected one version of the registry');
    await expect(registry.load("champion")).rejects.toThrow("the registry has no champion");
    await expect(registry.load(7 as never)).rejects.toThrow(TypeError);
  });

  test("two registries in the same place see each other's work", async () => {
    const at = place();
    const [ann, bob] = [await registryIn(at), await registryIn(at)];
    await ann.register(models.first);
    await bob.decide(await decisionOn(models.first, null), { by: "bob" });
    expect((await ann.champion())?.number).toBe(1);
    expect(await (await registryIn(at)).export()).toEqual(await ann.export());
  });
});

test("what a decision may not do is refused, and leaves the log as it is", async () => {
  const { first, second, stranger } = models;
  const registry = await registryIn(memoryStore({ now: () => 1 }));
  await registry.register(first);
  await expect(registry.register(stranger)).rejects.toThrow(
    '"model" expected a model that continues a version of the registry (fit it with that one as previous), got one of its own',
  );
  await expect(registry.decide(await decisionOn(second, null))).rejects.toThrow(
    '"decision.candidate" expected a version',
  );
  const blocked = await decisionOn(first, null, { passed: false });
  await expect(registry.decide(blocked, { force: true })).rejects.toThrow('"why" expected a reason beside "force"');
  expect(await registry.decide(blocked)).toBe("block");
  expect(await registry.champion()).toBeUndefined();
  expect(await registry.decisionOn("v1")).toEqual(blocked);
  expect(await registry.decide((await registry.decisionOn("v1"))!, { force: true, why: "a demo" })).toBe("force");
  await expect(registry.decide(blocked, { force: true, why: "again" })).rejects.toThrow("the champion of today");
  await expect(registry.shadow("v1")).rejects.toThrow("which is the champion");
  await expect(registry.retire("v1")).rejects.toThrow("another version than the champion");
  await expect(registry.decide({ ...blocked, passed: true })).rejects.toThrow("as its gates say");
  await expect(registry.decide(null as never)).rejects.toThrow(TypeError);
  expect((await registry.log()).map(({ kind }) => kind)).toEqual(["register", "block", "force"]);
});

test("an edited model continues the one it was made from, another one only what it is said to", async () => {
  const { first, second, stranger } = models;
  const registry = await registryIn(memoryStore({ now: () => 1 }));
  await registry.register(first);
  const edited = await first.edit({ rename: { s1: "Alphabet" } });
  expect(await registry.register(edited)).toMatchObject({ number: 2, parent: await first.hash() });
  await registry.register(second);
  await expect(registry.register(stranger, { parent: "v3" })).rejects.toThrow("segment ids as version 3 gave them");
});

test("damage is reported by verify, with its place", async () => {
  const folder = newFolder();
  const registry = await registryIn(folder);
  await registry.register(models.first);
  await registry.decide(await decisionOn(models.first, null));
  await registry.register(models.second);
  const { head } = await registry.verify();
  expect(head).toEqual({ number: 3, hash: (await registry.log())[2]!.hash });
  const entry = join(folder, "log", "000000000002.json");
  const whole = readFileSync(entry);

  writeFileSync(entry, String(whole).replace('"by":"ann"', '"by":"eve"'));
  const problem = "the registry's log is damaged at entry 2: its hash does not match its content";
  expect(await registry.verify()).toMatchObject({ intact: false, entries: 1, problems: [problem] });
  await expect((await registryIn(folder)).versions()).rejects.toThrow(problem);
  writeFileSync(entry, whole.subarray(0, 40));
  expect((await registry.verify()).problems).toEqual([
    "the registry's log is damaged at entry 2: it is no entry of a log",
  ]);
  rmSync(entry);
  expect((await registry.verify()).problems).toEqual(["entry 2 of the log is missing; 1 come after it"]);
  writeFileSync(entry, whole);

  const last = join(folder, "log", "000000000003.json");
  const cut = readFileSync(last);
  rmSync(last);
  expect((await registry.verify()).intact).toBe(true);
  expect((await registry.verify({ head: head! })).problems).toEqual([
    `entry 3 is not the one with the hash ${head!.hash}`,
  ]);
  writeFileSync(last, cut);

  const file = join(folder, "models", `${await models.second.hash()}.seqment`);
  const bytes = readFileSync(file);
  expect(await (await loadSegments(file)).hash()).toBe(await models.second.hash());
  bytes[100]! ^= 1;
  writeFileSync(file, bytes);
  expect((await registry.verify()).problems).toEqual([
    `the model ${await models.second.hash()} of the registry is damaged: its SHA-256 does not match its content`,
  ]);
  await expect(registry.load("v2")).rejects.toThrow("is damaged");
  rmSync(file);
  await expect(registry.load("v2")).rejects.toThrow("the registry does not hold the model");
  expect(readdirSync(join(folder, "models"))).toHaveLength(1);
});

test("what is wrong at the edge is reported", async () => {
  const store = memoryStore({ now: () => 1 });
  const open = (place: unknown, options: object) => openRegistry(place as never, options as never);
  await expect(open(store, {})).rejects.toThrow('"now" expected a function that gives the time, got undefined');
  await expect(open(store, { now: () => 1, nmae: "a" })).rejects.toThrow('did you mean "name"?');
  await expect(open(store, { now: () => 1, name: "a/b" })).rejects.toThrow('"name" expected a name of letters');
  await expect(open(7, { now: () => 1 })).rejects.toThrow('"place" expected a folder, a file: URL or a store, got 7');
  await expect(open(new URL("http://a"), { now: () => 1 })).rejects.toThrow('"place" expected a folder');
  const registry = await openRegistry(store, { now: () => Number.NaN });
  await expect(registry.register(models.first)).rejects.toThrow('"now" expected to give whole milliseconds');
  await expect(registry.register({} as never)).rejects.toThrow('"model" expected a fitted or loaded model');
  await expect(registry.register(models.first, { metrics: { a: Number.NaN } })).rejects.toThrow(
    "finite numbers by name",
  );
});

test("registries of other names in a store do not meet, and keep hostile texts", async () => {
  const store = memoryStore({ now: () => 1 });
  const [a, b] = [await openRegistry(store, { now: () => 5 }), await openRegistry(store, { now: () => 5, name: "b" })];
  const why = 'a "quote", \u2028, \ud800 and ","hash":"0"}';
  await a.register(models.first, { why, metrics: JSON.parse('{"__proto__": 1, "2": 3, "1": 2}') });
  expect(await b.versions()).toEqual([]);
  const again = await openRegistry(store, { now: () => 5 });
  expect((await again.log())[0]).toMatchObject({ why: why, by: "unknown", at: 5 });
  expect((await again.verify()).intact).toBe(true);
});
