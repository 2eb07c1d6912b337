import { log } from "../../core/internal";
import { forEachNgram, type NgramSpace } from "./ngram-space";

/** The features of one sequence at a time, in the columns of an {@link NgramSpace}: actions, then bigrams. */
export class NgramFeatures {
  /** Entries written by {@link write}. */
  size = 0;
  columns = new Uint32Array(64);
  values = new Float64Array(64);
  /** Of the sequence written last: occurrences of actions and of bigrams that have no column. */
  readonly unknown = { actions: 0, bigrams: 0 };
  readonly #space: NgramSpace;
  readonly #columnOf: ReadonlyMap<number, number>;
  readonly #counts: Uint32Array;

  constructor(space: NgramSpace) {
    this.#space = space;
    this.#columnOf = new Map(Array.from(space.bigrams, (key, b) => [key, space.actions + b]));
    this.#counts = new Uint32Array(space.idf.length);
  }

  /**
   * Writes `(1 + ln count) idf` of each action and bigram of a sequence to `columns` and `values`, in the order in
   * which they are first seen, scaled to length 1.
   */
  write(tokens: Uint32Array): void {
    this.size = 0;
    this.#reserve(2 * tokens.length);
    const { actions, idf } = this.#space;
    this.unknown.actions = 0;
    this.unknown.bigrams = 0;
    for (const token of tokens) if (token >= actions) this.unknown.actions += 1;
    forEachNgram(tokens, actions, {
      action: (token) => this.#count(token),
      bigram: (key) => {
        const column = this.#columnOf.get(key);
        if (column === undefined) this.unknown.bigrams += 1;
        else this.#count(column);
      },
    });
    let squares = 0;
    for (let e = 0; e < this.size; e++) {
      const column = this.columns[e]!;
      const value = (1 + log(this.#counts[column]!)) * idf[column]!;
      this.#counts[column] = 0;
      this.values[e] = value;
      squares += value * value;
    }
    const scale = 1 / Math.sqrt(squares);
    for (let e = 0; e < this.size; e++) this.values[e]! *= scale;
  }

  #count(column: number): void {
    if (this.#counts[column] === 0) this.columns[this.size++] = column;
    this.#counts[column]! += 1;
  }

  #reserve(entries: number): void {
    if (entries <= this.columns.length) return;
    this.columns = new Uint32Array(2 * entries);
    this.values = new Float64Array(2 * entries);
  }
}
