import { type Checkpoint, doubled, log, Numbering, type Ragged, raggedRow, raggedRows } from "../../core/internal";
import { leastOfLargest } from "../least-of-largest";
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
  const seen = new Numbering(Math.min(actions * actions, PAIR_KEYS));
  let [showingPair, showingBigram] = [new Float64Array(1024), new Float64Array(1024)];
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
      const pair = seen.of(pairs.keys[p]!);
      if (pair === showingPair.length) [showingPair, showingBigram] = [doubled(showingPair), doubled(showingBigram)];
      showingPair[pair]! += weight;
      if (pairs.adjacent[p]! > 0) showingBigram[pair]! += weight;
      const pause = p % PAIRS === 0 ? at.pass((0.8 * r) / raggedRows(rows)) : undefined;
      if (pause) await pause;
    }
    const pause = at.pass((0.8 * r) / raggedRows(rows));
    if (pause) await pause;
  }
  const kept = await mostShown(seen.keys, showingPair.subarray(0, seen.size), maxPairs, at.part(0.8, 0.95));
  const bigramOf = (column: number) => showingBigram[seen.find(kept[column]!)]!;
  const bigrams = kept.map((_, column) => column).filter((column) => bigramOf(column) > 0);
  const idf = new Float64Array(actions + bigrams.length);
  for (let column = 0; column < idf.length; column++) {
    const count = column < actions ? showingAction[column]! : bigramOf(bigrams[column - actions]!);
    idf[column] = log((1 + inputs) / (1 + count)) + 1;
    const pause = column % COLUMNS === 0 ? at.pass(0.99) : undefined;
    if (pause) await pause;
  }
  return { ...settings, pairs: kept, bigrams, idf };
}

/** Pairs counted, and columns weighed, between two looks at the clock. */
const PAIRS = 2 ** 12;
const COLUMNS = 2 ** 14;

/** Keys shown by the most inputs, ties by the smaller key; ascending. */
async function mostShown(
  keys: Float64Array,
  showing: Float64Array,
  most: number,
  at: Checkpoint,
): Promise<Uint32Array> {
  const { least, ties } = leastOfLargest(showing, most);
  await at.pass(0.3);
  const above: number[] = [];
  const equal: number[] = [];
  for (let pair = 0; pair < keys.length; pair++) {
    if (showing[pair]! > least) above.push(keys[pair]!);
    else if (showing[pair] === least) equal.push(keys[pair]!);
  }
  await at.pass(0.6);
  const tied = Uint32Array.from(equal).sort().subarray(0, ties);
  return Uint32Array.from([...above, ...tied]).sort();
}

/** Columns of the vectors' features: actions, then bigrams, then ordered pairs. */
export function featureColumns({ actions, pairs, bigrams }: OrderSpace): number {
  return actions + bigrams.length + pairs.length;
}
