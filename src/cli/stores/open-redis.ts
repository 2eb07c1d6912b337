import { MissingDependencyError } from "../../core";
import { redisStore } from "../../stores";
import type { OpenedStore, StoreRequest } from "./opened-store";

/** Opens a store in Redis. */
export async function openRedis(address: string, { asked, timeout }: StoreRequest): Promise<OpenedStore> {
  const { Redis } = await redisLibrary(asked);
  const settings = { lazyConnect: true, maxRetriesPerRequest: 1, commandTimeout: timeout };
  const redis = new Redis(address.replace(/^redis\+unix:\/\//i, ""), settings);
  redis.on("error", () => {}); // it reconnects by itself; requests meanwhile fail
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new Error(`${asked}: Redis does not answer: ${(error as Error).message}`);
  }
  return {
    store: redisStore(redis, { now: Date.now }),
    async [Symbol.asyncDispose]() {
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

async function redisLibrary(asked: string) {
  try {
    return await import("ioredis");
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new MissingDependencyError("ioredis", `${asked} redis://...`);
  }
}
