import type { KernelCall } from "../module";

/**
 * Skip-gram with negative sampling from counts, laid out in kernel memory; `stride` floats stand from row to row of
 * `counts`.
 */
export interface SkipGramMemory {
  /** Rows and columns of work: the vocabulary, rounded up to a multiple of 8. */
  readonly size: number;
  /** Dimensions, rounded up to a multiple of 8. */
  readonly d: number;
  readonly stride: number;
  /** N: `size` rows of `stride`. */
  readonly counts: Float32Array;
  /** Where derivatives in the scores go: `size` rows of `stride`. */
  readonly slopes: Float32Array;
  /** Row sums of N. */
  readonly totals: Float32Array;
  /** For each context, the expected number of negative samples a positive pair draws of it. */
  readonly noise: Float32Array;
  readonly words: AdamParameters;
  readonly contexts: AdamParameters;
  /** The contexts, transposed: `d` rows of `stride`. */
  readonly transposed: Float32Array;
}

/** `size` x `d` parameters with what Adam keeps of each. */
export interface AdamParameters {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/** The scalars of a step of Adam; `rate` includes the bias corrections. */
export interface AdamStep {
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
}

/**
 * First half of a step, for words `from..to` (multiples of 4): moves them by their pending gradient (not when the rate
 * is 0) and computes their next one. The call's value is these words' share of the objective.
 */
export function skipGramWords(of: SkipGramMemory, from: number, to: number, step: AdamStep): KernelCall {
  const { size, d, stride, words } = of;
  return [
    "skipGramWords",
    ...adamPointers(words, from * d),
    of.contexts.values.byteOffset,
    of.transposed.byteOffset,
    of.counts.byteOffset + from * stride * 4,
    of.slopes.byteOffset + from * stride * 4,
    of.totals.byteOffset + from * 4,
    of.noise.byteOffset,
    to - from,
    size,
    stride,
    d,
    step.beta1,
    step.beta2,
    step.rate,
  ];
}

/** Second half of a step, for contexts `from..to` (multiples of 4): computes their gradient and moves them. */
export function skipGramContexts(of: SkipGramMemory, from: number, to: number, step: AdamStep): KernelCall {
  const { size, d, stride, contexts } = of;
  return [
    "skipGramContexts",
    of.words.values.byteOffset,
    of.slopes.byteOffset + from * 4,
    ...adamPointers(contexts, from * d),
    of.transposed.byteOffset + from * 4,
    to - from,
    size,
    stride,
    d,
    step.beta1,
    step.beta2,
    step.rate,
  ];
}

function adamPointers({ values, gradient, mean, square }: AdamParameters, skipped: number): number[] {
  return [values, gradient, mean, square].map((array) => array.byteOffset + skipped * 4);
}
