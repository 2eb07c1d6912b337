import { expect, test } from "vitest";
import { ROOT } from "../../helpers/subpaths";
import { run } from "../command";
import { newerNode } from "../servers/newer-node";

test("SQLite of Node 24 does what every store has to do", async () => {
  const node = await newerNode();
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/gates/stores/vitest.newer-node.config.ts"];
  const { code, output } = await run(node, args, { cwd: ROOT });
  expect(output).toMatch(/Tests\s+7 passed/u);
  expect(code).toBe(0);
});
