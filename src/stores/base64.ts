import { ModelFormatError } from "../core";

const DIGITS = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const PAD = 0x3d;
const ascii = new TextDecoder();

/** Bytes as base64 with padding (RFC 4648): `btoa` wants them as text, which takes eight times as long to make. */
export function toBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text[to++] = DIGITS[bits >> 18]!;
    text[to++] = DIGITS[(bits >> 12) & 63]!;
    text[to++] = DIGITS[(bits >> 6) & 63]!;
    text[to++] = DIGITS[bits & 63]!;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  text.fill(PAD, text.length - padding);
  return ascii.decode(text);
}

/**
 * The bytes of {@link toBase64}.
 *
 * @throws ModelFormatError where it is none.
 */
export function fromBase64(text: string): Uint8Array {
  const units = decoded(text);
  const bytes = new Uint8Array(units.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = units.charCodeAt(i);
  return bytes;
}

function decoded(text: string): string {
  try {
    return atob(text);
  } catch {
    throw new ModelFormatError("a row in Redis is incomplete or damaged");
  }
}
