import type { Matrix } from "../../core";
import { type Checkpoint, exp, log, matrix, randomStream, row, sum } from "../../core/internal";
import { type AdamParameters, KernelMemory, type SkipGramMemory, skipGramContexts, skipGramWords } from "../../kernels";
import type { WorkerPool } from "../../parallel";
import type { StartVectors } from "./start-vectors";

/** Rows of work in one kernel call; fixed, so that the bits do not depend on the number of workers. */
const BLOCK = 64;
/** Adam's memory of slopes. A short one of their squares (0.999 is usual) ends at a lower loss after so few steps. */
const BETA1 = 0.9;
const BETA2 = 0.95;
/** A plateau is judged over this many epochs. */
const PATIENCE = 10;

/** What is minimized, and how. */
export interface SkipGramSettings {
  readonly vectorSize: number;
  readonly negative: number;
  readonly negativeExponent: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly tolerance: number;
  readonly seed: number;
  /** Vectors to begin from. */
  readonly begin?: StartVectors | undefined;
}

/** The two vectors of each action, and what they reached. */
export interface SkipGram {
  readonly vectors: Matrix;
  readonly contextVectors: Matrix;
  readonly loss: number;
  readonly epochs: number;
}

/**
 * Minimises the expected loss of skip-gram with negative sampling, `sum N softplus(-x) + B softplus(x)` over all words
 * w and contexts c with the score x = w · c, by Adam on all pairs at once.
 *
 * N[w, c] is the number of pairs. word2vec draws `negative` contexts from P ~ frequency^negativeExponent for each pair
 * (w, c'), and skips a draw that equals c' itself: context c is therefore drawn against w
 * `B[w, c] = negative (N_w - N[w, c]) P(c)` times. The slope in x is `(N + B) sigma(x) - N`.
 *
 * @param counts V x V pair counts, in any unit; symmetric.
 * @param frequencies occurrences of each action.
 */
export async function trainSkipGram(
  counts: Float64Array,
  frequencies: Float64Array,
  settings: SkipGramSettings,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<SkipGram> {
  using memory = KernelMemory.acquire();
  const actions = frequencies.length;
  const model = layOut(memory, actions, settings.vectorSize);
  await fillStart(model, actions, settings, at.part(0, 0));
  for (let a = 0; a < actions; a++) {
    for (let t = 0; t < model.d; t++) model.transposed[t * model.stride + a] = model.contexts.values[a * model.d + t]!;
  }
  fillNoise(model.noise, frequencies, settings);
  const pairs = await fillCounts(model, counts, actions, at.part(0, 0.1));
  const losses: number[] = [];
  const { epochs, learningRate, tolerance } = settings;
  let rate = 0;
  let decay1 = 1;
  let decay2 = 1;
  for (let epoch = 0; ; epoch++) {
    const step = { beta1: BETA1, beta2: BETA2, rate };
    const during = at.part(0.1 + (0.9 * epoch) / (epochs + 1), 0.1 + (0.9 * (epoch + 1)) / (epochs + 1));
    const parts = await pool.run(
      memory,
      inBlocks(model.size, (...range) => skipGramWords(model, ...range, step)),
      during.part(0, 0.7),
    );
    losses.push(pairs > 0 ? sum(parts) / actions : 0);
    if (pairs === 0 || epoch === epochs || onPlateau(losses, tolerance)) break;
    decay1 *= BETA1;
    decay2 *= BETA2;
    rate = (learningRate * (1 - epoch / epochs) * Math.sqrt(1 - decay2)) / (1 - decay1);
    const next = { ...step, rate };
    await pool.run(
      memory,
      inBlocks(model.size, (...range) => skipGramContexts(model, ...range, next)),
      during.part(0.7, 1),
    );
  }
  return {
    vectors: copyOut(model.words, model.d, actions, settings.vectorSize),
    contextVectors: copyOut(model.contexts, model.d, actions, settings.vectorSize),
    loss: losses.at(-1)!,
    epochs: losses.length - 1,
  };
}

/** Everything is padded with zeros, which stay zeros: no counts, no noise, no slope, no move. */
function layOut(memory: KernelMemory, actions: number, vectorSize: number): SkipGramMemory {
  const size = Math.ceil(actions / 8) * 8;
  const d = Math.ceil(vectorSize / 8) * 8;
  const stride = (Math.ceil(size / 16) | 1) * 16; // an odd number of cache lines, so that columns use all cache sets
  return {
    size,
    d,
    stride,
    words: parametersOf(memory, size * d),
    contexts: parametersOf(memory, size * d),
    transposed: memory.float32(d * stride),
    counts: memory.float32(size * stride),
    slopes: memory.float32(size * stride),
    totals: memory.float32(size),
    noise: memory.float32(size),
  };
}

/** This many parameters, at zero. */
export function parametersOf(memory: KernelMemory, count: number): AdamParameters {
  const zeros = () => memory.float32(count);
  return { values: zeros(), gradient: zeros(), mean: zeros(), square: zeros() };
}

/**
 * As gensim starts: words evenly from -0.5 / vectorSize to 0.5 / vectorSize, contexts from zero; or where a warm start
 * says.
 */
export async function fillStart(
  { words, contexts, d }: { readonly words: AdamParameters; readonly contexts: AdamParameters; readonly d: number },
  actions: number,
  { vectorSize, seed, begin }: SkipGramSettings,
  at: Checkpoint,
): Promise<void> {
  const random = randomStream(seed, "embedding/word2vec");
  for (let a = 0; a < actions; a++) {
    const known = begin?.rowOf[a] ?? -1;
    if (begin !== undefined && known >= 0) {
      words.values.set(row(begin.vectors, known), a * d);
      if (begin.contextVectors !== undefined) contexts.values.set(row(begin.contextVectors, known), a * d);
    } else {
      for (let t = 0; t < vectorSize; t++) words.values[a * d + t] = (random.uniform(a, t) - 0.5) / vectorSize;
    }
    const pause = a % 256 === 0 ? at.pass(0) : undefined;
    if (pause) await pause;
  }
}

/** For each context, the negative samples that a pair draws of it on average. */
export function fillNoise(noise: Float32Array, frequencies: Float64Array, settings: SkipGramSettings): void {
  const powers = frequencies.map((frequency) => (frequency > 0 ? exp(settings.negativeExponent * log(frequency)) : 0));
  const share = settings.negative / sum(powers);
  for (const [a, power] of powers.entries()) noise[a] = power * share;
}

/** Scales the counts to one pair a word on average, so that the slopes are of the same size whatever the corpus. */
async function fillCounts(
  model: SkipGramMemory,
  counts: Float64Array,
  actions: number,
  at: Checkpoint,
): Promise<number> {
  const pairs = sum(counts);
  const scale = pairs > 0 ? actions / pairs : 0;
  for (let a = 0; a < actions; a++) {
    const row = counts.subarray(a * actions, (a + 1) * actions);
    model.totals[a] = sum(row) * scale;
    for (let b = 0; b < actions; b++) model.counts[a * model.stride + b] = row[b]! * scale;
    const pause = at.pass(a / actions);
    if (pause) await pause;
  }
  return pairs;
}

function inBlocks<T>(size: number, call: (from: number, to: number) => T): T[] {
  return Array.from({ length: Math.ceil(size / BLOCK) }, (_, i) => call(i * BLOCK, Math.min((i + 1) * BLOCK, size)));
}

/** Whether the last epochs all had the same loss, up to a share `tolerance` of it. */
function onPlateau(losses: readonly number[], tolerance: number): boolean {
  if (losses.length <= PATIENCE) return false;
  const last = losses.slice(-PATIENCE - 1);
  return Math.max(...last) - Math.min(...last) <= tolerance * Math.min(...last);
}

function copyOut({ values }: AdamParameters, d: number, actions: number, vectorSize: number): Matrix {
  const result = matrix(actions, vectorSize);
  for (let a = 0; a < actions; a++) result.data.set(values.subarray(a * d, a * d + vectorSize), a * vectorSize);
  return result;
}
