import { cp, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";
import { type RedisServer, startRedis } from "./servers/redis";

const consumer = inject("consumer");
const tsx = createRequire(import.meta.url).resolve("tsx/cli");
let folder: string;
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(consumer, "../streaming-"));
  await cp(join(ROOT, "examples/streaming-service"), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await mkdir(join(folder, "node_modules"));
  await symlink(join(consumer, "node_modules/seqment"), join(folder, "node_modules/seqment"));
  await symlink(join(ROOT, "node_modules/ioredis"), join(folder, "node_modules/ioredis"));
});
afterAll(() => redis.close());

test("twelve weeks of a streaming service: alarms when something happened, the registry in Redis, an uplift", async () => {
  const printed = await mustRun(process.execPath, [tsx, "main.ts"], { cwd: folder, env: { REDIS_URL: redis.socket } });
  expect(printed).toContain("Alarms in weeks 4, 6, 8, 10; planted in 4, 6, 8, 10.");
  expect(printed).toMatch(/Week 6[^W]*New: .*(CLIP|CHAT).*, out of .*(SCORES|LIVE)/);
  expect(printed).toContain("Ann looks at the log: bots.");
  expect(printed).toContain("TRAILER is called PREVIEW now.");
  expect(printed).toMatch(/minutes watched: by segment against same for all\n {2}all users: \+.* an effect/);
  expect(printed).toMatch(/The registry is intact: \d+ entries, 12 models\./);
  const right = [...printed.matchAll(/after (\d) actions? +answered (\d+)%, right (\d+)%/g)].map((found) =>
    found.slice(1).map(Number),
  );
  expect(right.map(([actions]) => actions)).toEqual([1, 2, 3, 4, 5]);
  for (const [actions, answered, share] of right) {
    if (actions! < 3) continue;
    expect(answered).toBeGreaterThanOrEqual(90);
    expect(share).toBeGreaterThanOrEqual(90);
  }
});
