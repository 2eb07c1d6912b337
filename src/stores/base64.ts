import { ModelFormatError } from "../core";

const DIGITS = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const PAD = 0x3d;
/** The six bits of each digit; 64 for what is none. */
const VALUES = Uint8Array.from({ length: 128 }, (_, unit) => (DIGITS.includes(unit) ? DIGITS.indexOf(unit) : 64));
const ascii = new TextDecoder();

/** Bytes as base64 with padding (RFC 4648): `btoa` is slow on text of so many arguments. */
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
 * The bytes of {@link toBase64}: `atob` takes a hundred times as long in Node 20.
 *
 * @throws ModelFormatError where it is none.
 */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array(Math.floor((3 * digits) / 4));
  if (text.length % 4 !== 0) throw notBase64();
  let [bits, wrong, to] = [0, 0, 0];
  for (let at = 0; at < digits; at++) {
    const unit = text.charCodeAt(at);
    const value = unit < 128 ? VALUES[unit]! : 64;
    wrong |= value & 64;
    bits = (bits << 6) | value;
    if (at % 4 === 3) {
      bytes[to++] = bits >> 16;
      bytes[to++] = bits >> 8;
      bytes[to++] = bits;
    }
  }
  if (wrong !== 0) throw notBase64();
  if (padding > 0) bytes[to++] = padding === 1 ? bits >> 10 : bits >> 4;
  if (padding === 1) bytes[to] = bits >> 2;
  return bytes;
}

function notBase64(): ModelFormatError {
  return new ModelFormatError("a row in Redis is incomplete or damaged");
}
