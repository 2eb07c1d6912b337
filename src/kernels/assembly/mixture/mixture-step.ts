/*
 * One step of expectation and maximization of a mixture of Gaussians, two rows at a time.
 *
 *   for each two rows:
 *     logDensities    of each component: log weight + log density, from the whitened difference to its mean
 *     responsibilities  exp of each, less the largest, divided by their sum
 *     addMoments      weight times responsibility, times the difference, times its products: of each component
 *
 * Differences are those to the means that the step starts from, so that sums lose nothing where clusters are far from
 * zero: the new mean is the old one + sum / weight.
 *
 * Module variables, one set a thread: mixtureStep writes them once a call.
 */
import { decay } from "../shared/decay";
import { logarithm } from "../shared/logarithm";

let d: i32 = 0;
let differences: usize = 0;

/**
 * The step for the rows `first` .. `last`.
 *
 * rows:      f32, `stride` from row to row.
 * weights:   f64, one a row.
 * cols:      d. full: 1 where components have full covariances, 0 where they have variances of columns.
 * k:         components.
 * constants: f64, one a component: log weight less d / 2 log(2 pi) and half the log determinant.
 * means:     f64, d a component.
 * whiten:    f64: full: for each component the inverse of the Cholesky factor, lower triangle row by row, d (d + 1) / 2
 *            numbers; else 1 / standard deviation, d numbers.
 * sums:      f64 pairs, 16-byte aligned, two lanes each: for each component its weight, d sums of differences, and the
 *            sums of their products, d (d + 1) / 2 or d; then one of weight times log likelihood. Written.
 * logs:      f64 pairs: of each component; scratch. spare: f64 pairs, d + d: scratch.
 * shares:    f64, k a row: responsibilities, written; 0 where they are not wanted.
 */
export function mixtureStep(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  weights: usize,
  cols: i32,
  full: i32,
  k: i32,
  constants: usize,
  means: usize,
  whiten: usize,
  sums: usize,
  logs: usize,
  spare: usize,
  shares: usize,
): void {
  d = cols;
  differences = spare;
  const products = full !== 0 ? (d * (d + 1)) / 2 : d;
  const entries = 1 + d + products;
  memory.fill(sums, 0, (<usize>(k * entries + 1)) << 4);
  const target = sums + ((<usize>(k * entries)) << 4);
  const rowBytes = (<usize>stride) << 2;
  for (let i = first; i < last; i += 2) {
    const single = i + 1 === last;
    const row = rows + <usize>i * rowBytes;
    const next = single ? row : row + rowBytes;
    const weightAt = weights + ((<usize>i) << 3);
    const weight = f64x2.replace_lane(f64x2.splat(load<f64>(weightAt)), 1, single ? 0 : load<f64>(weightAt, 8));
    let largest = f64x2.splat(-Infinity);
    for (let c = 0; c < k; c++) {
      difference(row, next, means + ((<usize>(c * d)) << 3));
      const whitener = whiten + ((<usize>(c * products)) << 3);
      const square = full !== 0 ? fullSquare(whitener) : diagonalSquare(whitener);
      const constant = f64x2.splat(load<f64>(constants + ((<usize>c) << 3)));
      const density = f64x2.sub(constant, f64x2.mul(square, f64x2.splat(0.5)));
      v128.store(logs + ((<usize>c) << 4), density);
      largest = f64x2.max(largest, density);
    }
    let total = f64x2.splat(0);
    for (let c = 0; c < k; c++) {
      const at = logs + ((<usize>c) << 4);
      const part = decay(f64x2.sub(largest, v128.load(at)));
      v128.store(at, part);
      total = f64x2.add(total, part);
    }
    const likelihood = f64x2.add(
      largest,
      f64x2.replace_lane(
        f64x2.splat(logarithm(f64x2.extract_lane(total, 0))),
        1,
        logarithm(f64x2.extract_lane(total, 1)),
      ),
    );
    v128.store(target, f64x2.add(v128.load(target), f64x2.mul(weight, likelihood)));
    for (let c = 0; c < k; c++) {
      const share = f64x2.div(v128.load(logs + ((<usize>c) << 4)), total);
      if (shares !== 0) {
        const at = shares + ((<usize>(i * k + c)) << 3);
        store<f64>(at, f64x2.extract_lane(share, 0));
        if (!single) store<f64>(at + ((<usize>k) << 3), f64x2.extract_lane(share, 1));
      }
      const counted = f64x2.mul(share, weight);
      if (!v128.any_true(f64x2.ne(counted, f64x2.splat(0)))) continue;
      difference(row, next, means + ((<usize>(c * d)) << 3));
      addMoments(counted, full, sums + ((<usize>(c * entries)) << 4));
    }
  }
}

/** Differences of two rows to a mean, a pair for each column. */
function difference(row: usize, next: usize, mean: usize): void {
  for (let j = 0; j < d; j++) {
    const at = (<usize>j) << 2;
    const two = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(row + at)), 1, <f64>load<f32>(next + at));
    v128.store(differences + (at << 2), f64x2.sub(two, v128.load64_splat(mean + (at << 1))));
  }
}

function fullSquare(whitener: usize): v128 {
  let square = f64x2.splat(0);
  for (let i = 0; i < d; i++) {
    let sum = f64x2.splat(0);
    for (let j = 0; j <= i; j++) {
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(whitener), v128.load(differences + ((<usize>j) << 4))));
      whitener += 8;
    }
    square = f64x2.add(square, f64x2.mul(sum, sum));
  }
  return square;
}

function diagonalSquare(whitener: usize): v128 {
  let square = f64x2.splat(0);
  for (let j = 0; j < d; j++) {
    const at = (<usize>j) << 3;
    const whitened = f64x2.mul(v128.load64_splat(whitener + at), v128.load(differences + (at << 1)));
    square = f64x2.add(square, f64x2.mul(whitened, whitened));
  }
  return square;
}

function addMoments(counted: v128, full: i32, sums: usize): void {
  v128.store(sums, f64x2.add(v128.load(sums), counted));
  let to = sums + 16;
  for (let j = 0; j < d; j++, to += 16) {
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(counted, v128.load(differences + ((<usize>j) << 4)))));
  }
  for (let i = 0; i < d; i++) {
    const part = f64x2.mul(counted, v128.load(differences + ((<usize>i) << 4)));
    for (let j = full !== 0 ? 0 : i; j <= i; j++, to += 16) {
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(part, v128.load(differences + ((<usize>j) << 4)))));
    }
  }
}
