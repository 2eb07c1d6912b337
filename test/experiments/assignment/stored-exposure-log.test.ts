import { expect, test } from "vitest";
import { ExposureLog, StoredExposureLog } from "../../../src/experiments";
import { memoryStore, type StateStore } from "../../../src/stores";

const HOMEPAGE = { key: "homepage", variants: ["old", "new"], segments: ["s1", "s2"] };

test("answers as the log in memory, and the first exposure counts, whoever asks", async () => {
  const store = memoryStore({ now: () => 1000 });
  const [one, other] = [new StoredExposureLog(HOMEPAGE, store), new StoredExposureLog(HOMEPAGE, store)];
  const memory = new ExposureLog(HOMEPAGE);
  for (const [i, user] of ["u", "v", "u", "", "__proto__", "ä/ü 🐳", "v", "w"].entries()) {
    const context = { time: i, segment: `s${1 + (i % 3)}`, model: `m${i}` };
    expect(await (i % 2 ? one : other).expose(user, context)).toEqual(memory.expose(user, context));
  }
  expect(memory.size).toBeGreaterThan(3);
  expect(await one.toRows()).toEqual(memory.toRows());
  await one.forget("u");
  expect((await other.toRows()).map(({ user }) => user)).not.toContain("u");
});

test("a write that another process was quicker with gives that one's exposure", async () => {
  const store = memoryStore({ now: () => 1000 });
  const rival = new StoredExposureLog(HOMEPAGE, store);
  let raced = 0;
  const slow: StateStore = {
    ...store,
    getMany: (keys) => store.getMany(keys),
    deleteMany: (keys) => store.deleteMany(keys),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
    async putMany(rows) {
      if (raced++ === 0) await rival.expose("u", { time: 1, segment: "s1" });
      return store.putMany(rows);
    },
  };
  const exposure = await new StoredExposureLog(HOMEPAGE, slow).expose("u", { time: 2, segment: "s2" });
  expect(raced).toBe(1);
  expect([exposure.time, exposure.segment]).toEqual([1, "s1"]);
});

test("a store that lets no write through is reported, and does not keep the caller for ever", async () => {
  const store = memoryStore({ now: () => 1000 });
  const stuck = { ...store, getMany: async () => [undefined], putMany: async () => [false] } as unknown as StateStore;
  Object.assign(stuck, { deleteMany: async () => {}, scan: () => store.scan(""), purge: async () => 0 });
  await expect(new StoredExposureLog(HOMEPAGE, stuck).expose("u", { time: 1, segment: "s1" })).rejects.toThrow(
    '"store" expected a store that lets a write through, got 20 refusals of one row',
  );
});

test("experiments whose keys begin each other share no row", async () => {
  const store = memoryStore({ now: () => 1000 });
  const of = (key: string) => new StoredExposureLog({ key, variants: ["a", "b"] }, store);
  await of("x/1").expose("u", { time: 1 });
  await of("x").expose("1/u", { time: 2 });
  expect((await of("x").toRows()).map(({ user }) => user)).toEqual(["1/u"]);
  expect((await of("x/1").toRows()).map(({ user }) => user)).toEqual(["u"]);
});

test("what is wrong is reported where it is", async () => {
  expect(() => new StoredExposureLog(HOMEPAGE, {} as StateStore)).toThrow(
    '"store" expected a store of seqment/stores, got',
  );
  const store = memoryStore({ now: () => 1000 });
  const log = new StoredExposureLog(HOMEPAGE, store);
  await expect(log.expose("u", {} as { time: number })).rejects.toThrow(
    '"context.time" expected an integer, got undefined',
  );
  await store.putMany([{ key: "x/8/homepage/u", expected: 0, bytes: new Uint8Array([1, 2]) }]);
  await expect(log.expose("u", { time: 1 })).rejects.toThrow(
    '"store" expected rows that are exposures of "homepage", got another row',
  );
});
