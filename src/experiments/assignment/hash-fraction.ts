import { sha256 } from "@noble/hashes/sha2.js";

const utf8 = new TextEncoder();

/**
 * A number in [0, 1) that depends on the two texts alone: the first 53 bits of SHA-256 over the UTF-8 bytes of seed, unit
 * separator (U+001F) and text, over 2^53. A warehouse computes the same, such as PostgreSQL with
 * `('x' || left(encode(sha256(convert_to(seed || chr(31) || id, 'UTF8')), 'hex'), 16))::bit(53)::bigint / 2.0 ^ 53`.
 */
export function hashFraction(seed: string, text: string): number {
  const digest = sha256(utf8.encode(`${seed}\u001f${text}`));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return (view.getUint32(0) * 0x200000 + (view.getUint32(4) >>> 11)) / 0x20000000000000;
}
