import { type Checkpoint, log, type Ragged, raggedRow, raggedRows } from "../../core/internal";

/** Which actions and bigrams have columns, and how much each weighs. */
export interface NgramSpace {
  /** Actions of the vocabulary; the token of this number stands for an unknown action. */
  readonly actions: number;
  /** Keys of the bigrams that have columns (`first * actions + second`), ascending: those that most inputs show. */
  readonly bigrams: Float64Array;
  /** Inverse document frequency of each action, then of each bigram. */
  readonly idf: Float64Array;
}

/** A number for each pair of actions, exact for any vocabulary that fits into memory. */
function bigramKey(first: number, second: number, actions: number): number {
  return first * actions + second;
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
  const showingAction = new InputCounts();
  const showingBigram = new InputCounts();
  let inputs = 0;
  for (let r = 0; r < raggedRows(rows); r++) {
    const weight = weights[r]!;
    inputs += weight;
    forEachNgram(raggedRow(rows, r), actions, {
      action: (token) => showingAction.add(token, r, weight),
      bigram: (key) => showingBigram.add(key, r, weight),
    });
    const pause = at.pass(r / raggedRows(rows));
    if (pause) await pause;
  }
  const bigrams = showingBigram.mostShown(maxBigrams);
  const showing = [
    ...Array.from({ length: actions }, (_, token) => showingAction.of(token)),
    ...Array.from(bigrams, (key) => showingBigram.of(key)),
  ];
  const idf = Float64Array.from(showing, (count) => log((1 + inputs) / (1 + count)) + 1);
  return { actions, bigrams, idf };
}

/** Visits the actions and bigrams of a sequence; no bigram reaches across an unknown action. */
export function forEachNgram(
  tokens: Uint32Array,
  actions: number,
  visit: { action(token: number): void; bigram(key: number): void },
): void {
  let before = actions;
  for (const token of tokens) {
    if (token < actions) {
      visit.action(token);
      if (before < actions) visit.bigram(bigramKey(before, token, actions));
    }
    before = token;
  }
}

/** For each key the number of inputs that show it. */
class InputCounts {
  readonly #places = new Map<number, number>();
  readonly #inputs: number[] = [];
  readonly #lastRow: number[] = [];

  /** Counts a row once, however often it shows the key; rows come one after the other. */
  add(key: number, row: number, weight: number): void {
    const place = this.#places.get(key);
    if (place === undefined) {
      this.#places.set(key, this.#inputs.length);
      this.#inputs.push(weight);
      this.#lastRow.push(row);
    } else if (this.#lastRow[place] !== row) {
      this.#inputs[place]! += weight;
      this.#lastRow[place] = row;
    }
  }

  of(key: number): number {
    const place = this.#places.get(key);
    return place === undefined ? 0 : this.#inputs[place]!;
  }

  /** Ascending. */
  mostShown(most: number): Float64Array {
    const keys = Float64Array.from(this.#places.keys());
    if (keys.length <= most) return keys.sort();
    return keys
      .sort((a, b) => this.of(b) - this.of(a) || a - b)
      .slice(0, most)
      .sort();
  }
}
