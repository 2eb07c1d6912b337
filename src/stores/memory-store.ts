import { byBytes, checkKey, checkKeys, checkRows, versionAfter } from "./checks";
import { clockOf, type StoreOptions } from "./options";
import type { RowToPut, StateStore, StoredRow } from "./state-store";

/**
 * A store in the memory of this process: for tests, and for services that rebuild their states from a log.
 *
 * @param options the clock.
 * @returns an empty store.
 * @throws TypeError when there is no clock.
 * @example
 * const store = memoryStore({ now: () => 1000 });
 * await store.putMany([{ key: "u/1", expected: 0, bytes: new Uint8Array([7]) }]); // [true]
 * await store.putMany([{ key: "u/1", expected: 0, bytes: new Uint8Array([8]) }]); // [false]
 * (await store.getMany(["u/1"]))[0]?.bytes[0]; // 7
 */
export function memoryStore(options: StoreOptions): StateStore {
  return new MemoryStore(clockOf(options));
}

class MemoryStore implements StateStore {
  readonly #rows = new Map<string, StoredRow>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async getMany(keys: readonly string[]): Promise<readonly (StoredRow | undefined)[]> {
    checkKeys(keys);
    const now = this.#now();
    return keys.map((key) => copyOf(this.#living(key, now)));
  }

  async putMany(rows: readonly RowToPut[]): Promise<readonly boolean[]> {
    checkRows(rows);
    const now = this.#now();
    return rows.map(({ key, expected, bytes, expiresAt }) => {
      if ((this.#living(key, now)?.version ?? 0) !== expected) return false;
      const row = { version: versionAfter(expected, now), bytes: bytes.slice() };
      this.#rows.set(key, expiresAt === undefined ? row : { ...row, expiresAt });
      return true;
    });
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    checkKeys(keys);
    for (const key of keys) this.#rows.delete(key);
  }

  async *scan(prefix: string): AsyncIterable<StoredRow & { readonly key: string }> {
    checkKey("prefix", prefix);
    const keys = [...this.#rows.keys()].filter((key) => key.startsWith(prefix)).sort(byBytes);
    for (const key of keys) {
      const row = copyOf(this.#living(key, this.#now()));
      if (row) yield { key, ...row };
    }
  }

  async purge(): Promise<number> {
    const now = this.#now();
    const gone = [...this.#rows.keys()].filter((key) => !this.#living(key, now));
    for (const key of gone) this.#rows.delete(key);
    return gone.length;
  }

  #living(key: string, now: number): StoredRow | undefined {
    const row = this.#rows.get(key);
    return row && (row.expiresAt === undefined || row.expiresAt > now) ? row : undefined;
  }
}

function copyOf(row: StoredRow | undefined): StoredRow | undefined {
  return row && { ...row, bytes: new Uint8Array(row.bytes) };
}
