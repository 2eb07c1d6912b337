/**
 * What only Node (and Deno and Bun, which follow it) can do: a model's folder and its hash, the peer library, a cache
 * on disk. Reached without imports, so that a bundle for a browser holds none of it.
 */
function node() {
  const load = globalThis.process?.getBuiltinModule;
  if (load === undefined) {
    throw new TypeError("this platform has no files, which a sentence model is read from: use customEmbedder");
  }
  return {
    fs: load("node:fs").promises,
    path: load("node:path"),
    url: load("node:url"),
    crypto: load("node:crypto"),
    module: load("node:module"),
  };
}

/** A path made absolute: `parts` below `root`, which may be a file URL. */
export function pathOf(root: string | URL, ...parts: string[]): string {
  const { path, url } = node();
  return path.resolve(root instanceof URL ? url.fileURLToPath(root) : root, ...parts);
}

/** A path's parent and its last part. */
export function splitPath(full: string): { parent: string; name: string } {
  const { path } = node();
  return { parent: path.dirname(full), name: path.basename(full) };
}

/** A file's bytes; undefined when there is no such file. */
export async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    const { buffer, byteOffset, length } = await node().fs.readFile(path);
    return new Uint8Array(buffer, byteOffset, length); // a Buffer's slice is no copy
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Names in a folder, in order; undefined when there is no such folder. */
export async function listIfPresent(path: string): Promise<readonly string[] | undefined> {
  try {
    return (await node().fs.readdir(path)).sort();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Writes a file beside its final place, then moves it there: readers see the old file or the new one, never a part. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const { fs, path: paths } = node();
  const partial = `${path}.${process.pid}.partial`;
  await fs.mkdir(paths.dirname(path), { recursive: true });
  try {
    await fs.writeFile(partial, bytes);
    await fs.rename(partial, path);
  } catch (error) {
    await fs.rm(partial, { force: true });
    throw error;
  }
}

/** SHA-256 of one after the other, in hex. */
export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = node().crypto.createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/**
 * The URL of an installed package's code: seen from this file, or, where a bundle has moved it, from the folder the
 * program runs in. Undefined when it is not installed.
 */
export function packageUrl(name: string): string | undefined {
  const { module, path, url } = node();
  for (const from of [import.meta.url, path.resolve("package.json")]) {
    if (from === undefined) continue;
    try {
      return url.pathToFileURL(module.createRequire(from).resolve(name)).href;
    } catch (error) {
      if ((error as { code?: string }).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return undefined;
}

/** Bytes of memory that this process may still take; undefined where the platform does not tell. */
export function availableMemory(): number | undefined {
  return globalThis.process?.availableMemory?.();
}

function isAbsence(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((error as { code?: string }).code ?? "");
}
