import { scatter } from "../numbers/scatter";
import { doubled } from "./doubled";

/** Keys that may have a place each in a table: 4 MB. */
const MOST_PLACES = 2 ** 20;

/** Numbers keys, integers from 0 below 2^53, from 0 in the order they come. */
export class Numbering {
  /** Keys that have a number. */
  size = 0;
  #keys = new Float64Array(64);
  /** One more than the number of a key, 0 where free: at the key itself, or by open addressing. */
  #slots: Uint32Array;
  readonly #direct: boolean;

  /**
   * @param below keys are below this.
   * @param places keys that have a place each, at most; fewer where there is little to number.
   */
  constructor(below = Number.POSITIVE_INFINITY, places = MOST_PLACES) {
    this.#direct = below <= Math.min(places, MOST_PLACES);
    this.#slots = new Uint32Array(this.#direct ? below : 256);
  }

  /** The keys in the order of their numbers. */
  get keys(): Float64Array {
    return this.#keys.subarray(0, this.size);
  }

  /** The number of a key, the next one where it has none. */
  of(key: number): number {
    const slot = this.#direct ? key : this.#slotOf(key);
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
    return this.#slots[this.#direct ? key : this.#slotOf(key)]! - 1;
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
    this.#keys = doubled(this.#keys);
    if (this.#direct) return;
    this.#slots = new Uint32Array(4 * this.#keys.length);
    for (let number = 0; number < this.size; number++) this.#slots[this.#slotOf(this.#keys[number]!)] = number + 1;
  }
}
