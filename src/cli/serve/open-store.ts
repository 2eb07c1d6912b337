import { MissingDependencyError } from "../../core";
import type { StateStore } from "../../stores";

/** A store, and how it is closed. */
export interface OpenedStore {
  readonly store: StateStore;
  close(): Promise<void>;
}

/** Milliseconds after which a command that Redis has not answered has failed. */
const COMMAND_TIMEOUT = 5000;

/**
 * Opens the place that `--store` names: `memory`, a URL of Redis, or the path of its socket.
 *
 * @throws RangeError when it is no such place; MissingDependencyError without ioredis; Error when Redis does not answer.
 */
export async function openStore(place: string): Promise<OpenedStore> {
  const { memoryStore, redisStore } = await import("../../stores");
  if (place === "memory") return { store: memoryStore({ now: Date.now }), close: async () => {} };
  if (!/^(rediss?:\/\/|\/)/.test(place)) {
    throw new RangeError(`--store expected memory, redis://..., rediss://... or the path of a socket, got "${place}"`);
  }
  const { Redis } = await redisLibrary();
  const settings = { lazyConnect: true, maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT };
  const redis = new Redis(place, settings);
  redis.on("error", () => {}); // it reconnects by itself; requests meanwhile are told
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new Error(`--store: Redis does not answer: ${(error as Error).message}`);
  }
  return {
    store: redisStore(redis, { now: Date.now }),
    async close() {
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

async function redisLibrary() {
  try {
    return await import("ioredis");
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingDependencyError("ioredis", "--store redis://...");
  }
}
