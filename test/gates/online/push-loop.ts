// A service that dies: reads a log from where it last committed, pushes list after list to Redis, and commits each behind it.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Redis } from "ioredis";
import { createAssigner, type UserEvent } from "../../../src/online";
import { loadSegments } from "../../../src/segments";
import { redisStore } from "../../../src/stores";

const [socket, modelFile, logFile, offsetFile] = process.argv.slice(2) as [string, string, string, string];
const redis = new Redis(socket);
redis.on("error", () => {}); // it reconnects by itself
const store = redisStore(redis, { now: Date.now, keyPrefix: "crash:" });
const assigner = await createAssigner(await loadSegments(modelFile), { store });
const lists = JSON.parse(readFileSync(logFile, "utf8")) as UserEvent[][];
let at = existsSync(offsetFile) ? Number(readFileSync(offsetFile, "utf8")) : 0;
process.stdout.write("begun\n");
while (at < lists.length) {
  try {
    await assigner.push(lists[at]!);
  } catch {
    continue; // the store is away: the list is pushed again
  }
  at += 1;
  writeFileSync(`${offsetFile}.new`, String(at));
  renameSync(`${offsetFile}.new`, offsetFile);
}
redis.disconnect();
