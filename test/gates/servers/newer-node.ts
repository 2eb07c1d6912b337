import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../command";

/**
 * Node 24 as a package from npm, kept between runs: for what Node 20 does not have.
 *
 * @returns path of the program.
 */
export async function newerNode(): Promise<string> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "seqment", "node-24");
  const program = join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (!existsSync(program)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "name": "newer-node", "private": true }');
    await mustRun("npm", ["install", "--ignore-scripts", `node-${process.platform}-${process.arch}@24`], {
      cwd: folder,
    });
  }
  return program;
}
