import { checkpoint, integer, readOptions, type Schema, verbatim, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { builtSequences } from "../built-sequences";
import { featureTable, projectRows, writeRows } from "../feature-table";
import { featureAxes } from "../order/feature-axes";
import type { Embedder, SequenceInput } from "../types";
import { FittedNgrams } from "./fitted-ngrams";
import { NgramFeatures } from "./ngram-features";
import { learnNgramSpace } from "./ngram-space";

/** Options of {@link ngramEmbedder}. */
export interface NgramEmbedderOptions {
  /** Numbers in each vector; fewer where there are fewer distinct sequences or n-grams. @default 50 */
  components?: number | undefined;
  /** Bigrams that get a column: those that most sequences show. @default 65536 */
  maxBigrams?: number | undefined;
  /** Seed of the randomized singular value decomposition. @default 1 */
  seed?: number | undefined;
}

export const NGRAM_SETTINGS = {
  components: integer({ min: 1, max: 1024 }, 50),
  maxBigrams: integer({ min: 1, max: 2 ** 24 }, 65536),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<NgramEmbedderOptions>;

type Settings = ReturnType<typeof readOptions<typeof NGRAM_SETTINGS>>;

/**
 * An embedder that counts: tf-idf of actions and bigrams with sublinear counts, `(1 + ln count) (ln((1 + n) / (1 +
 * n_f)) + 1)`, each row scaled to length 1, brought to a few dimensions by a truncated singular value decomposition
 * (latent semantic analysis: Deerwester et al. 1990). It tells apart users who differ by degrees, in how much of what
 * they do.
 *
 * A sequence counts as often as inputs show it. The cost grows with the number of events and of bigrams that occur.
 * What is learned is frozen: a new sequence gets its vector from its own actions alone. Actions and bigrams not seen in
 * training are left out ({@link FittedNgrams.unknown} counts them), and no bigram reaches across an unknown action.
 *
 * @param options the number of components, of bigrams, and the seed.
 * @returns what `fit` turns into a {@link FittedNgrams}.
 * @throws RangeError when an option is out of range; `fit` also when there is no action.
 * @example
 * const fitted = await ngramEmbedder().fit([["shop", "pay", "play"], ["play", "pay", "shop"], ["play", "quit"]]);
 * const points = await fitted.embed([["shop", "pay"], ["pay", "shop"]]); // two different vectors
 */
export function ngramEmbedder(options: NgramEmbedderOptions = {}): Embedder {
  const settings = readOptions(options, NGRAM_SETTINGS);
  return {
    method: "ngrams",
    learnsByShares: true,
    fit: async (sequences, run = {}) => (await fitNgrams(sequences, settings, run)).fitted,
    fitTransform: async (sequences, run = {}) => {
      const { fitted, axes, written, at } = await fitNgrams(sequences, settings, run);
      return { fitted, vectors: await projectRows(written, axes, at) };
    },
  };
}

async function fitNgrams(sequences: SequenceInput, { components, seed, maxBigrams }: Settings, given: RunOptions) {
  const { workers, signal, onProgress } = readOptions(given, RUN_OPTIONS);
  const built = await builtSequences(sequences, { signal, onProgress });
  const { actions } = built.vocabulary;
  if (actions.length === 0) throw wrongValue("sequences", "at least one action", verbatim("none"));
  const at = checkpoint("ngram-embedding", { signal, onProgress });
  const settings = { actions: actions.length, maxBigrams };
  const space = await learnNgramSpace(built, built.weights, settings, at.part(0, 0.2));
  const features = new NgramFeatures(space);
  const written = await writeRows(built, features, at.part(0.2, 0.35));
  const table = await featureTable(written, built.weights, space.idf.length, at.part(0.35, 0.4));
  const search = { components, seed, stage: "embedding/ngrams" };
  const axes = await withPool(workers, (pool) => featureAxes(table, search, pool, at.part(0.4, 1)));
  await at.pass(1);
  return { fitted: new FittedNgrams(actions, space, axes, features), axes, written, at };
}
