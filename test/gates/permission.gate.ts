import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { mustRun } from "./command";

const consumer = inject("consumer");
/** The flag has another name from Node 22.13 on. */
const FLAG = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";

test("under Node's permission model without workers everything runs on the calling thread, with the same bits", async () => {
  const program = `
import { createWorkerPool, fitSegments } from "seqment";
const paths = Array.from({ length: 400 }, (_, i) => ["START", "A" + (i % 7), "B" + (i % 3), i % 2 ? "BUY" : "QUIT"]);
const pool = createWorkerPool(2);
const model = await fitSegments(paths, { seed: 7, workers: pool });
console.log(pool.size, await model.hash());
pool.dispose();`;
  const file = join(consumer, "permission.mjs");
  await writeFile(file, program);
  const free = await mustRun("node", [file], { cwd: consumer });
  const bound = await mustRun("node", [FLAG, "--allow-fs-read=*", "--no-warnings", file], { cwd: consumer });
  expect(free).toMatch(/^2 [0-9a-f]{64}\n$/);
  expect(bound).toBe(free.replace("2", "1"));
});
