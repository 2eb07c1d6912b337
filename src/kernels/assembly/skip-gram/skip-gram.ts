import { adam } from "../layout/adam";
import { matmul } from "../linear/matmul";
import { expOfNegative, log1pOfUnit } from "../shared/elementary";

/**
 * First half of a step of skip-gram with negative sampling trained from counts, for a block of words: moves the words
 * by their pending gradient, then computes the scores x = word · context, the block's share of the objective
 * `sum N softplus(-x) + B softplus(x)` with `B[w, c] = (totals[w] - N[w, c]) noise[c]`, the derivatives
 * `(N + B) sigma(x) - N`, and the words' next gradient.
 *
 * words, gradient, mean, square: rows x d floats of this block.    contexts: cols x d.    transposed: d rows of
 * `stride`.
 * counts, slopes:                rows of `stride` floats of this block: N, and where the derivatives go.
 * totals: a float a row of this block.    noise: a float a column, negative samples included.
 * Everything 16-byte aligned and apart from each other. rows a multiple of 4; cols, d and stride of 8; padding zero.
 * rate: of Adam; 0 leaves the words as they are.
 */
export function skipGramWords(
  words: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  contexts: usize,
  transposed: usize,
  counts: usize,
  slopes: usize,
  totals: usize,
  noise: usize,
  rows: i32,
  cols: i32,
  stride: i32,
  d: i32,
  beta1: f32,
  beta2: f32,
  rate: f32,
): f64 {
  if (rate > 0) adam(words, gradient, mean, square, rows * d, beta1, beta2, rate, 0);
  matmul(words, d, 1, transposed, stride, slopes, stride, rows, cols, d);
  let loss: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const skipped = (<usize>(i * stride)) << 2;
    loss += slopesOfRow(slopes + skipped, counts + skipped, load<f32>(totals + ((<usize>i) << 2)), noise, cols);
  }
  matmul(slopes, stride, 1, contexts, d, gradient, d, rows, d, cols);
  return loss;
}

/**
 * Second half of the step, for a block of contexts: computes their gradient from the derivatives of all words, moves
 * them, and writes them into the transposed copy.
 *
 * words: all words, `depth` x d.    slopes: this block's columns of all `depth` rows.
 * contexts, gradient, mean, square: rows x d of this block.    transposed: this block's columns of the d rows.
 */
export function skipGramContexts(
  words: usize,
  slopes: usize,
  contexts: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  transposed: usize,
  rows: i32,
  depth: i32,
  stride: i32,
  d: i32,
  beta1: f32,
  beta2: f32,
  rate: f32,
): void {
  matmul(slopes, 1, stride, words, d, gradient, d, rows, d, depth);
  adam(contexts, gradient, mean, square, rows * d, beta1, beta2, rate, 0);
  for (let i = 0; i < rows; i++) {
    for (let t = 0; t < d; t++) {
      store<f32>(transposed + ((<usize>(t * stride + i)) << 2), load<f32>(contexts + ((<usize>(i * d + t)) << 2)));
    }
  }
}

/** Turns a row of scores into derivatives, in place, and returns the row's share of the objective. */
function slopesOfRow(scores: usize, counts: usize, total: f32, noise: usize, cols: i32): f64 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const totals = f32x4.splat(total);
  let sums = f64x2.splat(0);
  for (let j: usize = 0, end = (<usize>cols) << 2; j < end; j += 16) {
    const x = v128.load(scores + j);
    const n = v128.load(counts + j);
    const b = f32x4.mul(f32x4.sub(totals, n), v128.load(noise + j));
    const e = expOfNegative(f32x4.neg(f32x4.abs(x)));
    const sigmaOfAbs = f32x4.div(one, f32x4.add(one, e));
    const sigma = v128.bitselect(sigmaOfAbs, f32x4.mul(e, sigmaOfAbs), f32x4.ge(x, zero));
    v128.store(scores + j, f32x4.sub(f32x4.mul(f32x4.add(n, b), sigma), n));
    const tail = log1pOfUnit(e); // softplus(x) = max(x, 0) + log1p(exp(-|x|))
    const positive = f32x4.mul(n, f32x4.add(f32x4.pmax(f32x4.neg(x), zero), tail));
    const negative = f32x4.mul(b, f32x4.add(f32x4.pmax(x, zero), tail));
    const terms = f32x4.add(positive, negative);
    sums = f64x2.add(sums, f64x2.promote_low_f32x4(terms));
    sums = f64x2.add(
      sums,
      f64x2.promote_low_f32x4(i8x16.shuffle(terms, terms, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15)),
    );
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
