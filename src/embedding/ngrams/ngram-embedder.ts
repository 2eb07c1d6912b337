import type { Csr } from "../../core";
import {
  type Checkpoint,
  checkpoint,
  integer,
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
import { featureAxes } from "../order/feature-axes";
import type { Embedder, SequenceInput } from "../types";
import { FittedNgrams } from "./fitted-ngrams";
import { NgramFeatures } from "./ngram-features";
import { learnNgramSpace, type NgramSpace } from "./ngram-space";

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
 * @returns what `fit` turns into a {@link FittedNgrams}.
 * @throws RangeError when an option is out of range; `fit` also when there is no action.
 * @example
 * const fitted = await ngramEmbedder().fit([["shop", "pay", "play"], ["play", "pay", "shop"], ["play", "quit"]]);
 * const points = await fitted.embed([["shop", "pay"], ["pay", "shop"]]); // two different vectors
 */
export function ngramEmbedder(options: NgramEmbedderOptions = {}): Embedder {
  const settings = readOptions(options, NGRAM_SETTINGS);
  return { method: "ngrams", learnsByShares: true, fit: (sequences, run = {}) => fitNgrams(sequences, settings, run) };
}

async function fitNgrams(
  sequences: SequenceInput,
  { components, seed, maxBigrams }: Settings,
  { workers, signal, onProgress }: RunOptions,
): Promise<FittedNgrams> {
  const built = await builtSequences(sequences, { signal, onProgress });
  const { actions } = built.vocabulary;
  if (actions.length === 0) throw wrongValue("sequences", "at least one action", verbatim("none"));
  const at = checkpoint("ngram-embedding", { signal, onProgress });
  const settings = { actions: actions.length, maxBigrams };
  const space = await learnNgramSpace(built, built.weights, settings, at.part(0, 0.2));
  const table = await ngramTable(built, built.weights, space, at.part(0.2, 0.4));
  const search = { components, seed, stage: "embedding/ngrams" };
  const axes = await withPool(workers, (pool) => featureAxes(table, search, pool, at.part(0.4, 1)));
  await at.pass(1);
  return new FittedNgrams(actions, space, axes);
}

/** The features of each row, times the root of its weight, so that a row counts as often as it was shown. */
async function ngramTable(rows: Ragged, weights: Float64Array, space: NgramSpace, at: Checkpoint): Promise<Csr> {
  const n = raggedRows(rows);
  const most = 2 * rows.tokens.length;
  const [columns, values] = [new Uint32Array(most), new Float32Array(most)];
  const offsets = new Uint32Array(n + 1);
  const features = new NgramFeatures(space);
  let end = 0;
  for (let r = 0; r < n; r++) {
    features.write(raggedRow(rows, r));
    const order = Uint32Array.from({ length: features.size }, (_, e) => e);
    const root = Math.sqrt(weights[r]!);
    for (const e of order.sort((a, b) => features.columns[a]! - features.columns[b]!)) {
      columns[end] = features.columns[e]!;
      values[end++] = root * features.values[e]!;
    }
    offsets[r + 1] = end;
    const pause = at.pass(r / n);
    if (pause) await pause;
  }
  return { offsets, columns: columns.slice(0, end), values: values.slice(0, end), rows: n, cols: space.idf.length };
}
