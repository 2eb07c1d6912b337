/*
 *   scores   := values x samples'                matmul
 *   slopes   of the sampled negatives            negativeSlopes, in the place of the scores
 *   gradient := slopes x samples                 matmul
 *   for each row:
 *     addPositives: keeps pairs at random by their counts; by fours, addFour: score, slope, gradient
 *     adam: a step along the gradient
 *
 * No module variables.
 */
import { adam } from "../layout/adam";
import { matmul } from "../linear/matmul";
import { expOfNegative, log1pOfUnit } from "../shared/elementary";

/**
 * One step of skip-gram with negative sampling for a block of rows of one side (words, or contexts), the other side
 * standing still: gradient from sparse positives and shared sampled negatives, then Adam. The value is the block's
 * share of the objective `sum N softplus(-x) - N noise softplus(x)` over positives, plus `weight softplus(x)` over
 * samples.
 *
 * values, gradient, mean, square: rows x d floats of this block.     others: the other side, rows of d floats.
 * offsets: a u32 a row and one more, into columns (u32) and counts (f32, > 0).
 * thresholds: a float a row; a positive is kept when its count >= threshold * uniform(row, column, draw), as the larger
 *   of count and threshold. 0 keeps all.
 * samples: `drawn` rows of d floats; turned: the same transposed.      weights: a float a row, that of each sample.
 * scores: scratch, rows x drawn.                                       noise: a float for each row (own = 1: from this
 *   block's first row on) or for each column (own = 0).
 * deviations: a float a row; times `doubt` it is the size of gradient that Adam doubts.
 * d and drawn multiples of 8, rows of 4; 16-byte aligned, nothing overlaps. rate 0: nothing moves, only the value.
 */
export function skipGramRows(
  values: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  others: usize,
  offsets: usize,
  columns: usize,
  counts: usize,
  thresholds: usize,
  samples: usize,
  turned: usize,
  weights: usize,
  scores: usize,
  noise: usize,
  own: i32,
  first: i32,
  rows: i32,
  d: i32,
  drawn: i32,
  draw: i32,
  beta1: f32,
  beta2: f32,
  rate: f32,
  deviations: usize,
  doubt: f32,
): f64 {
  matmul(values, d, 1, turned, drawn, scores, drawn, rows, drawn, d);
  let loss: f64 = 0;
  for (let i = 0; i < rows; i++) {
    loss += negativeSlopes(scores + ((<usize>(i * drawn)) << 2), load<f32>(weights + ((<usize>i) << 2)), drawn);
  }
  matmul(scores, drawn, 1, samples, d, gradient, d, rows, d, drawn);
  for (let i = 0; i < rows; i++) {
    const at = (<usize>i) << 2;
    const row = (<usize>(i * d)) << 2;
    loss += addPositives(
      values + row,
      gradient + row,
      others,
      load<u32>(offsets + at),
      load<u32>(offsets + at, 4),
      columns,
      counts,
      load<f32>(thresholds + at),
      own !== 0 ? noise + at : noise,
      own !== 0 ? 0 : 4,
      d,
      mixed(mixed(draw) ^ (first + i)),
    );
  }
  if (rate > 0) {
    for (let i = 0; i < rows; i++) {
      const row = (<usize>(i * d)) << 2;
      const unsure = doubt * load<f32>(deviations + ((<usize>i) << 2));
      adam(values + row, gradient + row, mean + row, square + row, d, beta1, beta2, rate, unsure);
    }
  }
  return loss;
}

/** Turns a row of scores into derivatives, in place, and returns its share of the objective. */
function negativeSlopes(scores: usize, weight: f32, drawn: i32): f64 {
  const one = f32x4.splat(1);
  const weights = f32x4.splat(weight);
  let sums = f32x4.splat(0);
  for (let j: usize = 0, end = (<usize>drawn) << 2; j < end; j += 16) {
    const x = v128.load(scores + j);
    const e = expOfNegative(f32x4.neg(f32x4.abs(x)));
    const sigmaOfAbs = f32x4.div(one, f32x4.add(one, e));
    const sigma = v128.bitselect(sigmaOfAbs, f32x4.mul(e, sigmaOfAbs), f32x4.ge(x, f32x4.splat(0)));
    v128.store(scores + j, f32x4.mul(weights, sigma));
    sums = f32x4.add(sums, f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1pOfUnit(e)));
  }
  return <f64>weight * <f64>sumOf(sums);
}

/** Adds a row's kept positives to its gradient, four at a time. */
function addPositives(
  own: usize,
  gradient: usize,
  others: usize,
  from: u32,
  to: u32,
  columns: usize,
  counts: usize,
  threshold: f32,
  noise: usize,
  noiseStep: i32,
  d: i32,
  key: i32,
): f64 {
  let c0: u32 = 0;
  let c1: u32 = 0;
  let c2: u32 = 0;
  let n0: f32 = 0;
  let n1: f32 = 0;
  let n2: f32 = 0;
  let held = 0;
  let loss: f64 = 0;
  for (let p = from; p < to; p++) {
    const at = (<usize>p) << 2;
    const column = load<u32>(columns + at);
    let count = load<f32>(counts + at);
    if (count < threshold) {
      if (count < threshold * uniform(key ^ <i32>column)) continue;
      count = threshold;
    }
    if (held === 0) {
      c0 = column;
      n0 = count;
    } else if (held === 1) {
      c1 = column;
      n1 = count;
    } else if (held === 2) {
      c2 = column;
      n2 = count;
    } else {
      loss += addFour(own, gradient, others, c0, c1, c2, column, f32x4(n0, n1, n2, count), noise, noiseStep, d);
      held = -1;
    }
    held++;
  }
  if (held > 0) {
    if (held < 2) c1 = c0;
    if (held < 3) c2 = c0;
    const n = f32x4(n0, held > 1 ? n1 : 0, held > 2 ? n2 : 0, 0);
    loss += addFour(own, gradient, others, c0, c1, c2, c0, n, noise, noiseStep, d);
  }
  return loss;
}

function addFour(
  own: usize,
  gradient: usize,
  others: usize,
  c0: u32,
  c1: u32,
  c2: u32,
  c3: u32,
  n: v128,
  noise: usize,
  noiseStep: i32,
  d: i32,
): f64 {
  const bytes = (<usize>d) << 2;
  const y0 = others + <usize>c0 * bytes;
  const y1 = others + <usize>c1 * bytes;
  const y2 = others + <usize>c2 * bytes;
  const y3 = others + <usize>c3 * bytes;
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const u = v128.load(own + j);
    s0 = f32x4.add(s0, f32x4.mul(u, v128.load(y0 + j)));
    s1 = f32x4.add(s1, f32x4.mul(u, v128.load(y1 + j)));
    s2 = f32x4.add(s2, f32x4.mul(u, v128.load(y2 + j)));
    s3 = f32x4.add(s3, f32x4.mul(u, v128.load(y3 + j)));
  }
  const x = f32x4(sumOf(s0), sumOf(s1), sumOf(s2), sumOf(s3));
  const step = <usize>noiseStep;
  const b = f32x4(
    load<f32>(noise + <usize>c0 * step),
    load<f32>(noise + <usize>c1 * step),
    load<f32>(noise + <usize>c2 * step),
    load<f32>(noise + <usize>c3 * step),
  );
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const e = expOfNegative(f32x4.neg(f32x4.abs(x)));
  const sigmaOfAbs = f32x4.div(one, f32x4.add(one, e));
  const sigma = v128.bitselect(sigmaOfAbs, f32x4.mul(e, sigmaOfAbs), f32x4.ge(x, zero));
  // N (sigma - 1) - N b sigma: a draw that equals the positive itself is no negative
  const slopes = f32x4.mul(n, f32x4.sub(f32x4.mul(sigma, f32x4.sub(one, b)), one));
  const g0 = f32x4.splat(f32x4.extract_lane(slopes, 0));
  const g1 = f32x4.splat(f32x4.extract_lane(slopes, 1));
  const g2 = f32x4.splat(f32x4.extract_lane(slopes, 2));
  const g3 = f32x4.splat(f32x4.extract_lane(slopes, 3));
  for (let j: usize = 0; j < bytes; j += 16) {
    let g = v128.load(gradient + j);
    g = f32x4.add(g, f32x4.mul(g0, v128.load(y0 + j)));
    g = f32x4.add(g, f32x4.mul(g1, v128.load(y1 + j)));
    g = f32x4.add(g, f32x4.mul(g2, v128.load(y2 + j)));
    g = f32x4.add(g, f32x4.mul(g3, v128.load(y3 + j)));
    v128.store(gradient + j, g);
  }
  const tail = log1pOfUnit(e);
  const positive = f32x4.add(f32x4.pmax(f32x4.neg(x), zero), tail);
  const negative = f32x4.add(f32x4.pmax(x, zero), tail);
  return <f64>sumOf(f32x4.mul(n, f32x4.sub(positive, f32x4.mul(b, negative))));
}

function sumOf(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** A number in [0, 1). */
function uniform(key: i32): f32 {
  return <f32>(<u32>mixed(key) >> 8) / 16777216;
}

/** The finalizer of MurmurHash3. */
function mixed(key: i32): i32 {
  let h = key;
  h = (h ^ (h >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}
