import { ROOT } from "../../helpers/subpaths";
import { run } from "../command";
import { newerNode } from "./newer-node";

/** Runs a file of tests that Node 20 cannot run, `test/gates/FILE.newer-node.ts`, by a newer one. */
export async function runByNewerNode(file: string): Promise<{ code: number | null; output: string }> {
  const config = "test/gates/vitest.newer-node.config.ts";
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", config, `test/gates/${file}.newer-node.ts`];
  return run(await newerNode(), args, { cwd: ROOT });
}
