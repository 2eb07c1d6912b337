/** Files, where the platform has them; reached without imports, so that everything else runs in a browser too. */
function nodeFiles() {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs")?.promises;
  const url = globalThis.process?.getBuiltinModule?.("node:url");
  if (fs === undefined || url === undefined) {
    throw new TypeError("this platform has no files: save with toBytes(), load from a Uint8Array");
  }
  return { fs, toPath: (path: string | URL) => (path instanceof URL ? url.fileURLToPath(path) : path) };
}

/** A file's bytes. */
export async function readBytes(path: string | URL): Promise<Uint8Array> {
  return nodeFiles().fs.readFile(path);
}

/** Writes a file beside its final place, then moves it there: readers see the old file or the new one, never a part. */
export async function writeAtomically(path: string | URL, bytes: Uint8Array): Promise<void> {
  const { fs, toPath } = nodeFiles();
  const target = toPath(path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    const file = await fs.open(partial, "w");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(partial, target);
  } catch (error) {
    await fs.rm(partial, { force: true });
    throw error;
  }
}
