import { utf16 } from "./not-text";

/** The encodings of text that are read; `"windows-1252"` holds Latin-1. */
export const TEXT_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
/** An encoding of text, by its name in the Encoding Standard. */
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Bytes of the beginning that are looked at for the encoding. */
const LOOKED_AT = 1 << 18;

/**
 * Text as UTF-8 without a byte order mark. Without an encoding it is recognized in the first bytes, and reported when it is
 * another: UTF-16 by its mark or by the NUL beside each ASCII character, Windows-1252 where bytes beyond ASCII are mostly no
 * UTF-8.
 *
 * @param first the first of the chunks.
 */
export async function* decoded(
  first: Uint8Array,
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding | undefined,
  notes: string[],
): AsyncGenerator<Uint8Array> {
  const found = encoding ?? utf16(first) ?? (isMostlyUtf8(first.subarray(0, LOOKED_AT)) ? "utf-8" : "windows-1252");
  if (found === "utf-8") {
    yield* withoutMark(chunks);
    return;
  }
  if (encoding === undefined) notes.push(`the text is not UTF-8 and was read as ${NAMES[found]}`);
  const decoder = new TextDecoder(found);
  const encoder = new TextEncoder();
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest !== "") yield encoder.encode(rest);
}

const NAMES: Readonly<Record<TextEncoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252 (Latin-1)",
};

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    const marked = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    yield marked ? chunk.subarray(3) : chunk;
    isFirst = false;
  }
}

/** Whether of the characters beyond ASCII at least as many are UTF-8 as are not. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let invalid = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const more =
      lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    let follow = 0;
    while (follow < more && (bytes[at + follow + 1]! & 0xc0) === 0x80) follow++;
    if (at + more >= bytes.length && follow === bytes.length - 1 - at) break; // cut by the end of what is looked at
    if (more > 0 && follow === more) {
      valid += 1;
      at += more;
    } else invalid += 1;
  }
  return valid >= invalid;
}
