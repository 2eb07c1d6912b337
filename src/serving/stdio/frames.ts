import { wrongType } from "../../core/internal";

/** Bytes before each body: its length, unsigned, little-endian. */
const LENGTH_BYTES = 4;

/** A body with its length before it. */
export function frameOf(body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(LENGTH_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, body.length, true);
  frame.set(body, LENGTH_BYTES);
  return frame;
}

/**
 * Cuts a stream of bytes into the bodies of its frames, however the bytes come.
 *
 * @param mostBytes longest body.
 * @throws RangeError when a length is above that, or the stream ends within a frame: where the next frame begins is then
 *   not known.
 */
export async function* bodiesOf(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(LENGTH_BYTES);
  let headFilled = 0;
  let body: Uint8Array | undefined;
  let filled = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw wrongType("streams.input", "bytes in each chunk", chunk);
    let at = 0;
    while (at < chunk.length || body?.length === filled) {
      if (body === undefined) {
        const part = chunk.subarray(at, at + LENGTH_BYTES - headFilled);
        head.set(part, headFilled);
        headFilled += part.length;
        at += part.length;
        if (headFilled < LENGTH_BYTES) break;
        body = new Uint8Array(checkedLength(new DataView(head.buffer).getUint32(0, true), mostBytes));
        headFilled = 0;
        filled = 0;
      }
      const part = chunk.subarray(at, at + body.length - filled);
      body.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < body.length) break;
      yield body;
      body = undefined;
    }
  }
  if (headFilled > 0) throw new RangeError(`a frame expected ${LENGTH_BYTES} bytes of length, got ${headFilled}`);
  if (body !== undefined) throw new RangeError(`a frame expected a body of ${body.length} bytes, got ${filled}`);
}

function checkedLength(length: number, mostBytes: number): number {
  if (length <= mostBytes) return length;
  throw new RangeError(`a frame expected a body of at most ${mostBytes} bytes, got ${length}`);
}
