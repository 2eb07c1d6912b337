import { wrongValue } from "../core/internal";

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

/** Decompresses gzip, several members in a row included. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const zlib = node?.("node:zlib");
  const stream = node?.("node:stream");
  if (zlib === undefined || stream === undefined) {
    yield* gunzipInBrowser(chunks);
    return;
  }
  const inflated = zlib.createGunzip({ chunkSize: CHUNK_BYTES });
  const feeding = stream.promises.pipeline(chunks, inflated);
  feeding.catch(() => {}); // reported by `inflated` itself
  try {
    for await (const chunk of inflated) yield chunk;
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

/** What to say about a failure of {@link gunzip}; undefined when the error is of another kind. */
export function gzipProblem(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === "Z_BUF_ERROR") return "the gzip data ends early; the file is truncated";
  if (code === "Z_DATA_ERROR") return "the gzip data is corrupt";
  return undefined;
}
