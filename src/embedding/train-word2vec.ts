import { checkpoint, integer, number, readOptions, type Schema } from "../core";
import { RUN_OPTIONS, type RunOptions, withPool } from "../parallel";
import { builtSequences } from "./built-sequences";
import { countPairs } from "./count-pairs";
import { trainSkipGram } from "./skip-gram";
import type { SequenceInput } from "./types";
import { Word2Vec } from "./word2vec";

/** Settings of Word2Vec, in gensim's terms. */
export interface Word2VecSettings {
  /** Numbers in each vector. @default 64 */
  vectorSize?: number;
  /** Farthest distance between two actions of a pair; the nearer, the more it counts. @default 5 */
  window?: number;
  /** Negative samples a pair. @default 5 */
  negative?: number;
  /** Negative samples are drawn in proportion to frequency to this power: 0 evenly, 1 as they occur. @default 0.75 */
  negativeExponent?: number;
  /**
   * Steps of training at most. Each step is on all pairs at once (in gensim an epoch is thousands of small steps), so
   * about 200 are needed whatever the size of the data, and its cost does not depend on that size.
   * @default 200
   */
  epochs?: number;
  /** Size of the first step; it falls linearly to 0. @default 0.2 */
  learningRate?: number;
  /** Stop early when ten epochs have changed the loss by no more than this share of it. 0 never stops. @default 0.00001 */
  tolerance?: number;
  /** Seed of the first vectors. @default 1 */
  seed?: number;
}

/** Options of {@link trainWord2Vec}. */
export interface Word2VecOptions extends Word2VecSettings, RunOptions {}

/** The fields of {@link Word2VecSettings}. */
export const WORD2VEC_SETTINGS = {
  vectorSize: integer({ min: 1, max: 1024 }, 64),
  window: integer({ min: 1, max: 1000 }, 5),
  negative: integer({ min: 1, max: 1000 }, 5),
  negativeExponent: number({ min: -4, max: 4 }, 0.75),
  epochs: integer({ min: 1, max: 100_000 }, 200),
  learningRate: number({ above: 0, max: 10 }, 0.2),
  tolerance: number({ min: 0, max: 1 }, 1e-5),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<Word2VecSettings>;

const WORD2VEC_OPTIONS = { ...WORD2VEC_SETTINGS, ...RUN_OPTIONS } satisfies Schema<Word2VecOptions>;

/** Work and memory grow with the square of the vocabulary: 16 bytes for each pair of actions at the peak. */
const MAX_ACTIONS = 4000;

/**
 * Learns a vector for each action, near for actions that occur in the same surroundings: skip-gram with negative
 * sampling (Mikolov et al. 2013), trained on the exact expectation of its loss instead of on samples.
 *
 * The vocabulary of user actions is small, so all pairs are counted once and the loss is minimised over the table of
 * counts (as Levy & Goldberg 2014 and Fonarev et al. 2017 write it): the cost of training depends on the vocabulary V
 * (6 V² vectorSize operations an epoch, 16 V² bytes), not on the length of the log. Frequent actions are not
 * subsampled. An action that never has a neighbour keeps its random first vector, which is short.
 *
 * @param sequences built sequences (their weights count), or lists of actions; at most 4,000 distinct actions.
 * @returns a vector for each action of the vocabulary.
 * @throws RangeError when there is no action, or more than 4,000.
 * @example
 * const model = await trainWord2Vec([["start", "shop", "buy"], ["start", "play", "quit"]], { epochs: 50 });
 * model.mostSimilar("shop", 1);
 */
export async function trainWord2Vec(sequences: SequenceInput, options: Word2VecOptions = {}): Promise<Word2Vec> {
  const { workers, signal, onProgress, ...settings } = readOptions(options, WORD2VEC_OPTIONS);
  const built = await builtSequences(sequences, { signal, onProgress });
  const { vocabulary } = built;
  checkVocabulary(vocabulary.actions.length);
  const at = checkpoint("word2vec", { signal, onProgress });
  const counts = await countPairs(built, settings.window, at.part(0, 0.2));
  const skipGram = await withPool(workers, (pool) =>
    trainSkipGram(counts, vocabulary.counts, settings, pool, at.part(0.2, 1)),
  );
  await at.pass(1);
  return new Word2Vec(vocabulary, skipGram);
}

function checkVocabulary(actions: number): void {
  if (actions === 0) throw new RangeError('"sequences" expected at least one action, got none');
  if (actions > MAX_ACTIONS) {
    throw new RangeError(
      `"sequences" expected at most ${MAX_ACTIONS} distinct actions, got ${actions}; ` +
        'merge rare ones with "minCount", or group actions, when building the sequences',
    );
  }
}
