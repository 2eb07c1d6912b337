import { MAGNITUDES } from "./predictive-laws";

const LAWS: f64 = 5;
const ROUNDS = 6;
/** Keeps every law in play where a magnitude was hardly seen. */
const LEAST: f64 = 1e-3;

/**
 * Codes rows by a mixture of five laws: all symbols alike, the two of all inputs, the two of the row's group. The
 * shares of the laws, one set for each magnitude, are learned by expectation maximization from the same predictions.
 *
 * keys, magnitudes, laws, weights, predictionOf: of `count` predictions, as `predictiveLaws` writes them.
 * ofAll:          the laws of all inputs, two f64 for each key.
 * uniform:        one over the number of symbols.
 * offsets, times: of `n` rows, as in `predictiveLaws`.
 * coded:          coded inputs of each row, f64.
 * starts:         1 + MAGNITUDES i32; sorted: i32 for each prediction and one more for each magnitude; columns: five
 *                 f64 for each of these; costs: f64 for each prediction; all overwritten.
 * nats:           written: n f64, what one coded input of each row costs; 0 for none.
 */
export function predictiveCode(
  count: i32,
  keys: usize,
  magnitudes: usize,
  laws: usize,
  weights: usize,
  predictionOf: usize,
  ofAll: usize,
  uniform: f64,
  n: i32,
  offsets: usize,
  times: usize,
  coded: usize,
  starts: usize,
  sorted: usize,
  columns: usize,
  costs: usize,
  nats: usize,
): void {
  const places = <usize>sortByMagnitude(count, magnitudes, starts, sorted);
  const width = places << 3;
  for (let at: usize = 0; at < places; at++) {
    const i = load<i32>(sorted + (at << 2));
    const to = columns + (at << 3);
    let all = f64x2.splat(0);
    let own = f64x2.splat(0);
    let weight: f64 = 0;
    if (i >= 0) {
      all = v128.load(ofAll + ((<usize>load<i32>(keys + ((<usize>i) << 2))) << 4));
      own = v128.load(laws + ((<usize>i) << 4));
      weight = load<f64>(weights + ((<usize>i) << 3));
    }
    store<f64>(to, f64x2.extract_lane(all, 0));
    store<f64>(to + width, f64x2.extract_lane(all, 1));
    store<f64>(to + 2 * width, f64x2.extract_lane(own, 0));
    store<f64>(to + 3 * width, f64x2.extract_lane(own, 1));
    store<f64>(to + 4 * width, weight);
  }
  for (let magnitude: usize = 0; magnitude < <usize>MAGNITUDES; magnitude++) {
    const from = <usize>load<i32>(starts + (magnitude << 2));
    const to = <usize>load<i32>(starts + (magnitude << 2), 4);
    if (from < to) codeAlike(columns + (from << 3), columns + (to << 3), width, uniform);
  }
  for (let at: usize = 0; at < places; at++) {
    const i = load<i32>(sorted + (at << 2));
    if (i >= 0) store<f64>(costs + ((<usize>i) << 3), load<f64>(columns + (at << 3)));
  }
  for (let row: usize = 0; row < <usize>n; row++) {
    const last = load<f64>(coded + (row << 3)) > 0 ? <usize>load<i32>(offsets + (row << 2), 4) : 0;
    let sum: f64 = 0;
    for (let p = <usize>load<i32>(offsets + (row << 2)); p < last; p++) {
      const prediction = <usize>load<i32>(predictionOf + (p << 2));
      sum += load<f64>(times + (p << 3)) * load<f64>(costs + (prediction << 3));
    }
    store<f64>(nats + (row << 3), sum);
  }
}

/**
 * Sorts predictions by magnitude; those of each are an even number, filled up with -1. Returns the number of places.
 */
function sortByMagnitude(count: i32, magnitudes: usize, starts: usize, sorted: usize): i32 {
  for (let m: usize = 0; m <= <usize>MAGNITUDES; m++) store<i32>(starts + (m << 2), 0);
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = starts + ((<usize>load<u8>(magnitudes + i)) << 2);
    store<i32>(at, load<i32>(at, 4) + 1, 4);
  }
  for (let m: usize = 0; m < <usize>MAGNITUDES; m++) {
    const end = load<i32>(starts + (m << 2)) + ((load<i32>(starts + (m << 2), 4) + 1) & ~1);
    store<i32>(starts + (m << 2), end, 4);
    if (end > load<i32>(starts + (m << 2))) store<i32>(sorted + ((<usize>end - 1) << 2), -1);
  }
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = starts + ((<usize>load<u8>(magnitudes + i)) << 2);
    const to = load<i32>(at);
    store<i32>(sorted + ((<usize>to) << 2), <i32>i);
    store<i32>(at, to + 1);
  }
  // each start has moved to the end of its predictions, from where it is at most one place to the next start
  for (let m = <usize>MAGNITUDES; m > 0; m--) {
    store<i32>(starts + (m << 2), (load<i32>(starts + ((m - 1) << 2)) + 1) & ~1);
  }
  store<i32>(starts, 0);
  return load<i32>(starts + ((<usize>MAGNITUDES) << 2));
}

/**
 * Learns the shares of the laws from predictions of one magnitude, and writes what each costs in place of its first
 * law. From one column to the next there are `width` bytes.
 */
function codeAlike(from: usize, to: usize, width: usize, uniform: f64): void {
  let even = uniform / LAWS;
  let share1: f64 = 1 / LAWS;
  let share2: f64 = 1 / LAWS;
  let share3: f64 = 1 / LAWS;
  let share4: f64 = 1 / LAWS;
  for (let round = 0; round < ROUNDS; round++) {
    let taken0 = f64x2.splat(0);
    let taken1 = f64x2.splat(0);
    let taken2 = f64x2.splat(0);
    let taken3 = f64x2.splat(0);
    let taken4 = f64x2.splat(0);
    for (let at = from; at < to; at += 16) {
      const law1 = f64x2.mul(f64x2.splat(share1), v128.load(at));
      const law2 = f64x2.mul(f64x2.splat(share2), v128.load(at + width));
      const law3 = f64x2.mul(f64x2.splat(share3), v128.load(at + 2 * width));
      const law4 = f64x2.mul(f64x2.splat(share4), v128.load(at + 3 * width));
      const chance = f64x2.add(f64x2.add(f64x2.add(f64x2.splat(even), law1), f64x2.add(law2, law3)), law4);
      const weight = f64x2.div(v128.load(at + 4 * width), chance);
      taken0 = f64x2.add(taken0, weight);
      taken1 = f64x2.add(taken1, f64x2.mul(weight, law1));
      taken2 = f64x2.add(taken2, f64x2.mul(weight, law2));
      taken3 = f64x2.add(taken3, f64x2.mul(weight, law3));
      taken4 = f64x2.add(taken4, f64x2.mul(weight, law4));
    }
    const by0 = LEAST + even * sumOf(taken0);
    const by1 = LEAST + sumOf(taken1);
    const by2 = LEAST + sumOf(taken2);
    const by3 = LEAST + sumOf(taken3);
    const by4 = LEAST + sumOf(taken4);
    const all = by0 + (by1 + by2 + (by3 + by4));
    even = (uniform * by0) / all;
    share1 = by1 / all;
    share2 = by2 / all;
    share3 = by3 / all;
    share4 = by4 / all;
  }
  for (let at = from; at < to; at += 16) {
    const law1 = f64x2.mul(f64x2.splat(share1), v128.load(at));
    const law2 = f64x2.mul(f64x2.splat(share2), v128.load(at + width));
    const law3 = f64x2.mul(f64x2.splat(share3), v128.load(at + 2 * width));
    const law4 = f64x2.mul(f64x2.splat(share4), v128.load(at + 3 * width));
    const chance = f64x2.add(f64x2.add(f64x2.add(f64x2.splat(even), law1), f64x2.add(law2, law3)), law4);
    v128.store(at, f64x2.neg(logOf(chance)));
  }
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Natural logarithms of two normal positive numbers, as `core` has it. */
function logOf(x: v128): v128 {
  let exponents = i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023));
  let mantissa = v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const large = f64x2.gt(mantissa, f64x2.splat(Math.SQRT2));
  mantissa = v128.bitselect(f64x2.mul(mantissa, f64x2.splat(0.5)), mantissa, large);
  exponents = i64x2.sub(exponents, large); // -1 where it is
  const exponent = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  const one = f64x2.splat(1);
  const t = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one));
  const t2 = f64x2.mul(t, t);
  let series = f64x2.mul(f64x2.splat(1.0 / 23.0), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 21.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 19.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 17.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 15.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 13.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 11.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 9.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 7.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 5.0)), t2);
  series = f64x2.mul(f64x2.add(series, f64x2.splat(1.0 / 3.0)), t2);
  const twice = f64x2.add(t, t);
  const low = f64x2.add(
    f64x2.mul(exponent, f64x2.splat(1.9082149292705877e-10)),
    f64x2.add(f64x2.mul(twice, series), twice),
  );
  return f64x2.add(f64x2.mul(exponent, f64x2.splat(0.6931471803691238)), low);
}
