import type { OrderSpace } from "./order-space";
import { OrderedPairs } from "./ordered-pairs";
import { PairPlaces } from "./pair-places";

/** How much each block of features counts. */
export interface OrderBlocks {
  readonly ngrams: number;
  readonly pairs: number;
}

/** Where the pairs of a space stand in it, and for each its column as a bigram, 0 where it has none. */
export interface PairLookup {
  readonly places: PairPlaces;
  readonly bigramOf: Uint32Array;
}

/**
 * The features of one growing sequence in the columns of an {@link OrderSpace}: its actions, its bigrams, its ordered
 * pairs. Actions and bigrams weigh occurrences times idf, pairs the mean of their decayed weights; each of these two
 * blocks is scaled to the length its weight says, so that neither the length of a sequence nor the number of its pairs
 * decides.
 */
export class OrderFeatures {
  /** Entries written by {@link write}. */
  size = 0;
  columns = new Uint32Array(64);
  values = new Float64Array(64);
  /** Actions added since {@link clear}. */
  length = 0;
  readonly lookup: PairLookup;
  readonly #space: OrderSpace;
  readonly #blocks: OrderBlocks;
  readonly #pairs: OrderedPairs;
  /** Distinct actions, in the order in which they were first seen. */
  readonly #seen: number[] = [];
  readonly #counts: Uint32Array;

  /** @param lookup of another one of the same space, to share. */
  constructor(space: OrderSpace, blocks: OrderBlocks, lookup: PairLookup = pairLookup(space)) {
    this.#space = space;
    this.#blocks = blocks;
    this.lookup = lookup;
    this.#pairs = new OrderedPairs(space);
    this.#counts = new Uint32Array(space.actions);
  }

  append(token: number): void {
    this.length += 1;
    this.#pairs.append(token);
    if (this.#counts[token] === 0) this.#seen.push(token);
    this.#counts[token]! += 1;
  }

  clear(): void {
    for (const token of this.#seen) this.#counts[token] = 0;
    this.#seen.length = 0;
    this.#pairs.clear();
    this.length = 0;
  }

  /**
   * Writes the features of the sequence as it is now to `columns` and `values`, in an order that depends on it alone.
   */
  write(): void {
    this.size = 0;
    this.#reserve(this.#seen.length + 2 * this.#pairs.size);
    this.#writeNgrams();
    this.#scaleFrom(0, this.#blocks.ngrams);
    const start = this.size;
    this.#writePairs();
    this.#scaleFrom(start, this.#blocks.pairs);
  }

  #writeNgrams(): void {
    const { idf } = this.#space;
    if (this.#blocks.ngrams === 0) return;
    for (const token of this.#seen) this.#put(token, this.#counts[token]! * idf[token]!);
    const { keys, adjacent, size } = this.#pairs;
    const { places, bigramOf } = this.lookup;
    for (let p = 0; p < size; p++) {
      if (adjacent[p] === 0) continue;
      const place = places.of(keys[p]!);
      const column = place < 0 ? 0 : bigramOf[place]!;
      if (column > 0) this.#put(column, adjacent[p]! * idf[column]!);
    }
  }

  #writePairs(): void {
    if (this.#blocks.pairs === 0) return;
    const { keys, decayed, occurrences, size } = this.#pairs;
    const { places } = this.lookup;
    const first = this.#space.actions + this.#space.bigrams.length;
    for (let p = 0; p < size; p++) {
      const place = places.of(keys[p]!);
      if (place >= 0) this.#put(first + place, decayed[p]! / occurrences[p]!);
    }
  }

  #put(column: number, value: number): void {
    this.columns[this.size] = column;
    this.values[this.size] = value;
    this.size += 1;
  }

  /** Scales the entries since `start` to a length. */
  #scaleFrom(start: number, length: number): void {
    let squares = 0;
    for (let e = start; e < this.size; e++) squares += this.values[e]! * this.values[e]!;
    if (squares === 0) return;
    const scale = length / Math.sqrt(squares);
    for (let e = start; e < this.size; e++) this.values[e]! *= scale;
  }

  #reserve(entries: number): void {
    if (entries <= this.columns.length) return;
    this.columns = new Uint32Array(2 * entries);
    this.values = new Float64Array(2 * entries);
  }
}

function pairLookup({ actions, pairs, bigrams }: OrderSpace): PairLookup {
  const bigramOf = new Uint32Array(pairs.length);
  for (let b = 0; b < bigrams.length; b++) bigramOf[bigrams[b]!] = actions + b;
  return { places: new PairPlaces(pairs), bigramOf };
}
