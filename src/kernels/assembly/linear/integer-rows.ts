import { fourIntegers, integerFactor } from "./integer-row";

/**
 * Rows `first` .. `last` as 16-bit integers: their differences from a mean times `unit`, drawn in to a ball and
 * rounded.
 *
 * rows: `stride` floats from row to row, a multiple of 4, padding zero. mean: one row. 16-byte aligned.
 * out:  `stride` i16 a row, and zeros up to a multiple of 8.
 */
export function integerRows(first: i32, last: i32, rows: usize, stride: i32, mean: usize, unit: f32, out: usize): void {
  const bytes = (<usize>stride) << 2;
  const outBytes = (<usize>((stride + 7) & ~7)) << 1;
  for (let i = first; i < last; i++) {
    const row = rows + <usize>i * bytes;
    const factor = integerFactor(row, mean, bytes, unit);
    let to = out + <usize>i * outBytes;
    for (let at: usize = 0; at < bytes; at += 16, to += 8) {
      const values = fourIntegers(row + at, mean + at, factor);
      v128.store64_lane(to, i16x8.narrow_i32x4_s(values, values), 0);
    }
  }
}
