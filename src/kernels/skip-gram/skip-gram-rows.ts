import type { KernelCall } from "../module";
import type { AdamParameters, AdamStep } from "./skip-gram";

/** One side of skip-gram from sparse positives, in kernel memory. */
export interface SkipGramSide {
  readonly parameters: AdamParameters;
  /** For each row, the count from which on a positive is always kept. */
  readonly thresholds: Float32Array;
  /** For each row, the weight of each sampled negative. */
  readonly weights: Float32Array;
  /** What the rows are compared with: sampled rows of the other side, and the same transposed. */
  readonly samples: Float32Array;
  readonly turned: Float32Array;
}

/** What both sides share. */
export interface SkipGramPositives {
  /** Dimensions, rounded up to a multiple of 8. */
  readonly d: number;
  /** Sampled negatives a step; a multiple of 8. */
  readonly drawn: number;
  /** Symmetric counts in compressed rows. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly counts: Float32Array;
  /** For each context, the expected number of negative samples a positive pair draws of it. */
  readonly noise: Float32Array;
  /** For each row, the standard deviation of its pairs by chance. */
  readonly deviations: Float32Array;
  /** Scratch: `drawn` floats a row. */
  readonly scores: Float32Array;
}

/** Slopes smaller than `doubt` times their row's deviation count as noise, and move their row in proportion. */
export interface DoubtingStep extends AdamStep {
  readonly doubt: number;
}

/**
 * A step of rows `from..to` (multiples of 4) of one side, the other standing still. The call's value is these rows'
 * share of the objective, as sampled. Nothing moves when the rate is 0.
 *
 * @param contexts whether the rows are contexts, and the noise is theirs.
 * @param draw which sample of the positives is taken.
 */
export function skipGramRows(
  of: SkipGramPositives,
  side: SkipGramSide,
  others: Float32Array,
  [from, to]: readonly [number, number],
  { contexts, draw }: { contexts: boolean; draw: number },
  step: DoubtingStep,
): KernelCall {
  const { d, drawn } = of;
  const { values, gradient, mean, square } = side.parameters;
  const rows = from * 4;
  return [
    "skipGramRows",
    ...[values, gradient, mean, square].map(({ byteOffset }) => byteOffset + rows * d),
    others.byteOffset,
    of.offsets.byteOffset + rows,
    of.columns.byteOffset,
    of.counts.byteOffset,
    side.thresholds.byteOffset + rows,
    side.samples.byteOffset,
    side.turned.byteOffset,
    side.weights.byteOffset + rows,
    of.scores.byteOffset + rows * drawn,
    of.noise.byteOffset + (contexts ? rows : 0),
    contexts ? 1 : 0,
    from,
    to - from,
    d,
    drawn,
    draw,
    step.beta1,
    step.beta2,
    step.rate,
    of.deviations.byteOffset + rows,
    step.doubt,
  ];
}
