import { second, threefry } from "../shared/threefry";

/**
 * Sums over a part of the rows that is drawn by lot, `size` of them without replacement, once for each permutation `first` .. `last`.
 *
 * Row by row, a row is taken with probability (rows still to be taken) / (rows left), by one 32-bit number of (key, permutation, row):
 * every set of rows is as probable as every other (Fan, Muller & Rezucha 1962). Four permutations at a time, one a lane; sums
 * run in the order of rows.
 *
 * values: n x cols f64, row by row.
 * sums:   ceil(permutations / 4) x cols x 4 f64, zero before; must not overlap `values`. Permutation p and column c are at
 *         ((p >> 2) * cols + c) * 4 + (p & 3).
 * first:  a multiple of 4. n below 2^31.
 */
export function permutedSums(
  first: i32,
  last: i32,
  k0: i32,
  k1: i32,
  values: usize,
  n: i32,
  cols: i32,
  size: i32,
  sums: usize,
): void {
  const one = f64x2.splat(4294967296.0); // 2^32: what a row counts in `needed`
  for (let p = first; p < last; p += 4) {
    const permutations = i32x4(p, p + 1, p + 2, p + 3);
    const out = sums + ((<usize>(p * cols)) << 3);
    let neededLow = f64x2.mul(f64x2.splat(<f64>size), one);
    let neededHigh = neededLow;
    let value = values;
    for (let i = 0; i < n; i++) {
      const draw = (i & 1) === 0 ? threefry(k0, k1, permutations, i32x4.splat(i >> 1)) : second;
      const left = f64x2.splat(<f64>(n - i));
      const low = f64x2.convert_low_i32x4_u(draw);
      const high = f64x2.convert_low_i32x4_u(v128.shuffle<i32>(draw, draw, 2, 3, 2, 3));
      const takenLow = f64x2.lt(f64x2.mul(low, left), neededLow);
      const takenHigh = f64x2.lt(f64x2.mul(high, left), neededHigh);
      neededLow = f64x2.sub(neededLow, v128.and(takenLow, one));
      neededHigh = f64x2.sub(neededHigh, v128.and(takenHigh, one));
      for (let c = 0; c < cols; c++, value += 8) {
        const x = v128.load64_splat(value);
        const at = out + ((<usize>c) << 5);
        v128.store(at, f64x2.add(v128.load(at), v128.and(takenLow, x)));
        v128.store(at, f64x2.add(v128.load(at, 16), v128.and(takenHigh, x)), 16);
      }
    }
  }
}
