import { wrongType, wrongValue } from "../../core/internal";

/** Files, where the platform has them; reached without imports, so that everything else runs in a browser too. */
function nodeFiles() {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs")?.promises;
  const path = globalThis.process?.getBuiltinModule?.("node:path");
  const url = globalThis.process?.getBuiltinModule?.("node:url");
  if (fs === undefined || path === undefined || url === undefined) {
    throw new TypeError("this platform has no files: save with toBytes(), load from a Uint8Array");
  }
  return { fs, path, toPath: (from: string | URL) => checkedPath(from, url.fileURLToPath) };
}

/** @throws TypeError when it is no path, RangeError when it is one that no file has. */
function checkedPath(from: string | URL, toText: (url: URL) => string): string {
  if (from instanceof URL) {
    if (from.protocol !== "file:") throw wrongValue("path", "a path or a file: URL", String(from));
    return toText(from);
  }
  if (typeof from !== "string") throw wrongType("path", "a path or a file: URL", from);
  if (from === "" || from.includes("\0")) throw wrongValue("path", "the path of a file", from);
  return from;
}

/**
 * A file's bytes.
 *
 * @throws RangeError when it is a folder; the system's error, which names the file, when it cannot be read.
 */
export async function readBytes(path: string | URL): Promise<Uint8Array> {
  const { fs, toPath } = nodeFiles();
  const from = toPath(path);
  return fs.readFile(from).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EISDIR" ? new RangeError(`${from} is a folder, not a file`) : error;
  });
}

/**
 * Writes a file beside its final place, then moves it there: readers see the old file or the new one, never a part, and of
 * several writers at once the last one's file stays whole. The file that a link leads to is written, and keeps its mode.
 * What is no file (a device, a pipe) is written straight to.
 *
 * @throws RangeError when it is a folder; the system's error, which names the file, when it cannot be written.
 */
export async function writeAtomically(path: string | URL, content: Uint8Array | string): Promise<void> {
  const { fs, toPath } = nodeFiles();
  const given = toPath(path);
  const old = await fs.stat(given).catch(unlessMissing);
  if (old?.isDirectory()) throw new RangeError(`${given} is a folder, not a file`);
  if (old && !old.isFile()) {
    await fs.writeFile(given, content).catch((error) => {
      throw withPath(error, given);
    });
    return;
  }
  const target = await followLinks(given);
  const partial = `${target}.${globalThis.crypto.randomUUID()}.partial`;
  try {
    const file = await fs.open(partial, "wx", old?.mode);
    try {
      await file.writeFile(content);
      if (old) await file.chmod(old.mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(partial, target);
  } catch (error) {
    await fs.rm(partial, { force: true });
    throw withPath(error, given);
  }
}

/** The system's error; one that names no file, as of a full disk, with the name. */
function withPath(error: unknown, path: string): unknown {
  const { syscall, path: named, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined || named !== undefined) return error;
  return new Error(`${path} cannot be written: ${message}`, { cause: error });
}

const MOST_LINKS = 40;

async function followLinks(path: string): Promise<string> {
  const { fs, path: paths } = nodeFiles();
  let target = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    const found = await fs.lstat(target).catch(unlessMissing);
    if (!found?.isSymbolicLink()) return target;
    target = paths.resolve(paths.dirname(target), await fs.readlink(target));
  }
  throw new RangeError(`${path} leads through more than ${MOST_LINKS} links`);
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
