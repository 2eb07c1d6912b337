import { type Checkpoint, log, type Ragged, raggedRow, raggedRows } from "../core";
import { OrderedPairs, PAIR_KEYS, type PairSettings } from "./ordered-pairs";

/** The features that order-aware vectors are made of, learnt from sequences: which ones there are, and their weights. */
export interface OrderSpace extends PairSettings {
  /** Keys of the pairs that have columns, ascending: those that most inputs show. */
  readonly pairs: Uint32Array;
  /** Those of these pairs that also stand side by side somewhere: places in `pairs`, ascending. */
  readonly bigrams: Uint32Array;
  /** Inverse document frequency of each action, then of each bigram. */
  readonly idf: Float64Array;
}

/** How an order space is learnt. */
export interface OrderSpaceSettings extends PairSettings {
  readonly maxPairs: number;
}

/**
 * Learns the space: the pairs shown by the most inputs, at most `maxPairs` (a pair that a single input shows makes no two
 * inputs alike, so the rarest are the least loss), and `ln((1 + n) / (1 + n_f)) + 1` of each action and bigram.
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
  const kept = mostShown(showingPair, maxPairs);
  const bigrams = Uint32Array.from(kept.keys()).filter((c) => showingBigram[kept[c]!]! > 0);
  const showing = [...showingAction, ...Array.from(bigrams, (c) => showingBigram[kept[c]!]!)];
  const idf = Float64Array.from(showing, (count) => log((1 + inputs) / (1 + count)) + 1);
  return { ...settings, pairs: kept, bigrams, idf };
}

/** Keys shown by the most inputs, ties by the smaller key; ascending. */
function mostShown(showing: Float64Array, most: number): Uint32Array {
  const shown = showing.filter((inputs) => inputs > 0).sort();
  const count = Math.min(most, shown.length);
  const least = count === 0 ? 0 : shown[shown.length - count]!;
  let ties = count;
  for (let place = shown.length - 1; place >= 0 && shown[place]! > least; place--) ties -= 1;
  const keys = new Uint32Array(count);
  let next = 0;
  for (let key = 0; next < count; key++) {
    const inputs = showing[key]!;
    if (inputs > least || (inputs === least && ties-- > 0)) keys[next++] = key;
  }
  return keys;
}

/** Columns of the vectors' features: actions, then bigrams, then ordered pairs. */
export function featureColumns({ actions, pairs, bigrams }: OrderSpace): number {
  return actions + bigrams.length + pairs.length;
}
