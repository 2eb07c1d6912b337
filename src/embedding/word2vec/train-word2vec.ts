import {
  type Checkpoint,
  checkpoint,
  integer,
  number,
  readOptions,
  type Schema,
  string,
  sum,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { RunOptions, WorkerPool } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import type { Sequences } from "../../sequences";
import { builtSequences } from "../built-sequences";
import { fillsTable } from "../order/fills-table";
import { actionVectorsField } from "../pooling/action-vectors";
import type { ActionVectors, SequenceInput } from "../types";
import { countPairs } from "./count-pairs";
import { sharePrefixes } from "./share-prefixes";
import { type SkipGram, type SkipGramSettings, trainSkipGram } from "./skip-gram";
import { trainSparseSkipGram } from "./skip-gram-sparse";
import { type SparsePairs, sparsePairs } from "./sparse-pairs";
import { startVectors } from "./start-vectors";
import { Word2Vec } from "./word2vec";

/** Settings of Word2Vec, in gensim's terms. */
export interface Word2VecSettings {
  /** Numbers in each vector. @default 64 */
  vectorSize?: number | undefined;
  /** Farthest distance between two actions of a pair; the nearer, the more it counts. @default 5 */
  window?: number | undefined;
  /** Negative samples a pair. @default 5 */
  negative?: number | undefined;
  /** Negative samples are drawn in proportion to frequency to this power: 0 evenly, 1 as they occur. @default 0.75 */
  negativeExponent?: number | undefined;
  /**
   * Frequent actions are thinned out: one of share f counts as min(1, sqrt(sample / f) + sample / f) of its
   * occurrences, in expectation, and windows stay as they are. 0 for none: with few actions it would throw most of the
   * log away.
   * @default 0
   */
  sample?: number | undefined;
  /**
   * Steps of training at most. Each step moves every vector (in gensim an epoch is thousands of small steps). Where the
   * pairs do not fill the table of all ({@link trainWord2Vec}) a step is on a sample, and more steps begin to learn the
   * log by heart.
   * @default by size: 200; on samples 20 to 40, more where actions have fewer pairs
   */
  epochs?: number | undefined;
  /** Size of the first step; it falls linearly to 0. @default by size: 0.2, on samples 0.1 */
  learningRate?: number | undefined;
  /**
   * Stop early when ten epochs have changed the loss by no more than this share of it. 0 never stops, and so does
   * training on samples.
   * @default 0.00001
   */
  tolerance?: number | undefined;
  /**
   * Characters that separate the parts of hierarchical names, such as `"/"` in `shop/cart/add`. Actions then share by
   * their prefixes: a rare one leans on those that begin alike, and one never seen in training takes the vector of its
   * longest known prefix, where without this it is left out.
   * @default none: each name stands for itself
   */
  prefixSeparators?: string | undefined;
  /**
   * Occurrences at which an action's own vector counts as much as what its prefix says, other things being equal.
   * @default 3
   */
  prefixStrength?: number | undefined;
  /** Seed of the first vectors. @default 1 */
  seed?: number | undefined;
}

/** Options of {@link trainWord2Vec}. */
export interface Word2VecOptions extends Word2VecSettings, RunOptions {
  /**
   * Warm start: vectors to begin from for the actions they hold, such as a {@link Word2Vec} of last month. Spaces of
   * two trainings are made comparable by {@link alignVectors}.
   * @default none: all begin at random
   */
  start?: ActionVectors | undefined;
}

/** The fields of {@link Word2VecSettings}. */
export const WORD2VEC_SETTINGS = {
  vectorSize: integer({ min: 1, max: 1024 }, 64),
  window: integer({ min: 1, max: 1000 }, 5),
  negative: integer({ min: 1, max: 1000 }, 5),
  negativeExponent: number({ min: -4, max: 4 }, 0.75),
  sample: number({ min: 0, max: 1 }, 0),
  epochs: integer({ min: 1, max: 100_000 }),
  learningRate: number({ above: 0, max: 10 }),
  tolerance: number({ min: 0, max: 1 }, 1e-5),
  prefixSeparators: string(),
  prefixStrength: number({ min: 0, max: 1e9 }, 3),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<Word2VecSettings>;

const WORD2VEC_OPTIONS = {
  ...WORD2VEC_SETTINGS,
  start: actionVectorsField(),
  ...RUN_OPTIONS,
} satisfies Schema<Word2VecOptions>;

/** Steps on samples by default: from the first number, where each action has many pairs, to the second. */
const SAMPLED_EPOCHS = [20, 40] as const;
/** Distinct pairs held at most, 8 bytes each; rarer ones are thinned out without bias. */
const MOST_PAIRS = 2 ** 25;

/**
 * Learns a vector for each action, near for actions that occur in the same surroundings: skip-gram with negative
 * sampling (Mikolov et al. 2013), trained on counts of pairs instead of on the log.
 *
 * All pairs are counted once and the expected loss is minimized over the counts (as Levy & Goldberg 2014 and Fonarev et
 * al. 2017 write it). Up to 256 actions, and up to 3,000 where the log holds 32 pairs for each two of them, each step
 * is exact, over the whole table of pairs. Otherwise only pairs that occur are held, a step takes a sample of them and
 * negatives that all actions share, and `loss` is an estimate. So the cost grows with the pairs, not with the square of
 * the vocabulary. An action that never has a neighbor keeps its random first vector, which is short.
 *
 * @param sequences built sequences (their weights count), or lists of actions.
 * @param options the size of vectors, the window, how long and from where to train, seed, workers, progress and abort.
 * @returns a vector for each action of the vocabulary.
 * @throws RangeError when there is no action, or `start` has vectors of another size.
 * @example
 * const model = await trainWord2Vec([["start", "shop", "buy"], ["start", "play", "quit"]], { epochs: 50 });
 * model.mostSimilar("shop", 1);
 */
export async function trainWord2Vec(sequences: SequenceInput, options: Word2VecOptions = {}): Promise<Word2Vec> {
  const { workers, signal, onProgress, sample, start, prefixSeparators, prefixStrength, ...given } = readOptions(
    options,
    WORD2VEC_OPTIONS,
  );
  const built = await builtSequences(sequences, { signal, onProgress });
  const { vocabulary } = built;
  if (vocabulary.actions.length === 0) throw wrongValue("sequences", "at least one action", verbatim("none"));
  const begin = start && startVectors(start, vocabulary.actions, given.vectorSize);
  const at = checkpoint("word2vec", { signal, onProgress });
  const kept = keptShares(vocabulary.counts, sample);
  const train = fillsTable(built, given.window)
    ? await fromTable(built, kept, { ...given, begin }, at)
    : await fromSample(built, kept, { ...given, begin }, at);
  const skipGram = await withPool(workers, train);
  await at.pass(1);
  if (prefixSeparators === undefined) return new Word2Vec(vocabulary, skipGram);
  const how = { separators: prefixSeparators, strength: prefixStrength };
  const { vectors, prefixes } = sharePrefixes(skipGram.vectors, vocabulary.actions, vocabulary.counts, how);
  return new Word2Vec(vocabulary, { ...skipGram, vectors }, prefixes);
}

interface Given extends Omit<SkipGramSettings, "epochs" | "learningRate"> {
  readonly window: number;
  readonly epochs: number | undefined;
  readonly learningRate: number | undefined;
}

type Training = (pool: WorkerPool) => Promise<SkipGram>;

async function fromTable(built: Sequences, kept: Float64Array, given: Given, at: Checkpoint): Promise<Training> {
  const counts = await countPairs(built, given.window, at.part(0, 0.2));
  const { length } = kept;
  if (kept.some((share) => share < 1)) {
    for (let e = 0; e < counts.length; e++) counts[e]! *= kept[Math.floor(e / length)]! * kept[e % length]!;
  }
  const settings = { ...given, epochs: given.epochs ?? 200, learningRate: given.learningRate ?? 0.2 };
  return (pool) => trainSkipGram(counts, built.vocabulary.counts, settings, pool, at.part(0.2, 1));
}

async function fromSample(built: Sequences, kept: Float64Array, given: Given, at: Checkpoint): Promise<Training> {
  const pairs = await sparsePairs(built, given.window, { kept, limit: MOST_PAIRS }, at.part(0, 0.2));
  const settings = { ...given, epochs: given.epochs ?? word2vecEpochs(pairs), learningRate: given.learningRate ?? 0.1 };
  return (pool) => trainSparseSkipGram(pairs, built.vocabulary.counts, settings, pool, at.part(0.2, 1));
}

/** The fewer pairs an action has, the larger a part of its slope is doubted, and the more steps it takes. */
function word2vecEpochs({ totals, unit }: SparsePairs): number {
  const pairs = sum(totals) / unit / totals.length;
  const [least, most] = SAMPLED_EPOCHS;
  return pairs > 0 ? Math.min(most, Math.round(least * (1 + 12 / Math.sqrt(pairs)))) : least;
}

/** For each action, the share of its occurrences that counts. */
function keptShares(counts: Float64Array, sample: number): Float64Array {
  let total = 0;
  for (const count of counts) total += count;
  return counts.map((count) => {
    const ratio = (sample * total) / count;
    return sample === 0 ? 1 : Math.min(1, Math.sqrt(ratio) + ratio);
  });
}
