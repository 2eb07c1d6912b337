import { expOfNegative } from "../shared/elementary";

const ROUNDS = 64;

/**
 * For rows `first` .. `last` of a table of squared distances, the probabilities proportional to exp(-beta d²) whose
 * perplexity, exp of their entropy, is the one asked; beta is found by bisection for each row.
 *
 * k:         distances a row; from row to row k rounded up to a multiple of four, padding zero. 16-byte aligned.
 * distances: distances, not squares; overwritten with the probabilities, of sum 1; equal ones where all are equal.
 */
export function perplexityRows(first: i32, last: i32, k: i32, distances: usize, perplexity: f32): void {
  const bytes = ((<usize>k + 3) & ~3) << 2;
  for (let i = first; i < last; i++) {
    const row = distances + <usize>i * bytes;
    if (!scaleSquares(row, k, bytes)) continue;
    let low: f32 = 0;
    let high: f32 = Infinity;
    let beta: f32 = 1;
    for (let round = 0; round < ROUNDS; round++) {
      const found = perplexityAt(row, bytes, beta);
      if (found > perplexity) {
        low = beta;
        beta = high === Infinity ? beta * 2 : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
      if (beta === low || beta === high || beta > 1e20) break;
    }
    normalize(row, bytes, beta);
  }
}

/** Squares, less the smallest, over their mean; writes equal probabilities and says false where all are the same. */
function scaleSquares(row: usize, k: i32, bytes: usize): bool {
  const end = row + ((<usize>k) << 2);
  let least: f32 = Infinity;
  let largest: f32 = 0;
  for (let at = row; at < end; at += 4) {
    least = min(least, load<f32>(at));
    largest = max(largest, load<f32>(at));
  }
  let sum: f64 = 0;
  for (let at = row; at < end; at += 4) {
    const square = (<f64>load<f32>(at) - <f64>least) * (<f64>load<f32>(at) + <f64>least);
    store<f32>(at, <f32>(square / (<f64>largest * <f64>largest)));
    sum += square;
  }
  const differ = sum > 0;
  const scale = differ ? <f32>((<f64>largest * <f64>largest * <f64>k) / sum) : 0;
  for (let at = row; at < end; at += 4) store<f32>(at, differ ? load<f32>(at) * scale : <f32>1 / <f32>k);
  for (let at = end; at < row + bytes; at += 4) store<f32>(at, differ ? 1e30 : 0);
  return differ;
}

/** Of the probabilities at a beta; their entropy is log(sum) + beta times their mean distance. */
function perplexityAt(row: usize, bytes: usize, beta: f32): f32 {
  const minus = f32x4.splat(-beta);
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let at = row; at < row + bytes; at += 16) {
    const distance = v128.load(at);
    const p = expOfNegative(f32x4.mul(minus, distance));
    sums = f32x4.add(sums, p);
    products = f32x4.add(products, f32x4.mul(p, distance));
  }
  const sum = total(sums);
  const excess = beta * (total(products) / sum);
  return sum / f32x4.extract_lane(expOfNegative(f32x4.splat(-excess)), 0);
}

function normalize(row: usize, bytes: usize, beta: f32): void {
  const minus = f32x4.splat(-beta);
  let sums = f32x4.splat(0);
  for (let at = row; at < row + bytes; at += 16) {
    const p = expOfNegative(f32x4.mul(minus, v128.load(at)));
    v128.store(at, p);
    sums = f32x4.add(sums, p);
  }
  const sum = f32x4.splat(total(sums));
  for (let at = row; at < row + bytes; at += 16) v128.store(at, f32x4.div(v128.load(at), sum));
}

function total(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}
