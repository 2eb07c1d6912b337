import { wrongValue } from "../../core/internal";
import type { RandomAccess } from "../rows/parquet-events";

/** Everything here that only Node (and Deno and Bun, which follow it) can do; reached without imports, for bundlers. */
const node = globalThis.process?.getBuiltinModule;

const CHUNK_BYTES = 1 << 18;

/** A file's bytes; ending the iteration early, or aborting the signal, closes the file. */
export async function openFile(path: string | URL, signal: AbortSignal | undefined) {
  const fs = node?.("node:fs");
  if (fs === undefined) throw new TypeError('"source" names a file, and this platform has none; give a stream');
  if (path instanceof URL && path.protocol !== "file:") {
    throw wrongValue("source", "a path or a file: URL", String(path));
  }
  if (String(path).includes("\0") || String(path) === "")
    throw wrongValue("source", "the path of a file", String(path));
  const stat = await fs.promises.stat(path);
  if (stat.isDirectory()) throw new RangeError(`${path} is a folder, not a file`);
  const stream = fs.createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal && { signal }) });
  return { chunks: stream as AsyncIterable<Uint8Array>, size: stat.size };
}

/** A file that is read in any order. */
export async function randomAccess(path: string | URL): Promise<RandomAccess> {
  const fs = node!("node:fs").promises;
  const { size } = await fs.stat(path);
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      const file = await fs.open(path); // for each part, so that none stays open
      try {
        for (let at = 0; at < bytes.length; ) {
          const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
          if (bytesRead === 0) throw new RangeError(`${path} has become shorter`);
          at += bytesRead;
        }
      } finally {
        await file.close();
      }
      return bytes.buffer;
    },
  };
}

/**
 * The files that a path stands for: itself, or all below a folder, in the order of their names. Hidden ones, and those whose name
 * begins with `_`, as the marks of Spark, are left out. Undefined where there is no such place, and where there are no files at all.
 */
export async function filesAt(path: string | URL): Promise<readonly { path: string; size: number }[] | undefined> {
  const [fs, paths, urls] = [node?.("node:fs").promises, node?.("node:path"), node?.("node:url")];
  if (fs === undefined || paths === undefined || urls === undefined) return undefined;
  const stat = await fs.stat(path).catch(() => undefined);
  if (!stat?.isDirectory()) return undefined;
  const root = path instanceof URL ? urls.fileURLToPath(path) : path;
  const found: { path: string; size: number }[] = [];
  const visited = new Set<string>(); // a link may lead back to a folder above
  const visit = async (folder: string): Promise<void> => {
    const place = await fs.realpath(folder);
    if (visited.has(place)) return;
    visited.add(place);
    const entries = await fs.readdir(folder, { withFileTypes: true });
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (/^[._]/.test(name)) continue;
      const full = paths.join(folder, name);
      const { size, ...kind } = await fs.stat(full).then((each) => ({
        ...{ size: each.size, isFolder: each.isDirectory(), isFile: each.isFile() },
      }));
      if (kind.isFolder) await visit(full);
      else if (kind.isFile) found.push({ path: full, size });
    }
  };
  await visit(root);
  return found;
}

/** The size of a file; 0 where it is not known. */
export async function sizeOf(path: string | URL): Promise<number> {
  const fs = node?.("node:fs").promises;
  return (await fs?.stat(path).catch(() => undefined))?.size ?? 0;
}

/** Where a file is, whatever links lead there; the path itself where there is none. */
export async function placeOf(path: string | URL): Promise<string> {
  const fs = node?.("node:fs").promises;
  return (await fs?.realpath(path).catch(() => undefined)) ?? String(path);
}

/** Decompresses zstd; undefined where this Node cannot. */
export function unzstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> | undefined {
  const zlib = node?.("node:zlib") as (typeof import("node:zlib") & ZstdOfNewerNode) | undefined;
  return zlib?.createZstdDecompress && throughStream(chunks, zlib.createZstdDecompress({ chunkSize: CHUNK_BYTES }));
}

interface ZstdOfNewerNode {
  readonly createZstdDecompress?: (options: { chunkSize: number }) => import("node:stream").Transform;
}

/** Decompresses gzip, several members in a row included. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const zlib = node?.("node:zlib");
  if (zlib === undefined) yield* gunzipInBrowser(chunks);
  else yield* throughStream(chunks, zlib.createGunzip({ chunkSize: CHUNK_BYTES }));
}

async function* throughStream(chunks: AsyncIterable<Uint8Array>, inflated: import("node:stream").Transform) {
  const feeding = node!("node:stream").promises.pipeline(chunks, inflated);
  feeding.catch(() => {}); // reported by `inflated` itself
  try {
    for await (const chunk of inflated) yield chunk as Uint8Array;
  } catch (error) {
    const problem = problemOf(error);
    throw problem === undefined ? error : new CompressionError(problem, { cause: error });
  } finally {
    inflated.destroy();
  }
}

async function* gunzipInBrowser(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const compressed = new ReadableStream<BufferSource>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

/** Compressed data that cannot be read. */
class CompressionError extends RangeError {}

/** What is wrong with compressed data; undefined when the error is of another kind. */
export function compressionProblem(error: unknown): string | undefined {
  return error instanceof CompressionError ? error.message : undefined;
}

function problemOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === "string" && code.startsWith("ZSTD_error_")) return "the zstd data is corrupt";
  if (code === "Z_BUF_ERROR") return "the compressed data ends early; the file is truncated";
  if (code === "Z_DATA_ERROR") return "the gzip data is corrupt";
  return undefined;
}
