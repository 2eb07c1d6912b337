import { checkpoint, integer, number, readOptions, type Schema, verbatim, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { builtSequences } from "../built-sequences";
import { featureTable, projectRows, writeRows } from "../feature-table";
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
  window?: number | undefined;
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
  window: integer({ min: 1, max: 1000 }, 15),
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
 * @param options the number of components, the weights of its blocks, how far pairs reach, and the seed.
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
  return {
    method: "order",
    learnsByShares: true,
    fit: async (sequences, run = {}) => (await fitOrder(sequences, settings, run)).fitted,
    fitTransform: async (sequences, run = {}) => {
      const { fitted, axes, written, at } = await fitOrder(sequences, settings, run);
      return { fitted, vectors: await projectRows(written, axes, at) };
    },
  };
}

async function fitOrder(sequences: SequenceInput, settings: Settings, given: RunOptions) {
  const { workers, signal, onProgress } = readOptions(given, RUN_OPTIONS);
  const built = await builtSequences(sequences, { signal, onProgress });
  const { actions } = built.vocabulary;
  if (actions.length === 0) throw wrongValue("sequences", "at least one action", verbatim("none"));
  const at = checkpoint("order-embedding", { signal, onProgress });
  const { components, ngrams, pairs, kappa, window, maxPairs, seed } = settings;
  const space = await learnOrderSpace(
    built,
    built.weights,
    { actions: actions.length, kappa, window, maxPairs },
    at.part(0, 0.2),
  );
  const features = new OrderFeatures(space, { ngrams, pairs });
  const written = await writeRows(built, features, at.part(0.2, 0.35));
  const table = await featureTable(written, built.weights, featureColumns(space), at.part(0.35, 0.4));
  const search = { components, seed, stage: "embedding/order" };
  const axes = await withPool(workers, (pool) => featureAxes(table, search, pool, at.part(0.4, 1)));
  await at.pass(1);
  return { fitted: new FittedOrder(actions, space, { ngrams, pairs }, axes, features), axes, written, at };
}
