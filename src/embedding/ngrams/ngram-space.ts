import { type Checkpoint, log, type Ragged, raggedRow, raggedRows } from "../../core/internal";
import { leastOfLargest } from "../least-of-largest";
import { BigramTable } from "./bigram-table";

/** Which actions and bigrams have columns, and how much each weighs. */
export interface NgramSpace {
  /** Actions of the vocabulary; the token of this number stands for an unknown action. */
  readonly actions: number;
  /** Keys of the bigrams that have columns (`first * actions + second`), ascending: those that most inputs show. */
  readonly bigrams: Float64Array;
  /** Inverse document frequency of each action, then of each bigram. */
  readonly idf: Float64Array;
}

/** How an n-gram space is learned. */
export interface NgramSpaceSettings extends Pick<NgramSpace, "actions"> {
  readonly maxBigrams: number;
}

/**
 * Learns the space in one pass: the bigrams that the most inputs show, at most `maxBigrams`, ties by the smaller key,
 * and `ln((1 + n) / (1 + n_f)) + 1` of each action and bigram, of n inputs of which n_f show it.
 *
 * @param weights how many inputs each row stands for.
 */
export async function learnNgramSpace(
  rows: Ragged,
  weights: Float64Array,
  { actions, maxBigrams }: NgramSpaceSettings,
  at: Checkpoint,
): Promise<NgramSpace> {
  const showing = new InputCounts(actions);
  let inputs = 0;
  for (let r = 0; r < raggedRows(rows); r++) {
    inputs += weights[r]!;
    showing.startRow(weights[r]!);
    forEachNgram(raggedRow(rows, r), actions, showing);
    const pause = at.pass((0.8 * r) / raggedRows(rows));
    if (pause) await pause;
  }
  const kept = await showing.mostShown(maxBigrams, at.part(0.8, 1));
  const idf = new Float64Array(actions + kept.length);
  for (let column = 0; column < idf.length; column++) {
    const count = column < actions ? showing.ofActions[column]! : showing.ofBigrams[kept[column - actions]!]!;
    idf[column] = log((1 + inputs) / (1 + count)) + 1;
    const pause = column % BIGRAMS === 0 ? at.pass(0.99) : undefined;
    if (pause) await pause;
  }
  const { firsts, seconds } = showing.bigrams;
  const bigrams = Float64Array.from(kept, (bigram) => firsts[bigram]! * actions + seconds[bigram]!);
  return { actions, bigrams, idf };
}

interface NgramVisitor {
  action(token: number): void;
  bigram(first: number, second: number): void;
}

/** Visits the actions and bigrams of a sequence; no bigram reaches across an unknown action. */
export function forEachNgram(tokens: Uint32Array, actions: number, visitor: NgramVisitor): void {
  let before = actions;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token < actions) {
      visitor.action(token);
      if (before < actions) visitor.bigram(before, token);
    }
    before = token;
  }
}

/** The bigrams of a space, numbered in the order of its keys. */
export function bigramTable({ actions, bigrams }: NgramSpace): BigramTable {
  const table = new BigramTable();
  for (const key of bigrams) {
    const first = Math.floor(key / actions);
    table.add(first, key - first * actions);
  }
  return table;
}

/** Bigrams worked on between two looks at the clock. */
const BIGRAMS = 2 ** 14;

/** For each action and bigram the number of inputs that show it; a row counts once, however often it shows one. */
class InputCounts implements NgramVisitor {
  readonly ofActions: Float64Array;
  readonly bigrams = new BigramTable();
  ofBigrams = new Float64Array(64);
  readonly #lastOfActions: Uint32Array;
  #lastOfBigrams = new Uint32Array(64);
  #row = 0;
  #weight = 0;

  constructor(actions: number) {
    this.ofActions = new Float64Array(actions);
    this.#lastOfActions = new Uint32Array(actions);
  }

  startRow(weight: number): void {
    this.#row += 1;
    this.#weight = weight;
  }

  action(token: number): void {
    if (this.#lastOfActions[token] === this.#row) return;
    this.#lastOfActions[token] = this.#row;
    this.ofActions[token]! += this.#weight;
  }

  bigram(first: number, second: number): void {
    const bigram = this.bigrams.add(first, second);
    if (bigram === this.ofBigrams.length) this.#grow();
    if (this.#lastOfBigrams[bigram] === this.#row) return;
    this.#lastOfBigrams[bigram] = this.#row;
    this.ofBigrams[bigram]! += this.#weight;
  }

  /** The bigrams that the most inputs show, ties by the smaller pair; in the order of the pairs. */
  async mostShown(most: number, at: Checkpoint): Promise<Uint32Array> {
    const { size } = this.bigrams;
    const { least, ties } = leastOfLargest(this.ofBigrams.subarray(0, size), most);
    const kept: number[] = [];
    const tied: number[] = [];
    for (let bigram = 0; bigram < size; bigram++) {
      const inputs = this.ofBigrams[bigram]!;
      if (inputs > least) kept.push(bigram);
      else if (inputs === least) tied.push(bigram);
      const pause = bigram % BIGRAMS === 0 ? at.pass(bigram / size) : undefined;
      if (pause) await pause;
    }
    for (const bigram of await this.#smallest(tied, ties, at)) kept.push(bigram);
    return this.#inOrder(kept, at);
  }

  /**
   * So many of these bigrams, the smallest pairs: only those of the first action at which some are left out are sorted.
   */
  async #smallest(bigrams: readonly number[], count: number, at: Checkpoint): Promise<number[]> {
    const { firsts } = this.bigrams;
    const beginning = new Uint32Array(this.ofActions.length);
    for (const bigram of bigrams) beginning[firsts[bigram]!]! += 1;
    let last = 0;
    let before = 0;
    while (before + (beginning[last] ?? count) < count) before += beginning[last++]!;
    const whole = bigrams.filter((bigram) => firsts[bigram]! < last);
    const cut = await this.#inOrder(
      bigrams.filter((bigram) => firsts[bigram] === last),
      at,
    );
    return [...whole, ...cut.subarray(0, count - before)];
  }

  /** Bigrams in the order of their pairs. */
  async #inOrder(bigrams: readonly number[], at: Checkpoint): Promise<Uint32Array> {
    const { firsts, seconds } = this.bigrams;
    const actions = this.ofActions.length;
    const pairs = Float64Array.from(bigrams, (bigram) => firsts[bigram]! * actions + seconds[bigram]!).sort();
    const order = new Uint32Array(pairs.length);
    for (let i = 0; i < pairs.length; i++) {
      const first = Math.floor(pairs[i]! / actions);
      order[i] = this.bigrams.of(first, pairs[i]! - first * actions);
      const pause = i % BIGRAMS === 0 ? at.pass(0.99) : undefined;
      if (pause) await pause;
    }
    return order;
  }

  #grow(): void {
    const [ofBigrams, lastOfBigrams] = [this.ofBigrams, this.#lastOfBigrams];
    this.ofBigrams = new Float64Array(2 * ofBigrams.length);
    this.ofBigrams.set(ofBigrams);
    this.#lastOfBigrams = new Uint32Array(2 * ofBigrams.length);
    this.#lastOfBigrams.set(lastOfBigrams);
  }
}
