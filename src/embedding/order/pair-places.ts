import { scatter } from "../../core/internal";

/** Finds the place of a key in a list of distinct keys, by open addressing. */
export class PairPlaces {
  /** One more than the place of a key, 0 where free. */
  readonly #slots: Uint32Array;
  readonly #keys: Uint32Array;

  constructor(keys: Uint32Array) {
    this.#keys = keys;
    let size = 16;
    while (size < 4 * keys.length) size *= 2;
    this.#slots = new Uint32Array(size);
    for (let place = 0; place < keys.length; place++) {
      let slot = scatter(keys[place]!) & (size - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.#slots[slot] = place + 1;
    }
  }

  /** -1 for a key that is not in the list. */
  of(key: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = scatter(key) & mask; ; slot = (slot + 1) & mask) {
      const place = this.#slots[slot]! - 1;
      if (place < 0 || this.#keys[place] === key) return place;
    }
  }
}
