/** Places, a power of two, and how many of them a text may stand in. */
const PLACES = 1024;
const TRIES = 4;
/** Bytes of a text that is kept, at most. */
const LONGEST = 64;

interface KeptText {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Texts that come again and again, by bytes that stand for them; where there is no room, the last one stays. */
export class TextsByBytes {
  readonly #places = new Array<KeptText | undefined>(PLACES);

  /** The text that `bytes[start .. end]` stand for; undefined where it is not kept. */
  find(bytes: Uint8Array, start: number, end: number): string | undefined {
    const first = placeOf(bytes, start, end);
    for (let i = 0; i < TRIES; i++) {
      const kept = this.#places[(first + i) % PLACES];
      if (kept === undefined) return undefined;
      if (isOf(kept, bytes, start, end)) return kept.text;
    }
    return undefined;
  }

  /** Keeps a text that is not kept yet, and gives it back. */
  keep(bytes: Uint8Array, start: number, end: number, text: string): string {
    if (end - start > LONGEST) return text;
    const first = placeOf(bytes, start, end);
    let i = 0;
    while (i < TRIES - 1 && this.#places[(first + i) % PLACES] !== undefined) i++;
    const copy = new Uint8Array(bytes.subarray(start, end)); // not slice, which copies no Buffer
    this.#places[(first + i) % PLACES] = { bytes: copy, text };
    return text;
  }
}

function isOf(kept: KeptText, bytes: Uint8Array, start: number, end: number): boolean {
  if (kept.bytes.length !== end - start) return false;
  for (let at = start; at < end; at++) if (kept.bytes[at - start] !== bytes[at]) return false;
  return true;
}

/** By FNV-1a. */
function placeOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
