import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { followSuccessors, openRegistry, promote, type Registry } from "../../src/registry";
import { NO_ENTRY, sealEntry } from "../../src/registry/log/hash-chain";
import { restored } from "../../src/registry/transitions";
import { memoryStore } from "../../src/stores";
import { decisionOn, registryModels } from "../helpers/registry-models";

let models: Awaited<ReturnType<typeof registryModels>>;
let root: string;
beforeAll(async () => {
  models = await registryModels();
  root = mkdtempSync(join(tmpdir(), "seqment-hostile-registry-"));
});
afterAll(() => rmSync(root, { recursive: true }));

let at = 1000;
const open = (place: Parameters<typeof openRegistry>[0]) => openRegistry(place, { now: () => at++, by: "ann" });
const newStore = () => memoryStore({ now: () => 1 });

/** The first model is the champion, the second and third are drafts. */
async function threeVersions(place: Parameters<typeof openRegistry>[0]): Promise<Registry> {
  const registry = await open(place);
  const { first, second, third } = models;
  await registry.register(first);
  await registry.decide(await decisionOn(first, null));
  await registry.register(second);
  await registry.register(third);
  return registry;
}

test("of two promotions at once one is done, and the other learns of another champion", async () => {
  const { first, second, third } = models;
  for (const place of [newStore(), join(root, "at once")]) {
    const [ann, bob] = [await threeVersions(place), await open(place)];
    const decisions = [await decisionOn(second, first), await decisionOn(third, first)] as const;
    const done = await Promise.allSettled([ann.decide(decisions[0]), bob.decide(decisions[1])]);
    const failed = done.filter((one) => one.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(String(failed[0]!.reason)).toContain('"decision.champion" expected the champion of today');
    const champion = (await ann.champion())!.hash;
    expect(champion).toBe(decisions[done[0].status === "fulfilled" ? 0 : 1].candidate);
    expect((await bob.versions()).filter(({ status }) => status === "champion")).toHaveLength(1);
  }
});

test("a roll back after a roll back goes further back, and what was promoted anew comes first again", async () => {
  const { first, second, third } = models;
  const registry = await threeVersions(newStore());
  await registry.decide(await decisionOn(second, first));
  await registry.decide(await decisionOn(third, second));
  expect((await registry.rollback()).number).toBe(2);
  expect((await registry.rollback()).number).toBe(1);
  await expect(registry.rollback()).rejects.toThrow("there is no champion before this one");
  await registry.decide(await decisionOn(third, first));
  expect((await registry.rollback()).number).toBe(1);
  await expect(registry.rollback()).rejects.toThrow("there is no champion before this one");
  expect((await registry.verify()).intact).toBe(true);
});

test("a roll back passes over a version that was retired by hand, and gives back what both promotions brought", async () => {
  const { first, second, third } = models;
  const registry = await threeVersions(newStore());
  const born = (id: string, from: string) => ({ id, name: id, before: null, after: 0.1, others: [from] });
  const kept = first.lineage.ids[0]!;
  await registry.decide(await decisionOn(second, first, { segments: [born("s90", kept)] }));
  await registry.decide(await decisionOn(third, second, { segments: [born("s91", "s90")] }));
  await registry.retire("v2", { why: "it answered wrongly" });
  expect((await registry.rollback()).number).toBe(1);
  const map = (await registry.successors())!;
  for (const id of ["s90", "s91"]) {
    expect(followSuccessors({ segment: 0, id, name: id, reason: "?" }, map, { now: at }).id).toBe(kept);
  }
  await expect(registry.rollback()).rejects.toThrow("there is no champion before this one");
});

test("a segment that the champion of today does not have does not go on", () => {
  const sunsets = new Map(["s1", "s2"].map((id) => [id, { successors: ["s3"], until: 1, asked: true }]));
  const versions = [{ hash: "a", number: 1, lineage: { ids: ["s2", "s3"] } }];
  const state = { versions, champion: "a", challenger: null, champions: ["a"], sunsets } as never;
  expect(restored(state, "s2")).toEqual({ kind: "restore", segment: "s2" });
  expect(() => restored(state, "s1")).toThrow('"segment" expected a segment of the champion, got "s1"');
});

describe("damage to the log", () => {
  /** A registry in a folder, and its log as files. */
  async function inFolder(name: string) {
    const registry = await threeVersions(join(root, name));
    const fileOf = (number: number) => join(root, name, "log", `${String(number).padStart(12, "0")}.json`);
    return { registry, fileOf, folder: join(root, name) };
  }

  test("an entry written anew with a right hash of its own is found by the one after it", async () => {
    const { registry, fileOf } = await inFolder("anew");
    const [, second] = await registry.log();
    const { hash: _, ...rest } = second!;
    const forged = await sealEntry({ ...rest, by: "eve" });
    writeFileSync(fileOf(2), forged.bytes);
    const problem = "the registry's log is damaged at entry 3: it does not follow the entry before it";
    expect((await registry.verify()).problems).toEqual([problem]);
    await expect((await open(join(root, "anew"))).champion()).rejects.toThrow(problem);
  });

  test("two entries that changed places, one that stands twice, and one that is empty are named", async () => {
    const { registry, fileOf } = await inFolder("places");
    const [second, third] = [readFileSync(fileOf(2)), readFileSync(fileOf(3))];
    writeFileSync(fileOf(2), third);
    writeFileSync(fileOf(3), second);
    const saysThree = "the registry's log is damaged at entry 2: it says that it is entry 3";
    expect((await registry.verify()).problems).toEqual([saysThree]);
    writeFileSync(fileOf(3), third);
    expect((await registry.verify()).problems).toEqual([saysThree]);
    writeFileSync(fileOf(2), "");
    expect((await registry.verify()).problems[0]).toContain("damaged at entry 2: it is no entry of a log");
  });

  test("a last entry with a right hash about what cannot have happened is named too, by every method", async () => {
    const { registry, fileOf, folder } = await inFolder("impossible");
    const before = (await registry.log()).at(-1)!.hash;
    const note = { number: 5, at: 1, by: "eve", why: "", before };
    for (const event of [
      { kind: "fly" },
      { kind: "promote", decision: { candidate: "f".repeat(64), champion: null, segments: [] }, until: 0 },
      { kind: "promote" },
      { kind: "rollback", model: "f".repeat(64), from: "e".repeat(64) },
      { kind: "register", version: null },
    ]) {
      writeFileSync(fileOf(5), (await sealEntry({ ...note, ...event } as never)).bytes);
      const problem = "the registry's log is damaged at entry 5: what it says cannot have happened";
      const anew = await open(folder);
      for (const asked of [
        anew.versions(),
        anew.champion(),
        anew.export(),
        anew.sunset("s1"),
        anew.register(models.first),
      ]) {
        await expect(asked).rejects.toThrow(problem);
      }
      expect(await anew.verify()).toMatchObject({ intact: false, problems: [problem] });
    }
  });

  test("an entry that is gone is missed by every method, and nothing is written over its place", async () => {
    const { fileOf, folder } = await inFolder("gap");
    const whole = readFileSync(fileOf(3));
    const known = await open(folder);
    expect((await known.log()).length).toBe(4);
    for (const number of [3, 2, 1]) {
      const bytes = number === 3 ? whole : readFileSync(fileOf(number));
      rmSync(fileOf(number));
      const problem = `the registry's log is damaged at entry ${number}: it is missing, and others come after it`;
      const anew = await open(folder);
      await expect(anew.champion()).rejects.toThrow(problem);
      await expect(anew.decide(await decisionOn(models.second, models.first))).rejects.toThrow(problem);
      writeFileSync(fileOf(number), bytes);
      expect((await anew.log()).length).toBe(4);
    }
    expect((await known.verify()).intact).toBe(true);
  });

  test("a model whose file is gone leaves all else as it is", async () => {
    const { registry, folder } = await inFolder("gone");
    const hash = await models.second.hash();
    rmSync(join(folder, "models", `${hash}.seqment`));
    await expect(registry.load("v2")).rejects.toThrow(`the registry does not hold the model ${hash}`);
    expect((await registry.version("v2")).hash).toBe(hash);
    expect(await registry.verify()).toMatchObject({ intact: false, models: 2, entries: 4 });
    await registry.load("champion");
    await registry.register(models.second); // is a version already: nothing is written
    expect((await registry.log()).length).toBe(4);
  });
});

test("what was exported, put into another place entry by entry, is the same registry", async () => {
  const registry = await threeVersions(newStore());
  await registry.decide(await decisionOn(models.second, models.first), { grace: "1d" });
  await registry.sunset((await registry.champion())!.segments[0]!.id);
  const exported = JSON.parse(JSON.stringify(await registry.export())) as Awaited<ReturnType<Registry["export"]>>;
  const folder = join(root, "imported");
  for (const kind of ["log", "models"]) mkdirSync(join(folder, kind), { recursive: true });
  let before = NO_ENTRY;
  for (const entry of exported.log) {
    const { hash, ...rest } = entry;
    const sealed = await sealEntry(rest as never);
    expect([sealed.entry.hash, entry.before]).toEqual([hash, before]);
    before = hash;
    writeFileSync(join(folder, "log", `${String(entry.number).padStart(12, "0")}.json`), sealed.bytes);
  }
  for (const { hash } of exported.versions) {
    writeFileSync(join(folder, "models", `${hash}.seqment`), await (await registry.load(hash)).toBytes());
  }
  const imported = await open(folder);
  expect(await imported.export()).toEqual(exported);
  expect(await imported.verify()).toEqual(await registry.verify());
  await imported.rollback();
  expect((await imported.champion())!.number).toBe(1);
});

test("a model of other options, which continues none, is neither judged nor kept", async () => {
  const { first, stranger } = models;
  const holdout = ["A -> B -> C", "X -> Y -> Z", "P -> Q"].flatMap((path) => Array<string>(20).fill(path));
  const settings = { champion: first, holdout, refits: 2, permutations: 99 } as const;
  await expect(promote(stranger, settings)).rejects.toThrow('"candidate" expected a model that continues the champion');
  const registry = await threeVersions(newStore());
  await expect(registry.decide(await decisionOn(stranger, first))).rejects.toThrow(
    '"decision.candidate" expected a version of the registry',
  );
  await expect(registry.register(stranger)).rejects.toThrow("a model that continues a version of the registry");
  expect((await registry.log()).length).toBe(4);
});

describe("segments that end one after the other", () => {
  const answer = (id: string) => ({ segment: 0, id, name: "?", reason: "?" });

  test("are followed along the chain, and a circle is refused", async () => {
    const registry = await threeVersions(newStore());
    await registry.decide(await decisionOn(models.second, models.first));
    const ids = (await registry.champion())!.segments.map(({ id }) => id);
    const [a, b, c] = ids;
    expect(ids.length).toBeGreaterThan(2);
    await registry.sunset(a!, { successors: [b!] });
    const chain = await registry.sunset(b!, { successors: [c!] });
    expect(followSuccessors(answer(a!), chain, { now: at })).toMatchObject({ id: c, was: a });
    expect(followSuccessors(answer(b!), chain, { now: at })).toMatchObject({ id: c, was: b });
    for (const successor of [a!, b!]) {
      await expect(registry.sunset(c!, { successors: [successor] })).rejects.toThrow(
        `"successors" expected segments whose own do not lead back, got "${successor}"`,
      );
    }
    await registry.restore(a!);
    const back = await registry.sunset(c!, { successors: [a!] });
    expect([a, b, c].map((id) => followSuccessors(answer(id!), back, { now: at }).id)).toEqual([a, a, a]);
    await expect(registry.sunset(a!, { successors: [a!] })).rejects.toThrow("other segments of the champion");
    await registry.rollback();
    expect((await registry.successors())!.retired.map(({ id }) => id)).toContain(c);
  });
});
