import type { Csr } from "../../core";
import {
  type Checkpoint,
  checkpoint,
  integer,
  number,
  type Ragged,
  raggedRow,
  raggedRows,
  readOptions,
  type Schema,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { builtSequences } from "../built-sequences";
import type { Embedder, SequenceInput } from "../types";
import { featureAxes } from "./feature-axes";
import { FittedOrder } from "./fitted-order";
import { OrderFeatures } from "./order-features";
import { featureColumns, learnOrderSpace } from "./order-space";

/** Options of {@link orderEmbedder}. */
export interface OrderEmbedderOptions {
  /** Numbers in each vector; fewer where there are fewer distinct sequences or features. @default 50 */
  components?: number | undefined;
  /** Weight of the n-gram block: tf-idf of actions and of bigrams. 0 leaves it out. @default 1 */
  ngrams?: number | undefined;
  /** Weight of the block of ordered pairs. 0 leaves it out. @default 1 */
  pairs?: number | undefined;
  /**
   * How fast a pair fades with the number of steps between its two actions: it weighs exp(-kappa gap). 0.2 looks five
   * steps ahead on average, as far as Word2Vec's window of 5.
   * @default 0.2
   */
  kappa?: number | undefined;
  /**
   * Farthest distance between the two actions of a pair: by then, with the default kappa, 95% of the weight is gone.
   * @default 15
   */
  reach?: number | undefined;
  /**
   * Pairs that get a column: those that most sequences show. All pairs of up to 256 actions fit into the default.
   * @default 65536
   */
  maxPairs?: number | undefined;
  /** Seed of the randomized singular value decomposition. @default 1 */
  seed?: number | undefined;
}

export const ORDER_SETTINGS = {
  components: integer({ min: 1, max: 1024 }, 50),
  ngrams: number({ min: 0, max: 1000 }, 1),
  pairs: number({ min: 0, max: 1000 }, 1),
  kappa: number({ above: 0, max: 100 }, 0.2),
  reach: integer({ min: 1, max: 1000 }, 15),
  maxPairs: integer({ min: 1, max: 2 ** 20 }, 65536),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<OrderEmbedderOptions>;

type Settings = ReturnType<typeof readOptions<typeof ORDER_SETTINGS>>;

/**
 * An embedder that sees order: tf-idf of actions and bigrams, joined with decayed ordered pairs (the sequence graph
 * transform of Ranjan, Ebrahimi & Paynabar 2016: for each pair the mean of exp(-kappa gap) over its occurrences a
 * before b), brought to a few dimensions by a truncated singular value decomposition (latent semantic analysis).
 *
 * Each block of features is scaled to the length its weight says before the two are joined, so that neither long
 * sequences nor the number of pairs decides. What is learned is frozen: a new sequence gets its vector from its own
 * actions alone, in microseconds, at a cost that grows with its length only. Actions and pairs not seen in training
 * are left out. Vectors are not centered; compare them by cosine, or as they are.
 *
 * @returns what `fit` turns into a {@link FittedOrder}.
 * @throws RangeError when an option is out of range, or both blocks weigh 0; `fit` also when there is no action.
 * @example
 * const fitted = await orderEmbedder().fit([["shop", "pay", "play"], ["play", "pay", "shop"], ["play", "quit"]]);
 * const points = await fitted.embed([["shop", "pay"], ["pay", "shop"]]); // two different vectors
 */
export function orderEmbedder(options: OrderEmbedderOptions = {}): Embedder {
  const settings = readOptions(options, ORDER_SETTINGS);
  if (settings.ngrams + settings.pairs === 0) {
    throw new RangeError('"ngrams" and "pairs" expected at least one above 0, got 0 and 0');
  }
  return { method: "order", learnsByShares: true, fit: (sequences, run = {}) => fitOrder(sequences, settings, run) };
}

async function fitOrder(sequences: SequenceInput, settings: Settings, { workers, signal, onProgress }: RunOptions) {
  const built = await builtSequences(sequences, { signal, onProgress });
  const { actions } = built.vocabulary;
  if (actions.length === 0) throw wrongValue("sequences", "at least one action", verbatim("none"));
  const at = checkpoint("order-embedding", { signal, onProgress });
  const { components, ngrams, pairs, kappa, reach, maxPairs, seed } = settings;
  const space = await learnOrderSpace(
    built,
    built.weights,
    { actions: actions.length, kappa, reach, maxPairs },
    at.part(0, 0.2),
  );
  const features = new OrderFeatures(space, { ngrams, pairs });
  const table = await featureTable(built, built.weights, features, featureColumns(space), at.part(0.2, 0.4));
  const search = { components, seed, stage: "embedding/order" };
  const axes = await withPool(workers, (pool) => featureAxes(table, search, pool, at.part(0.4, 1)));
  await at.pass(1);
  return new FittedOrder(actions, space, { ngrams, pairs }, axes, features);
}

/** The features of each row, times the root of its weight, so that a row counts as often as it was shown. */
async function featureTable(
  rows: Ragged,
  weights: Float64Array,
  features: OrderFeatures,
  cols: number,
  at: Checkpoint,
): Promise<Csr> {
  const n = raggedRows(rows);
  const offsets = new Uint32Array(n + 1);
  let columns = new Uint32Array(1 << 12);
  let values = new Float32Array(1 << 12);
  let end = 0;
  for (let r = 0; r < n; r++) {
    features.clear();
    for (const token of raggedRow(rows, r)) features.append(token);
    features.write();
    if (end + features.size > columns.length) {
      const length = 2 * (end + features.size);
      const [moreColumns, moreValues] = [new Uint32Array(length), new Float32Array(length)];
      moreColumns.set(columns.subarray(0, end));
      moreValues.set(values.subarray(0, end));
      [columns, values] = [moreColumns, moreValues];
    }
    const root = Math.sqrt(weights[r]!);
    for (const place of byColumn(features)) {
      const e = place % ENTRIES;
      columns[end] = features.columns[e]!;
      values[end++] = root * features.values[e]!;
    }
    offsets[r + 1] = end;
    const pause = at.pass(r / n);
    if (pause) await pause;
  }
  return { offsets, columns: columns.subarray(0, end), values: values.subarray(0, end), rows: n, cols };
}

/** More entries than a row can have. */
const ENTRIES = 2 ** 26;

/**
 * The entries of a row in the order of their columns: numbers that are `column * ENTRIES + entry`, sorted as they are.
 */
function byColumn({ size, columns }: OrderFeatures): Float64Array {
  const places = new Float64Array(size);
  for (let e = 0; e < size; e++) places[e] = columns[e]! * ENTRIES + e;
  return places.sort();
}
