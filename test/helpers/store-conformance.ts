import fc from "fast-check";
import { expect, test } from "vitest";
import type { RowToPut, StateStore, StoredRow } from "../../src/stores";

/** A store for a test, empty, with the clock of the test. */
export type MakeStore = (now: () => number) => Promise<StateStore> | StateStore;

interface Row {
  version: number;
  bytes: number[];
  expiresAt: number | undefined;
}

const KEYS = ["u/a", "u/b", "u/🦄", "u/\uffff", "u/\u0000", "v/%_*?[x]\\", "__proto__"];
const bytes = (...values: number[]) => Uint8Array.from(values);
const plain = (row: StoredRow | undefined) =>
  row && { version: row.version, bytes: [...row.bytes], expiresAt: row.expiresAt };

/** What every store has to do, held against a plain map of rows. */
export function testStore(name: string, make: MakeStore, runs = 50): void {
  test(`${name}: does what a map of rows does, for any calls and any time that passes`, async () => {
    const put = fc.record({
      key: fc.constantFrom(...KEYS),
      expected: fc.constantFrom("right", "none", "wrong"),
      bytes: fc.uint8Array({ maxLength: 5 }),
      lives: fc.option(fc.integer({ min: -5, max: 20 }), { nil: undefined }),
    });
    const command = fc.oneof(
      fc.record({ puts: fc.uniqueArray(put, { selector: ({ key }) => key, maxLength: 5 }) }),
      fc.record({ deletes: fc.uniqueArray(fc.constantFrom(...KEYS), { maxLength: 2 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 15 }) }),
      fc.record({ scan: fc.constantFrom("", "u/", "v/%", "u/🦄", "none") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
        let now = 1_000_000;
        const store = await make(() => now);
        await store.deleteMany(KEYS);
        const rows = new Map<string, Row>();
        const living = (key: string) => {
          const row = rows.get(key);
          return row && (row.expiresAt === undefined || row.expiresAt > now) ? row : undefined;
        };
        for (const step of commands) {
          if ("wait" in step) now += step.wait;
          else if ("deletes" in step) {
            await store.deleteMany(step.deletes);
            for (const key of step.deletes) rows.delete(key);
          } else if ("scan" in step) {
            const found: string[] = [];
            for await (const { key } of store.scan(step.scan)) found.push(key);
            const expected = KEYS.filter((key) => key.startsWith(step.scan) && living(key));
            expect(found).toEqual(expected.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
          } else {
            const puts = step.puts.map(({ key, expected, bytes, lives }): RowToPut => {
              const version = living(key)?.version ?? 0;
              return {
                key,
                expected: expected === "right" ? version : expected === "none" ? 0 : version + 7,
                bytes,
                expiresAt: lives === undefined ? undefined : now + lives,
              };
            });
            const written = await store.putMany(puts);
            expect(written).toEqual(puts.map(({ key, expected }) => expected === (living(key)?.version ?? 0)));
            for (const [i, { key, expected, bytes, expiresAt }] of puts.entries()) {
              if (!written[i]) continue;
              rows.set(key, { version: expected === 0 ? now : expected + 1, bytes: [...bytes], expiresAt });
            }
          }
          const read = await store.getMany(KEYS);
          expect(read.map(plain)).toEqual(KEYS.map((key) => living(key)));
        }
      }),
      { numRuns: runs },
    );
  });

  test(`${name}: of many who write at once, one wins, and none is lost without a report`, async () => {
    const store = await make(() => 1_000_000);
    await store.deleteMany(["count"]);
    let [conflicts, wins] = [0, 0];
    const writer = async () => {
      for (let increments = 0; increments < 10; ) {
        const [row] = await store.getMany(["count"]);
        const next = bytes((row?.bytes[0] ?? 0) + 1);
        const [written] = await store.putMany([{ key: "count", expected: row?.version ?? 0, bytes: next }]);
        if (written) increments += 1;
        else conflicts += 1;
        wins += Number(written);
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
    const [row] = await store.getMany(["count"]);
    expect([row!.bytes[0], wins]).toEqual([80, 80]);
    expect(conflicts).toBeGreaterThan(0);
    await store.deleteMany(["count"]);
  });

  test(`${name}: who read a row that was deleted and made anew does not write over it`, async () => {
    let now = 1_000_000;
    const store = await make(() => now);
    await store.deleteMany(["u"]);
    await store.putMany([{ key: "u", expected: 0, bytes: bytes(1) }]);
    const [before] = await store.getMany(["u"]);
    await store.deleteMany(["u"]);
    now += 5;
    await store.putMany([{ key: "u", expected: 0, bytes: bytes(2) }]);
    expect(await store.putMany([{ key: "u", expected: before!.version, bytes: bytes(3) }])).toEqual([false]);
    expect([...(await store.getMany(["u"]))[0]!.bytes]).toEqual([2]);
    await store.deleteMany(["u"]);
  });

  test(`${name}: large rows, many rows, none; bytes handed over stay the caller's`, async () => {
    const store = await make(() => 1_000_000);
    const keys = Array.from({ length: 2500 }, (_, i) => `many/${i}`);
    const large = new Uint8Array(300_000).map((_, i) => i);
    const rows = keys.map((key, i) => ({ key, expected: 0, bytes: i === 0 ? large : bytes(i % 256) }));
    expect((await store.putMany(rows)).every(Boolean)).toBe(true);
    large[0] = 99;
    const [first] = await store.getMany(["many/0"]);
    expect([first!.bytes.length, first!.bytes[0], first!.bytes[299_999]]).toEqual([300_000, 0, 299_999 % 256]);
    first!.bytes[0] = 99;
    expect((await store.getMany(["many/0"]))[0]!.bytes[0]).toBe(0);
    const scanned: string[] = [];
    for await (const { key } of store.scan("many/")) scanned.push(key);
    expect(scanned).toEqual(keys.toSorted());
    await store.deleteMany(keys);
    expect(await store.getMany(keys.slice(0, 3))).toEqual([undefined, undefined, undefined]);
    expect([await store.getMany([]), await store.putMany([]), await store.deleteMany([])]).toEqual([[], [], undefined]);
  });

  test(`${name}: expired rows can be purged, others stay`, async () => {
    let now = 10_000_000;
    const store = await make(() => now);
    await store.purge();
    await store.putMany([
      { key: "p/1", expected: 0, bytes: bytes(1), expiresAt: now + 10 },
      { key: "p/2", expected: 0, bytes: bytes(2) },
    ]);
    now += 11;
    expect(await store.purge()).toBeLessThanOrEqual(1);
    expect(await store.purge()).toBe(0);
    expect((await store.getMany(["p/1", "p/2"])).map((row) => row?.bytes[0])).toEqual([undefined, 2]);
    await store.deleteMany(["p/1", "p/2"]);
  });

  test(`${name}: keys and prefixes that begin each other are kept apart`, async () => {
    const store = await make(() => 1_000_000);
    const keys = ["k", "k/", "k/a", "k/a/", "k/a/b", "k/ab", "k0", "kk", "K/a", "ｋ/a", "k/\u00e9", "k/e\u0301"];
    await store.putMany(keys.map((key, i) => ({ key, expected: 0, bytes: bytes(i) })));
    for (const prefix of [...keys, "k/a/b/", "k/z"]) {
      const found: (readonly [string, number])[] = [];
      for await (const { key, bytes: held } of store.scan(prefix)) found.push([key, held[0]!]);
      const begin = keys.filter((key) => key.startsWith(prefix));
      expect(found).toEqual(
        begin
          .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          .map((key) => [key, keys.indexOf(key)] as const),
      );
    }
    await store.deleteMany(["k/a"]);
    expect((await store.getMany(keys)).map((row) => row?.bytes[0])).toEqual(
      keys.map((key, i) => (key === "k/a" ? undefined : i)),
    );
    await store.deleteMany(keys);
  });

  test(`${name}: a scan during writes gives each row that stays once, and no row that was never there`, async () => {
    const store = await make(() => 1_000_000);
    const [stay, go] = ["stay", "go"].map((word) => Array.from({ length: 1500 }, (_, i) => `during/${i}/${word}`));
    const rowsOf = (keys: readonly string[]) => keys.map((key) => ({ key, expected: 0, bytes: bytes(7) }));
    await store.putMany(rowsOf([...stay!, ...go!]));
    const seen: string[] = [];
    let step = 0;
    for await (const { key, bytes: held } of store.scan("during/")) {
      expect(held.length).toBe(1);
      seen.push(key);
      if (step % 100 === 0) {
        await store.deleteMany(go!.slice(step / 2, step / 2 + 50));
        await store.putMany(rowsOf(Array.from({ length: 20 }, (_, i) => `during/${step}/new ${i}`)));
        const [row] = await store.getMany([stay![step % 1500]!]);
        await store.putMany([{ key: stay![step % 1500]!, expected: row!.version, bytes: bytes(8) }]);
      }
      step += 1;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const found = new Set(seen);
    expect(stay!.filter((key) => !found.has(key))).toEqual([]);
    expect(seen.filter((key) => !/^during\/\d+\/(stay|go|new \d+)$/.test(key))).toEqual([]);
    const left: string[] = [];
    for await (const { key } of store.scan("during/")) left.push(key);
    await store.deleteMany(left);
  });

  test(`${name}: versions and times are exact up to 2^53 - 1, and refused beyond`, async () => {
    const last = Number.MAX_SAFE_INTEGER;
    let now = 1_000_000;
    const store = await make(() => now);
    await store.deleteMany(["far"]);
    expect(await store.putMany([{ key: "far", expected: 0, bytes: bytes(1), expiresAt: last }])).toEqual([true]);
    expect((await store.getMany(["far"]))[0]!.expiresAt).toBe(last);
    await store.deleteMany(["far"]);
    now = last - 1;
    await store.putMany([{ key: "far", expected: 0, bytes: bytes(2) }]);
    expect(await store.putMany([{ key: "far", expected: last - 2, bytes: bytes(3) }])).toEqual([false]);
    expect(await store.putMany([{ key: "far", expected: last - 1, bytes: bytes(4) }])).toEqual([true]);
    expect(plain((await store.getMany(["far"]))[0])).toEqual({ version: last, bytes: [4], expiresAt: undefined });
    for (const expected of [last, last + 1, 1.5, Number.NaN]) {
      await expect(store.putMany([{ key: "far", expected, bytes: bytes(5) }])).rejects.toThrow('"rows[0].expected"');
    }
    await expect(store.putMany([{ key: "b", expected: 0, bytes: bytes(5), expiresAt: last + 1 }])).rejects.toThrow(
      '"rows[0].expiresAt"',
    );
    expect((await store.getMany(["far"]))[0]!.bytes[0]).toBe(4);
    await store.deleteMany(["far"]);
  });

  test(`${name}: what is wrong is reported where it is`, async () => {
    const store = await make(() => 1_000_000);
    await expect(store.getMany(["a", "a"])).rejects.toThrow('"keys" expected each key once, got "a" twice');
    await expect(store.getMany(["\ud800"])).rejects.toThrow('"keys[0]" expected well-formed text');
    await expect(store.getMany(["x".repeat(1025)])).rejects.toThrow("at most 1024 bytes in UTF-8, got 1025");
    await expect(store.putMany([{ key: "a", expected: -1, bytes: bytes() }])).rejects.toThrow('"rows[0].expected"');
    await expect(store.putMany([{ key: "a", expected: 0, bytes: [1] as never }])).rejects.toThrow(
      '"rows[0].bytes" expected a Uint8Array',
    );
    await expect(store.deleteMany("a" as never)).rejects.toThrow('"keys" expected an array of strings, got "a"');
  });
}
