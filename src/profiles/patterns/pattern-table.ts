/**
 * Numbers patterns by (pattern of all but the last action, last action), from 0 in the order they are met: an
 * open-addressing hash table.
 */
export class PatternTable {
  size = 0;
  prefix = new Int32Array(1024);
  last = new Int32Array(1024);
  /** One more than the place where the pattern was counted last; kept here because it grows with the table. */
  slot = new Uint32Array(1024);
  /** Inputs that show the pattern. */
  support = new Float64Array(1024);
  #buckets = new Int32Array(4096).fill(-1);

  idOf(prefix: number, last: number): number {
    const bucket = this.#bucketOf(prefix, last);
    if (this.#buckets[bucket]! >= 0) return this.#buckets[bucket]!;
    if (this.size === this.prefix.length) this.#grow();
    const id = this.size++;
    this.prefix[id] = prefix;
    this.last[id] = last;
    this.#buckets[bucket] = id;
    if (this.size * 2 > this.#buckets.length) this.#rehash();
    return id;
  }

  /** The number of a known pattern; -1 for one never met. */
  find(prefix: number, last: number): number {
    return this.#buckets[this.#bucketOf(prefix, last)]!;
  }

  /** Where the pattern stands, or would. */
  #bucketOf(prefix: number, last: number): number {
    const mask = this.#buckets.length - 1;
    let bucket = hash(prefix, last) & mask;
    for (let id = this.#buckets[bucket]!; id >= 0; id = this.#buckets[bucket]!) {
      if (this.prefix[id] === prefix && this.last[id] === last) break;
      bucket = (bucket + 1) & mask;
    }
    return bucket;
  }

  #grow(): void {
    const capacity = this.size * 2;
    this.prefix = extended(this.prefix, new Int32Array(capacity));
    this.last = extended(this.last, new Int32Array(capacity));
    this.slot = extended(this.slot, new Uint32Array(capacity));
    this.support = extended(this.support, new Float64Array(capacity));
  }

  #rehash(): void {
    this.#buckets = new Int32Array(this.#buckets.length * 4).fill(-1);
    for (let id = 0; id < this.size; id++) this.#buckets[this.#bucketOf(this.prefix[id]!, this.last[id]!)] = id;
  }
}

function extended<T extends Int32Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hash(prefix: number, last: number): number {
  let h = Math.imul(prefix, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
