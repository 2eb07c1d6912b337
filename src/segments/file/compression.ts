import { ModelFormatError } from "../../core";

/** Bytes that a compressed model may become: no small file fills the memory. */
const LEAST_LIMIT = 2 ** 26;
const MOST_TIMES = 64;

/** The same bytes, compressed by gzip. */
export async function compressed(bytes: Uint8Array): Promise<Uint8Array> {
  const zipped = parts(bytes).pipeThrough(new CompressionStream("gzip"));
  return joined(await collect(zipped, Number.POSITIVE_INFINITY));
}

/**
 * The bytes of a model as they were before compression; those that are not compressed as they are.
 *
 * @throws ModelFormatError when they are damaged, or become far more than a model does.
 */
export async function decompressed(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const limit = Math.max(LEAST_LIMIT, MOST_TIMES * bytes.length);
  try {
    return joined(await collect(parts(bytes).pipeThrough(new DecompressionStream("gzip")), limit));
  } catch (error) {
    if (error instanceof ModelFormatError) throw error;
    throw new ModelFormatError("the model file is corrupt or truncated: it begins as gzip and is none", {
      cause: error,
    });
  }
}

function parts(bytes: Uint8Array): ReadableStream<BufferSource> {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array[]> {
  const reader = stream.getReader();
  const found: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limit) {
      void reader.cancel().catch(() => {});
      throw new ModelFormatError(`the model file is no model: it grows to more than ${limit} bytes`);
    }
    found.push(part.value);
  }
  return found;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
