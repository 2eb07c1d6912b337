import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ROOT } from "../helpers/subpaths";
import { mustRun, run } from "./command";

declare module "vitest" {
  interface ProvidedContext {
    /** The package as `npm pack` makes it. */
    tarball: string;
    /** A folder of somebody else's, in which only that package is installed. */
    consumer: string;
  }
}

/** Builds, packs, and installs the package into an empty folder, as a user would; the gates judge what came of it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "seqment-gates-"));
  // as for a release: the script `prepack` builds, where scripts are not ignored (.npmrc)
  const { code, output } = await run("npm", ["pack", "--ignore-scripts=false", "--pack-destination", folder], {
    cwd: ROOT,
  });
  // declarations that import each other through the package's root
  if (code !== 0 || output.includes("was reexported")) throw new Error(`npm pack ended with ${code}\n${output}`);
  const tarball = join(folder, (await readdir(folder)).find((file) => file.endsWith(".tgz"))!);

  const consumer = join(folder, "consumer");
  await mustRun("mkdir", [consumer], { cwd: folder });
  await writeFile(join(consumer, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }');
  await mustRun("npm", ["install", "--ignore-scripts", tarball], { cwd: consumer });

  provide("tarball", tarball);
  provide("consumer", consumer);
  return () => rm(folder, { recursive: true });
}
