import { wrongType, wrongValue } from "../../core/internal";
import type { RowKind, Shelf } from "./shelf";

const ENDING: Readonly<Record<RowKind, string>> = { log: ".json", models: ".seqment" };

/**
 * A shelf of files: `log/000000000001.json`, `models/HASH.seqment`. A file is written beside its place, then linked to it, so that
 * it is whole from the start, and of several writers one makes it.
 */
export function folderShelf(folder: string | URL): Shelf {
  const { fs, path, url } = nodeFiles();
  const root = rootOf(folder, url.fileURLToPath);
  const fileOf = (kind: RowKind, name: string) => path.join(root, kind, name + ENDING[kind]);
  return {
    read: (kind, names) => {
      return Promise.all(names.map((name) => fs.readFile(fileOf(kind, name)).catch(unless("ENOENT"))));
    },
    async create(kind, name, bytes) {
      const target = fileOf(kind, name);
      await fs.mkdir(path.dirname(target), { recursive: true });
      const partial = `${target}.${globalThis.crypto.randomUUID()}.partial`;
      try {
        const file = await fs.open(partial, "wx");
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        return await fs.link(partial, target).then(() => true, unless("EEXIST", false));
      } finally {
        await fs.rm(partial, { force: true });
      }
    },
    async list(kind) {
      const files = (await fs.readdir(path.join(root, kind)).catch(unless("ENOENT"))) ?? [];
      const names = files.filter((file) => file.endsWith(ENDING[kind]));
      return names.map((file) => file.slice(0, -ENDING[kind].length)).sort();
    },
  };
}

/** Files, where the platform has them; reached without imports, so that a registry in a store runs in a browser too. */
function nodeFiles() {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs")?.promises;
  const path = globalThis.process?.getBuiltinModule?.("node:path");
  const url = globalThis.process?.getBuiltinModule?.("node:url");
  if (fs === undefined || path === undefined || url === undefined) {
    throw new TypeError("this platform has no files: open the registry in a store");
  }
  return { fs, path, url };
}

function rootOf(folder: string | URL, toText: (url: URL) => string): string {
  if (folder instanceof URL) {
    if (folder.protocol !== "file:") throw wrongValue("place", "a folder, a file: URL or a store", String(folder));
    return toText(folder);
  }
  if (typeof folder !== "string") throw wrongType("place", "a folder, a file: URL or a store", folder);
  if (folder === "" || folder.includes("\0")) throw wrongValue("place", "the path of a folder", folder);
  return folder;
}

/** Takes one kind of failure for an answer. */
function unless<T = undefined>(code: string, answer?: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code !== code) throw error;
    return answer as T;
  };
}
