import { expect, test } from "vitest";
import { runByNewerNode } from "../servers/run-by-newer-node";

test("SQLite of Node 24: any order, duplicates, two writers and a service killed give the same bytes", async () => {
  const { code, output } = await runByNewerNode("online/replay-sqlite");
  console.log(...(output.match(/\d+ (logs replayed|times killed)/gu) ?? []));
  expect(output).toMatch(/Tests\s+2 passed/u);
  expect(code).toBe(0);
}, 180_000);
