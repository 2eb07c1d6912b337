import { doubled, exp, scatter } from "../../core/internal";

/** Pair keys are exact up to this many, and hashed to as many above. */
export const PAIR_KEYS = 2 ** 22;

/** How ordered pairs are told apart and weighed. */
export interface PairSettings {
  /** Actions of the vocabulary. */
  readonly actions: number;
  /** Decay of a pair's weight with each step between its two actions. */
  readonly kappa: number;
  /** Farthest distance between the two actions of a pair. */
  readonly window: number;
}

/**
 * The ordered pairs of one growing sequence: for each pair (a before b, at most `window` apart) how often it occurs, the
 * sum of `exp(-kappa gap)` over its occurrences, and how often its actions stand side by side. Each action added
 * costs `window` steps, however long the sequence is.
 */
export class OrderedPairs {
  /** Distinct pairs seen. */
  size = 0;
  /** For each of them, in the order in which they were first seen: its key, ... */
  keys = new Uint32Array(64);
  /** ... its decayed occurrences, ... */
  decayed = new Float64Array(64);
  /** ... its occurrences, ... */
  occurrences = new Uint32Array(64);
  /** ... and those of gap 1. */
  adjacent = new Uint32Array(64);
  readonly #actions: number;
  readonly #weights: Float64Array;
  /** The last `window` actions, as a ring. */
  readonly #recent: Uint32Array;
  #length = 0;
  /** Open addressing: one more than the place of a key, 0 where free. */
  #slots = new Uint32Array(256);
  /** For each pair, where it stands there. */
  #slotOf = new Uint32Array(64);

  constructor({ actions, kappa, window }: PairSettings) {
    this.#actions = actions;
    this.#weights = Float64Array.from({ length: window }, (_, t) => exp(-kappa * (t + 1)));
    this.#recent = new Uint32Array(window);
  }

  /** Adds an action at the end. */
  append(token: number): void {
    const window = this.#recent.length;
    const gaps = Math.min(this.#length, window);
    for (let gap = 1; gap <= gaps; gap++) {
      const place = this.#placeOf(pairKey(this.#recent[(this.#length - gap) % window]!, token, this.#actions));
      this.decayed[place]! += this.#weights[gap - 1]!;
      this.occurrences[place]! += 1;
      if (gap === 1) this.adjacent[place]! += 1;
    }
    this.#recent[this.#length % window] = token;
    this.#length += 1;
  }

  /** Forgets everything, to be used for another sequence. */
  clear(): void {
    this.decayed.fill(0, 0, this.size);
    this.occurrences.fill(0, 0, this.size);
    this.adjacent.fill(0, 0, this.size);
    for (let place = 0; place < this.size; place++) this.#slots[this.#slotOf[place]!] = 0;
    this.size = 0;
    this.#length = 0;
  }

  #placeOf(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = scatter(key) & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.keys[this.#slots[slot]! - 1] === key) return this.#slots[slot]! - 1;
    }
    if (this.size === this.keys.length) {
      this.#grow();
      return this.#placeOf(key);
    }
    this.keys[this.size] = key;
    this.#slotOf[this.size] = slot;
    this.size += 1;
    this.#slots[slot] = this.size;
    return this.size - 1;
  }

  #grow(): void {
    this.keys = doubled(this.keys);
    this.decayed = doubled(this.decayed);
    this.occurrences = doubled(this.occurrences);
    this.adjacent = doubled(this.adjacent);
    this.#slotOf = new Uint32Array(this.keys.length);
    this.#slots = new Uint32Array(4 * this.keys.length);
    const mask = this.#slots.length - 1;
    for (let place = 0; place < this.size; place++) {
      let slot = scatter(this.keys[place]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = place + 1;
      this.#slotOf[place] = slot;
    }
  }
}

/** A number below {@link PAIR_KEYS} for each ordered pair; its own as long as there are no more pairs than that. */
export function pairKey(first: number, second: number, actions: number): number {
  const key = first * actions + second;
  return actions * actions <= PAIR_KEYS ? key : scatter(Math.imul(first, 0x9e3779b1) ^ second) & (PAIR_KEYS - 1);
}
