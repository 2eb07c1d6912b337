const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Numbers names given as ranges of UTF-8 bytes, in order of first appearance. A known name costs a hash and a
 * comparison of bytes; a string is made once per distinct name, and never holds on to the text it was read from.
 */
export class NameTable {
  readonly names: string[] = [];
  #bytes = new Uint8Array(1 << 12);
  /** Name i is `bytes[ends[i - 1] .. ends[i]]`. */
  #ends = new Float64Array(1 << 8);
  #hashes = new Int32Array(1 << 8);
  /** Open addressing: 1 + the name's number, or 0. */
  #slots = new Uint32Array(1 << 9);
  #last = -1;
  /** Numbers of names that were given as text. */
  #texts: Map<string, number> | undefined;

  /** The number of a name given as text. */
  idOfText(text: string): number {
    this.#texts ??= new Map();
    let id = this.#texts.get(text);
    if (id === undefined) {
      const bytes = encoder.encode(text);
      id = this.idOf(bytes, 0, bytes.length);
      this.#texts.set(this.names[id]!, id);
    }
    return id;
  }

  /** The number of the name; -1 when the bytes are not UTF-8. */
  idOf(bytes: Uint8Array, start: number, end: number): number {
    if (this.#last >= 0 && this.#holds(this.#last, bytes, start, end)) return this.#last;
    let hash = 0;
    let any = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      hash = Math.imul(hash ^ byte, 0x9e3779b1);
      any |= byte;
    }
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let known = this.#slots[slot]!; known !== 0; known = this.#slots[slot]!) {
      if (this.#hashes[known - 1] === hash && this.#holds(known - 1, bytes, start, end)) {
        this.#last = known - 1;
        return known - 1;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, start, end, hash, slot, any < 128);
  }

  #holds(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = id === 0 ? 0 : this.#ends[id - 1]!;
    if (this.#ends[id]! - from !== end - start) return false;
    const shift = from - start;
    for (let i = end - 1; i >= start; i--) if (this.#bytes[i + shift] !== bytes[i]) return false; // names end apart
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number, ascii: boolean): number {
    const part = bytes.subarray(start, end);
    const name = ascii && part.length < 64 ? String.fromCharCode(...part) : decode(part);
    if (name === undefined) return -1;
    const id = this.names.push(name) - 1;
    const from = id === 0 ? 0 : this.#ends[id - 1]!;
    if (from + part.length > this.#bytes.length) this.#bytes = grown(this.#bytes, from + part.length);
    if (id >= this.#ends.length) {
      this.#ends = grown(this.#ends, id + 1);
      this.#hashes = grown(this.#hashes, id + 1);
    }
    this.#bytes.set(part, from);
    this.#ends[id] = from + part.length;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    if (id * 2 >= this.#slots.length) this.#rehash();
    this.#last = id;
    return id;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let id = 0; id < this.names.length; id++) {
      let slot = this.#hashes[id]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id + 1;
    }
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function grown<T extends Uint8Array | Int32Array | Float64Array>(array: T, needed: number): T {
  const larger = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
