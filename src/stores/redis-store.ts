import { readOptions, type Schema, string, wrongType } from "../core/internal";
import { fromBase64, toBase64 } from "./base64";
import { byBytes, checkKey, checkKeys, checkRows, versionAfter } from "./checks";
import { clockOf, STORE_OPTIONS, type StoreOptions } from "./options";
import type { RowToPut, StateStore, StoredRow } from "./state-store";

/** What is used of a client: `call` of ioredis and iovalkey, or `sendCommand` of node-redis. */
export type RedisClient =
  | { call(command: string, ...values: string[]): Promise<unknown> }
  | { sendCommand(command: string[]): Promise<unknown> };

/** Options of {@link redisStore}. */
export interface RedisStoreOptions extends StoreOptions {
  /** Begins every key in Redis. @default "seqment:" */
  keyPrefix?: string | undefined;
}

const REDIS_STORE_OPTIONS = { ...STORE_OPTIONS, keyPrefix: string("seqment:") } satisfies Schema<RedisStoreOptions>;

/**
 * A store in Redis (6 or later) or Valkey. A row is a hash, written by one script of one key, so it works in a cluster too,
 * except for `scan`, which sees the node it is asked of. Rows are as safe as the server's settings: nothing that was
 * acknowledged is lost with `appendonly yes` and `appendfsync always`; up to a second of it with `everysec`.
 *
 * @param client  connected; ending it stays with you.
 * @param options the clock and the keys' prefix.
 * @returns the store.
 * @throws TypeError when it is no such client, or there is no clock.
 * @example
 * const client = { sendCommand: async () => [null, null, null] }; // in place of createClient() of node-redis, connected
 * const store = redisStore(client, { now: Date.now });
 * await store.getMany(["u/1"]); // [undefined]
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions): StateStore {
  const now = clockOf(options, REDIS_STORE_OPTIONS);
  return new RedisStore(commandOf(client), readOptions(options, REDIS_STORE_OPTIONS).keyPrefix, now);
}

type Command = (...words: string[]) => Promise<unknown>;

function commandOf(client: RedisClient): Command {
  if (typeof client === "object" && client !== null && "call" in client && typeof client.call === "function") {
    return (command, ...values) => client.call(command!, ...values);
  }
  if (
    typeof client === "object" &&
    client !== null &&
    "sendCommand" in client &&
    typeof client.sendCommand === "function"
  ) {
    return (...words) => client.sendCommand(words);
  }
  throw wrongType("client", "a client with call (ioredis, iovalkey) or sendCommand (node-redis)", client);
}

/** Redis frees expired rows this much later, so that its clock and the service's may differ. */
const GRACE_MS = 60_000;

/** Fields of a row: v version, b bytes in base64 (so that every client's decoding leaves them alone), e when it expires. */
const PUT = `
local row = redis.call('HMGET', KEYS[1], 'v', 'e')
local gone = not row[1] or (row[2] and tonumber(row[2]) <= tonumber(ARGV[5]))
if ARGV[1] == '0' then
  if not gone then return 0 end
  redis.call('DEL', KEYS[1])
elseif gone or row[1] ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'b', ARGV[3])
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], 'e')
  redis.call('PERSIST', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'e', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], math.max(0, tonumber(ARGV[4]) - tonumber(ARGV[5])) + ${GRACE_MS})
end
return 1`;

class RedisStore implements StateStore {
  readonly #command: Command;
  readonly #prefix: string;
  readonly #now: () => number;
  #script: Promise<string> | undefined;

  constructor(command: Command, prefix: string, now: () => number) {
    this.#command = command;
    this.#prefix = prefix;
    this.#now = now;
  }

  async getMany(keys: readonly string[]): Promise<readonly (StoredRow | undefined)[]> {
    checkKeys(keys);
    const now = this.#now();
    const found = await Promise.all(keys.map((key) => this.#command("HMGET", this.#prefix + key, "v", "b", "e")));
    return found.map((fields) => rowOf(fields as (string | null)[], now));
  }

  async putMany(rows: readonly RowToPut[]): Promise<readonly boolean[]> {
    checkRows(rows);
    const now = this.#now();
    return Promise.all(
      rows.map(async ({ key, expected, bytes, expiresAt }) => {
        const values = [expected, versionAfter(expected, now), toBase64(bytes), expiresAt ?? "", now].map(String);
        return Number(await this.#run(this.#prefix + key, values)) === 1;
      }),
    );
  }

  async deleteMany(keys: readonly string[]): Promise<void> {
    checkKeys(keys);
    await Promise.all(keys.map((key) => this.#command("DEL", this.#prefix + key)));
  }

  async *scan(prefix: string): AsyncIterable<StoredRow & { readonly key: string }> {
    checkKey("prefix", prefix);
    const pattern = `${(this.#prefix + prefix).replace(/[[\]*?\\]/g, "\\$&")}*`;
    const keys = new Set<string>();
    let cursor = "0";
    do {
      const [next, page] = (await this.#command("SCAN", cursor, "MATCH", pattern, "COUNT", "1000")) as [
        string,
        string[],
      ];
      for (const key of page) keys.add(key.slice(this.#prefix.length));
      cursor = String(next);
    } while (cursor !== "0");
    const sorted = [...keys].sort(byBytes);
    for (let from = 0; from < sorted.length; from += PAGE) {
      const page = sorted.slice(from, from + PAGE);
      const rows = await this.getMany(page);
      for (const [i, row] of rows.entries()) if (row) yield { key: page[i]!, ...row };
    }
  }

  /** Redis removes expired rows itself. */
  async purge(): Promise<number> {
    return 0;
  }

  /** Runs the script by its hash; a server that was restarted gets it again. */
  async #run(key: string, values: readonly string[]): Promise<unknown> {
    this.#script ??= this.#command("SCRIPT", "LOAD", PUT).then(String);
    const script = await this.#script.catch((error) => {
      this.#script = undefined; // it is loaded with the next write
      throw error;
    });
    try {
      return await this.#command("EVALSHA", script, "1", key, ...values);
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return this.#command("EVAL", PUT, "1", key, ...values);
    }
  }
}

const PAGE = 1000;

function rowOf([version, bytes, expires]: readonly (string | null)[], now: number): StoredRow | undefined {
  if (version === null || version === undefined || bytes === null || bytes === undefined) return undefined;
  const stored = { version: Number(version), bytes: fromBase64(String(bytes)) };
  if (expires === null || expires === undefined) return stored;
  return Number(expires) > now ? { ...stored, expiresAt: Number(expires) } : undefined;
}
