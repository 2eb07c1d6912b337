import { randomUUID } from "node:crypto";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes the folder of a file that is to be written, and asks whether it can be: better before the work than after it.
 *
 * @throws Error naming the flag.
 */
export async function prepareOutput(flag: string, path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await makeFolder(folder);
  } catch (error) {
    throw new Error(`${flag} ${path} cannot be written: ${(error as Error).message}`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new Error(`${flag} ${path} is a folder`);
  if (found === undefined || found.isFile()) await tryFile(flag, path);
}

/** Makes a file beside the one to be written, as saving will, and removes it: only so is it known that one can be made. */
async function tryFile(flag: string, path: string): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, "", { flag: "wx" });
  } catch (error) {
    throw new Error(`${flag} ${path} cannot be written: ${(error as Error).message}`);
  } finally {
    await rm(partial, { force: true });
  }
}

/** One folder after the other: all at once, some systems never answer for a place where none can be made. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
