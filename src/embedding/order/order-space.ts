import { type Checkpoint, log, type Ragged, raggedRow, raggedRows } from "../../core/internal";
import { OrderedPairs, PAIR_KEYS, type PairSettings } from "./ordered-pairs";

/**
 * The features that order-aware vectors are made of, learned from sequences: which ones there are, and their weights.
 */
export interface OrderSpace extends PairSettings {
  /** Keys of the pairs that have columns, ascending: those that most inputs show. */
  readonly pairs: Uint32Array;
  /** Those of these pairs that also stand side by side somewhere: places in `pairs`, ascending. */
  readonly bigrams: Uint32Array;
  /** Inverse document frequency of each action, then of each bigram. */
  readonly idf: Float64Array;
}

/** How an order space is learned. */
export interface OrderSpaceSettings extends PairSettings {
  readonly maxPairs: number;
}

/**
 * Learns the space: the pairs shown by the most inputs, at most `maxPairs` (a pair that a single input shows makes no
 * two inputs alike, so the rarest are the least loss), and `ln((1 + n) / (1 + n_f)) + 1` of each action and bigram.
 *
 * @param weights how many inputs each row stands for.
 */
export async function learnOrderSpace(
  rows: Ragged,
  weights: Float64Array,
  { maxPairs, ...settings }: OrderSpaceSettings,
  at: Checkpoint,
): Promise<OrderSpace> {
  const { actions } = settings;
  const keys = Math.min(actions * actions, PAIR_KEYS);
  const showingPair = new Float64Array(keys);
  const showingBigram = new Float64Array(keys);
  const showingAction = new Float64Array(actions);
  const lastRow = new Int32Array(actions).fill(-1);
  const pairs = new OrderedPairs(settings);
  let inputs = 0;
  for (let r = 0; r < raggedRows(rows); r++) {
    const weight = weights[r]!;
    inputs += weight;
    pairs.clear();
    for (const token of raggedRow(rows, r)) {
      pairs.append(token);
      if (lastRow[token] !== r) showingAction[token]! += weight;
      lastRow[token] = r;
    }
    for (let p = 0; p < pairs.size; p++) {
      showingPair[pairs.keys[p]!]! += weight;
      if (pairs.adjacent[p]! > 0) showingBigram[pairs.keys[p]!]! += weight;
    }
    const pause = at.pass((0.8 * r) / raggedRows(rows));
    if (pause) await pause;
  }
  const kept = await mostShown(showingPair, maxPairs, at.part(0.8, 1));
  const bigrams = Uint32Array.from(kept.keys()).filter((c) => showingBigram[kept[c]!]! > 0);
  const showing = [...showingAction, ...Array.from(bigrams, (c) => showingBigram[kept[c]!]!)];
  const idf = Float64Array.from(showing, (count) => log((1 + inputs) / (1 + count)) + 1);
  return { ...settings, pairs: kept, bigrams, idf };
}

/** Keys looked at between two looks at the clock. */
const KEYS = 2 ** 16;

/** Keys shown by the most inputs, ties by the smaller key; ascending. */
async function mostShown(showing: Float64Array, most: number, at: Checkpoint): Promise<Uint32Array> {
  const shownBy = new Map<number, number>();
  for (let key = 0; key < showing.length; key++) {
    const inputs = showing[key]!;
    if (inputs > 0) shownBy.set(inputs, (shownBy.get(inputs) ?? 0) + 1);
    const pause = key % KEYS === 0 ? at.pass((0.5 * key) / showing.length) : undefined;
    if (pause) await pause;
  }
  let least = 0;
  let count = 0;
  let ties = 0;
  for (const inputs of Float64Array.from(shownBy.keys()).sort().reverse()) {
    if (count === most) break;
    least = inputs;
    ties = Math.min(shownBy.get(inputs)!, most - count);
    count += ties;
  }
  const keys = new Uint32Array(count);
  for (let key = 0, next = 0; next < count; key++) {
    const inputs = showing[key]!;
    if (inputs > least || (inputs === least && ties-- > 0)) keys[next++] = key;
    const pause = key % KEYS === 0 ? at.pass(0.5 + (0.5 * key) / showing.length) : undefined;
    if (pause) await pause;
  }
  return keys;
}

/** Columns of the vectors' features: actions, then bigrams, then ordered pairs. */
export function featureColumns({ actions, pairs, bigrams }: OrderSpace): number {
  return actions + bigrams.length + pairs.length;
}
