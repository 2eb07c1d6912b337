import type { Matrix } from "../../core";
import { type Checkpoint, matrix, randomStream, sum } from "../../core/internal";
import { type AdamStep, KernelMemory, type SkipGramPositives, type SkipGramSide, skipGramRows } from "../../kernels";
import type { WorkerPool } from "../../parallel";
import { balanceSides } from "./balance-sides";
import { fillNoise, fillStart, parametersOf, type SkipGram, type SkipGramSettings } from "./skip-gram";
import type { SparsePairs } from "./sparse-pairs";

/** Rows of work in one kernel call; fixed, so that the bits do not depend on the number of workers. */
const BLOCK = 64;
/** Adam's memories: short ones, for there are few steps. */
const BETA1 = 0.8;
const BETA2 = 0.9;
/**
 * Negatives drawn a step, shared by all rows: as many as an action has distinct pairs, within these bounds. More cost
 * more than the pairs themselves, and where those are few they are memorized.
 */
const DRAWN = [32, 256] as const;
/**
 * Positives a row keeps in a step, on average, where it has more: the heavy ones always, light ones by chance. Actions
 * in pairs with thousands of others weigh most in the loss, and keep more.
 */
const KEPT = 128;
const KEPT_SHARE = 1 / 8;
/**
 * Shares of the steps after which both sides are brought to common axes: then 40 steps reach the loss of 160 without.
 */
const BALANCED = [0.1, 0.2, 0.4, 0.6];
/**
 * A slope within one standard deviation of what chance alone makes of a row's pairs is doubted: rare actions, which
 * have little else, would memorize the log.
 */
const DOUBT = 1;
/** Passes over which the final loss is estimated. */
const JUDGED = 4;

/**
 * As `trainSkipGram`, for vocabularies whose table of pairs is too large to visit whole: the same expected loss, its
 * slopes estimated without bias in each step from a sample of the positives of each row and from negatives that all
 * rows share. Contexts and words move in turn, each row by the slope of its own pairs, so that no two rows touch the
 * same vector.
 */
export async function trainSparseSkipGram(
  pairs: SparsePairs,
  frequencies: Float64Array,
  settings: SkipGramSettings,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<SkipGram> {
  using memory = KernelMemory.acquire();
  const model = await layOut(memory, pairs, frequencies, settings, at.part(0, 0));
  const { epochs, learningRate } = settings;
  let decay1 = 1;
  let decay2 = 1;
  let loss = 0;
  const rounds = model.pairs > 0 ? epochs : 0;
  for (let epoch = 0; epoch < rounds + JUDGED; epoch++) {
    const judged = epoch >= rounds;
    decay1 *= BETA1;
    decay2 *= BETA2;
    const rate = judged ? 0 : (learningRate * (1 - epoch / epochs) * Math.sqrt(1 - decay2)) / (1 - decay1);
    const step = { beta1: BETA1, beta2: BETA2, rate };
    const during = at.part(epoch / (rounds + JUDGED), (epoch + 1) / (rounds + JUDGED));
    if (!judged) await stepOf(model, memory, pool, { contexts: true, epoch, step }, during.part(0, 0.5));
    const parts = await stepOf(model, memory, pool, { contexts: false, epoch, step }, during.part(0.5, 1));
    if (BALANCED.some((share) => epoch + 1 === Math.round(share * rounds))) {
      await balanceSides(
        { values: model.words.parameters.values, sums: model.drawWords },
        { values: model.contexts.parameters.values, sums: model.drawContexts },
        model.shared.d,
        { memory, pool, at: during.part(0.99, 0.999) },
      );
      for (const { parameters } of [model.words, model.contexts]) {
        parameters.mean.fill(0);
        parameters.square.fill(0);
      }
      decay1 = 1;
      decay2 = 1;
    }
    if (judged) loss += parts / (JUDGED * model.actions);
  }
  return {
    vectors: vectorsOf(model.words, model, settings.vectorSize),
    contextVectors: vectorsOf(model.contexts, model, settings.vectorSize),
    loss: model.pairs > 0 ? loss : 0,
    epochs: rounds,
  };
}

interface SparseModel {
  readonly actions: number;
  readonly size: number;
  readonly pairs: number;
  readonly seed: number;
  readonly shared: SkipGramPositives;
  readonly words: SkipGramSide;
  readonly contexts: SkipGramSide;
  /** Running sums of what words and contexts are drawn by. */
  readonly drawWords: Float64Array;
  readonly drawContexts: Float64Array;
}

async function layOut(
  memory: KernelMemory,
  pairs: SparsePairs,
  frequencies: Float64Array,
  settings: SkipGramSettings,
  at: Checkpoint,
): Promise<SparseModel> {
  const actions = frequencies.length;
  const size = Math.ceil(actions / 8) * 8;
  const d = Math.ceil(settings.vectorSize / 8) * 8;
  const total = sum(pairs.totals);
  const scale = total > 0 ? actions / total : 0; // one pair a word on average
  const offsets = memory.int32(size + 1).fill(pairs.columns.length);
  offsets.set(pairs.offsets);
  const columns = memory.int32(pairs.columns.length);
  columns.set(pairs.columns);
  const counts = memory.float32(pairs.counts.length);
  for (let p = 0; p < counts.length; p++) counts[p] = pairs.counts[p]! * scale;
  await at.pass(0);
  const drawn = drawnOf(pairs.columns.length / actions);
  const noise = memory.float32(size);
  fillNoise(noise, frequencies, settings);
  const thresholds = memory.float32(size);
  for (let a = 0; a < actions; a++) {
    thresholds[a] = thresholdOf(counts.subarray(offsets[a], offsets[a + 1]));
    const pause = at.pass(0);
    if (pause) await pause;
  }
  const side = (): SkipGramSide => ({
    parameters: parametersOf(memory, size * d),
    thresholds,
    weights: memory.float32(size),
    samples: memory.float32(drawn * d),
    turned: memory.float32(drawn * d),
  });
  const [words, contexts] = [side(), side()];
  await fillStart({ words: words.parameters, contexts: contexts.parameters, d }, actions, settings, at);
  for (let a = 0; a < actions; a++) {
    words.weights[a] = (pairs.totals[a]! * scale * settings.negative) / drawn;
    contexts.weights[a] = (noise[a]! * actions) / drawn;
  }
  const scores = memory.float32(size * drawn);
  const deviations = memory.float32(size);
  for (let a = 0; a < actions; a++) deviations[a] = scale * Math.sqrt(variance(pairs.unit) * pairs.totals[a]!);
  return {
    actions,
    size,
    pairs: total,
    seed: settings.seed,
    shared: { d, drawn, offsets, columns, counts, noise, deviations, scores },
    words,
    contexts,
    drawWords: runningSums(pairs.totals),
    drawContexts: runningSums(noise.subarray(0, actions)),
  };
}

/** For this many distinct pairs an action; a multiple of 8. */
function drawnOf(pairs: number): number {
  const [least, most] = DRAWN;
  return Math.min(most, Math.max(least, 8 * Math.round(pairs / 8)));
}

/**
 * Of a count by chance, as a share of it: pairs at distance t of a window of w count w - t + 1, and their number is
 * Poisson's.
 */
function variance(window: number): number {
  return (2 * window + 1) / 3;
}

/** The threshold at which `sum min(1, count / threshold)` is what a row keeps; 0 where it has no more. */
function thresholdOf(counts: Float32Array): number {
  const kept = Math.max(KEPT, counts.length * KEPT_SHARE);
  if (counts.length <= kept) return 0;
  let threshold = 0;
  for (let round = 0; round < 20; round++) {
    let heavy = 0;
    let light = 0;
    for (const count of counts) {
      if (threshold > 0 && count >= threshold) heavy += 1;
      else light += count;
    }
    const next = heavy < kept ? light / (kept - heavy) : threshold;
    if (next === threshold) break;
    threshold = next;
  }
  return threshold;
}

async function stepOf(
  { shared, size, actions, seed, ...model }: SparseModel,
  memory: KernelMemory,
  pool: WorkerPool,
  { contexts, epoch, step }: { contexts: boolean; epoch: number; step: AdamStep },
  at: Checkpoint,
): Promise<number> {
  const [moved, still] = contexts ? [model.contexts, model.words] : [model.words, model.contexts];
  const draw = 2 * epoch + (contexts ? 0 : 1);
  const random = randomStream(seed, "embedding/word2vec-samples");
  drawSamples(moved, still.parameters.values, shared, contexts ? model.drawWords : model.drawContexts, {
    actions,
    shift: random.uniform(draw, 0),
  });
  const key = random.integer(2 ** 31, draw, 1);
  const doubt =
    DOUBT * rootMeanSquare(still.parameters.values, shared.d, contexts ? model.drawWords : model.drawContexts);
  const calls = Array.from({ length: Math.ceil(size / BLOCK) }, (_, i) =>
    skipGramRows(
      shared,
      moved,
      still.parameters.values,
      [i * BLOCK, Math.min((i + 1) * BLOCK, size)],
      { contexts, draw: key },
      { ...step, doubt },
    ),
  );
  return sum(await pool.run(memory, calls, at));
}

/**
 * Draws rows at even steps through the running sums, from a random start: each as often as its share says, or one more
 * or less.
 */
function drawSamples(
  { samples, turned }: SkipGramSide,
  values: Float32Array,
  { d, drawn }: SkipGramPositives,
  sums: Float64Array,
  { actions, shift }: { actions: number; shift: number },
): void {
  let row = 0;
  for (let s = 0; s < drawn; s++) {
    const point = ((s + shift) / drawn) * sums[actions - 1]!;
    while (row < actions - 1 && sums[row]! <= point) row++;
    for (let t = 0; t < d; t++) {
      const value = values[row * d + t]!;
      samples[s * d + t] = value;
      turned[t * drawn + s] = value;
    }
  }
}

/** Of the coordinates of rows that are drawn by running sums. */
function rootMeanSquare(values: Float32Array, d: number, sums: Float64Array): number {
  let mean = 0;
  for (let a = 0; a < sums.length; a++) {
    let square = 0;
    for (let t = 0; t < d; t++) square += values[a * d + t]! * values[a * d + t]!;
    mean += ((sums[a]! - (a > 0 ? sums[a - 1]! : 0)) * square) / d;
  }
  return Math.sqrt(mean / sums.at(-1)!);
}

function vectorsOf({ parameters }: SkipGramSide, { shared, actions }: SparseModel, vectorSize: number): Matrix {
  const result = matrix(actions, vectorSize);
  for (let a = 0; a < actions; a++) {
    result.data.set(parameters.values.subarray(a * shared.d, a * shared.d + vectorSize), a * vectorSize);
  }
  return result;
}

function runningSums(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) sums[i] = total += values[i]!;
  return sums;
}
