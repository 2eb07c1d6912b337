import { fromBase64 } from "../data/bytes";

/** The bytes of a text that was deflated and written in base64. */
export async function inflate(text: string): Promise<Uint8Array> {
  const stream = new Blob([fromBase64(text) as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
