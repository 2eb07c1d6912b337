import { doubled, scatter } from "../../core/internal";

/** Numbers pairs of actions from 0 in the order in which they come, by open addressing. */
export class BigramTable {
  size = 0;
  /** Of each pair its two actions. */
  firsts = new Uint32Array(64);
  seconds = new Uint32Array(64);
  /** One more than the number of a pair, 0 where free. */
  #slots = new Uint32Array(256);

  /** The number of a pair; -1 where it has none. */
  of(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)]! - 1;
  }

  /** The number of a pair, which gets one where it has none. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot]!;
    if (known > 0) return known - 1;
    if (this.size === this.firsts.length) {
      this.#grow();
      return this.add(first, second);
    }
    this.firsts[this.size] = first;
    this.seconds[this.size] = second;
    this.size += 1;
    this.#slots[slot] = this.size;
    return this.size - 1;
  }

  /** Where a pair stands, or the free slot in which it would. */
  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]! - 1;
      if (place < 0 || (this.firsts[place] === first && this.seconds[place] === second)) return slot;
    }
  }

  #grow(): void {
    this.firsts = doubled(this.firsts);
    this.seconds = doubled(this.seconds);
    this.#slots = new Uint32Array(4 * this.firsts.length);
    for (let place = 0; place < this.size; place++)
      this.#slots[this.#slotOf(this.firsts[place]!, this.seconds[place]!)] = place + 1;
  }
}

function hashOf(first: number, second: number): number {
  return scatter(Math.imul(first, 0x9e3779b1) ^ second);
}
