import { expect, test } from "vitest";
import { runByNewerNode } from "../servers/run-by-newer-node";

test("SQLite of Node 24 does what every store has to do", async () => {
  const { code, output } = await runByNewerNode("stores/sqlite");
  expect(output).toMatch(/Tests\s+12 passed/u);
  expect(code).toBe(0);
});
