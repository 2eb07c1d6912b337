/** Integers of rows lie within this distance of 0, but for being rounded: products of two rows fit 32 bits. */
export const BALL: f32 = 16384;

/**
 * What the differences of a row from a mean are multiplied by before they are rounded to integers: `unit`, or less
 * where the row would leave the ball. Drawing in to a ball moves no two points apart.
 *
 * row, mean: `bytes` bytes of floats, a multiple of 16. 16-byte aligned.
 */
export function integerFactor(row: usize, mean: usize, bytes: usize, unit: f32): f32 {
  const radius = rowRadius(row, mean, bytes) * unit;
  return radius > BALL ? (unit * BALL) / radius : unit;
}

/** How far a row is from a mean. */
export function rowRadius(row: usize, mean: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const centered = f32x4.sub(v128.load(row + at), v128.load(mean + at));
    sums = f32x4.add(sums, f32x4.mul(centered, centered));
  }
  const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1));
  return Mathf.sqrt(f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1));
}

/** The integers of four columns, in four lanes of 32 bits. */
export function fourIntegers(row: usize, mean: usize, factor: f32): v128 {
  const centered = f32x4.sub(v128.load(row), v128.load(mean));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(centered, f32x4.splat(factor))));
}
