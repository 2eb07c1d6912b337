import type { Matrix } from "../../core";
import { type Checkpoint, randomStream } from "../../core/internal";
import { type Groups, halvesOf, inputsOf } from "./groups";
import { type Permuted, permuted } from "./permuted";
import { solvePositive } from "./solve-positive";
import { type Strata, StratumWeights } from "./strata";

/** What {@link permutedBehavior} found. */
export interface PermutedBehavior extends Permuted {
  /** Difference of the groups' mean scores within segments, in standard deviations of the scores. */
  readonly effect: number;
  /** Users on whom the scores were judged, in either group. */
  readonly judged: { readonly earlier: number; readonly later: number };
}

/** Rectified random directions beside the components themselves, so that the score may bend. */
const BENDS = 96;
/** How strongly the score is held to small coefficients, as a share of the mean variance of the features. */
const RIDGE = 0.1;
/** Scores that differ by less are the same. */
const NO_SPREAD = 1e-9;
/** Uniform numbers that make one of the normal law. */
const DRAWS = 12;

/**
 * Whether users of a segment behave otherwise, in any way that a score can learn: half of the users teach a score that tells the
 * groups apart within segments (ridge regression on random rectified features; Huang, Zhu & Siew 2006), the other half is scored, and the
 * difference of the scores is compared with those of users reassigned at random (a classifier two-sample test; Lopez-Paz & Oquab
 * 2017).
 */
export async function permutedBehavior(
  groups: Groups,
  vectors: Matrix,
  strata: Strata,
  settings: { permutations: number; seed: number },
  at: Checkpoint,
): Promise<PermutedBehavior> {
  const [taught, judged] = halvesOf(groups, settings.seed);
  const features = bentFeatures(vectors, settings.seed);
  const scores = learnScores(taught, features, strata);
  const weights = new StratumWeights(strata);
  const difference = (later: Float64Array, all: Float64Array): number => {
    weights.set(later, all);
    let sum = 0;
    for (let type = 0; type < scores.length; type++) {
      const stratum = strata.of[type]!;
      sum +=
        scores[type]! *
        (later[type]! * weights.later[stratum]! - (all[type]! - later[type]!) * weights.earlier[stratum]!);
    }
    return sum;
  };
  const found = await permuted(judged, difference, { ...settings, strata: strata.of }, at);
  const sizes = judged.totals.reduce((sum, total) => sum + total, 0);
  const later = judged.later.reduce((sum, users) => sum + users, 0);
  const spread = spreadWithin(scores, inputsOf(judged, judged.totals), strata);
  return {
    ...found,
    effect: spread < NO_SPREAD ? 0 : found.statistic / spread,
    judged: { earlier: sizes - later, later },
  };
}

interface Features {
  readonly values: Float32Array;
  readonly count: number;
}

/** Components scaled to unit spread, and random directions of them cut off below a random bound. */
function bentFeatures({ data, rows, cols }: Matrix, seed: number): Features {
  const random = randomStream(seed, "monitoring/bends");
  const normal = (item: number, draw: number) => {
    let sum = -DRAWS / 2;
    for (let d = 0; d < DRAWS; d++) sum += random.uniform(item, draw * DRAWS + d);
    return sum;
  };
  const scaled = new Float32Array(rows * cols);
  for (let c = 0; c < cols; c++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) sum += data[row * cols + c]!;
    const mean = sum / rows;
    for (let row = 0; row < rows; row++) squares += square(data[row * cols + c]! - mean);
    const deviation = Math.sqrt(squares / rows) || 1;
    for (let row = 0; row < rows; row++) scaled[row * cols + c] = (data[row * cols + c]! - mean) / deviation;
  }
  const count = cols + BENDS;
  const values = new Float32Array(rows * count);
  const shrink = 1 / Math.sqrt(cols);
  const directions = Float32Array.from({ length: BENDS * cols }, (_, e) => {
    return normal(Math.floor(e / cols), e % cols) * shrink;
  });
  const bounds = Float32Array.from({ length: BENDS }, (_, bend) => normal(BENDS + bend, 0));
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < cols; c++) values[row * count + c] = scaled[row * cols + c]!;
    for (let bend = 0; bend < BENDS; bend++) {
      let sum = -bounds[bend]!;
      for (let c = 0; c < cols; c++) sum += directions[bend * cols + c]! * scaled[row * cols + c]!;
      values[row * count + cols + bend] = Math.max(0, sum);
    }
  }
  return { values, count };
}

/** A score of each type: high where the later group is more often than the earlier one, in the same segment. */
function learnScores(taught: Groups, { values, count }: Features, strata: Strata): Float64Array {
  const later = inputsOf(taught, taught.later);
  const all = inputsOf(taught, taught.totals);
  const weights = new StratumWeights(strata);
  weights.set(later, all);
  const rows = all.length;
  const used = [...all.keys()].filter((row) => all[row]! > 0 && strata.shares[strata.of[row]!]! > 0);
  const means = new Float64Array(strata.shares.length * count);
  const weightOf = (row: number) => {
    const stratum = strata.of[row]!;
    return [later[row]! * weights.later[stratum]!, (all[row]! - later[row]!) * weights.earlier[stratum]!] as const;
  };
  for (const row of used) {
    const [ofLater, ofEarlier] = weightOf(row);
    const stratum = strata.of[row]!;
    const weight = (ofLater + ofEarlier) / (2 * strata.shares[stratum]!);
    for (let f = 0; f < count; f++) means[stratum * count + f]! += weight * values[row * count + f]!;
  }
  const normal = new Float64Array(count * count);
  const right = new Float64Array(count);
  const centered = new Float64Array(count);
  for (const row of used) {
    const [ofLater, ofEarlier] = weightOf(row);
    const stratum = strata.of[row]!;
    for (let f = 0; f < count; f++) centered[f] = values[row * count + f]! - means[stratum * count + f]!;
    for (let f = 0; f < count; f++) {
      right[f]! += (ofLater - ofEarlier) * centered[f]!;
      const scaled = (ofLater + ofEarlier) * centered[f]!;
      for (let g = 0; g <= f; g++) normal[f * count + g]! += scaled * centered[g]!;
    }
  }
  let trace = 0;
  for (let f = 0; f < count; f++) trace += normal[f * count + f]!;
  const coefficients = solvePositive(normal, right, count, (RIDGE * trace) / count || 1);
  const scores = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const stratum = strata.of[row]!;
    for (let f = 0; f < count; f++) {
      scores[row]! += coefficients[f]! * (values[row * count + f]! - means[stratum * count + f]!);
    }
  }
  return scores;
}

/** Standard deviation of the scores within strata. */
function spreadWithin(scores: Float64Array, inputs: Float64Array, { of, shares }: Strata): number {
  const [sums, squares, sizes] = [0, 1, 2].map(() => new Float64Array(shares.length));
  for (let type = 0; type < scores.length; type++) {
    const stratum = of[type]!;
    sizes![stratum]! += inputs[type]!;
    sums![stratum]! += inputs[type]! * scores[type]!;
    squares![stratum]! += inputs[type]! * square(scores[type]!);
  }
  let variance = 0;
  for (const [s, share] of shares.entries()) {
    if (share > 0 && sizes![s]! > 0) variance += share * (squares![s]! / sizes![s]! - square(sums![s]! / sizes![s]!));
  }
  return Math.sqrt(Math.max(0, variance));
}

function square(x: number): number {
  return x * x;
}
