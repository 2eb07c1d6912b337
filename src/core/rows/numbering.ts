import { scatter } from "../numbers/scatter";

/** Numbers keys, integers from 0 below 2^53, from 0 in the order they come. */
export class Numbering {
  /** Keys that have a number. */
  size = 0;
  #keys = new Float64Array(64);
  /** Open addressing: one more than the number of a key, 0 where free. */
  #slots = new Uint32Array(256);

  /** The keys in the order of their numbers. */
  get keys(): Float64Array {
    return this.#keys.subarray(0, this.size);
  }

  /** The number of a key, the next one where it has none. */
  of(key: number): number {
    const slot = this.#slotOf(key);
    const known = this.#slots[slot]!;
    if (known > 0) return known - 1;
    if (this.size === this.#keys.length) {
      this.#grow();
      return this.of(key);
    }
    this.#keys[this.size] = key;
    this.size += 1;
    this.#slots[slot] = this.size;
    return this.size - 1;
  }

  /** The number of a key; -1 where it has none. */
  find(key: number): number {
    return this.#slots[this.#slotOf(key)]! - 1;
  }

  /** Where a key stands, or would stand. */
  #slotOf(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = scatter(key ^ Math.imul(key / 2 ** 32, 0x9e3779b1)) & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.#keys[this.#slots[slot]! - 1] === key) break;
    }
    return slot;
  }

  #grow(): void {
    const keys = new Float64Array(2 * this.size);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#slots = new Uint32Array(4 * keys.length);
    for (let number = 0; number < this.size; number++) this.#slots[this.#slotOf(keys[number]!)] = number + 1;
  }
}
