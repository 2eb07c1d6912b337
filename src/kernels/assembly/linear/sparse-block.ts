/** Terms of a sum that are added up apart, so that long rows do not drown their last terms. */
const TERMS = 128;

/**
 * Rows `first .. last` of `out = scale * (A x) + shift * own - before`, for a sparse matrix A and tall dense matrices:
 * one step of Chebyshev's recurrence, or a plain product.
 *
 * offsets, columns, values: A in compressed rows.
 * quads:                    vectors of four floats a row of x, own, before and out; 16-byte aligned.
 * own, before:              0 for none. `before` may be `out`; x may not.
 */
export function sparseBlock(
  first: i32,
  last: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  quads: i32,
  x: usize,
  own: usize,
  before: usize,
  out: usize,
  scale: f32,
  shift: f32,
): void {
  const bytes = (<usize>quads) << 4;
  for (let i = first; i < last; i++) {
    const start = load<u32>(offsets + ((<usize>i) << 2));
    const end = load<u32>(offsets + ((<usize>i) << 2), 4);
    const at = <usize>i * bytes;
    let q: usize = 0;
    for (; q + 64 <= bytes; q += 64) {
      sumFour(start, end, columns, values, x + q, bytes);
      finish(t0, at + q, own, before, out, scale, shift);
      finish(t1, at + q + 16, own, before, out, scale, shift);
      finish(t2, at + q + 32, own, before, out, scale, shift);
      finish(t3, at + q + 48, own, before, out, scale, shift);
    }
    for (; q < bytes; q += 16) {
      finish(sumOne(start, end, columns, values, x + q, bytes), at + q, own, before, out, scale, shift);
    }
  }
}

let t0: v128 = f32x4.splat(0);
let t1: v128 = f32x4.splat(0);
let t2: v128 = f32x4.splat(0);
let t3: v128 = f32x4.splat(0);

function sumFour(start: u32, end: u32, columns: usize, values: usize, x: usize, bytes: usize): void {
  t0 = t1 = t2 = t3 = f32x4.splat(0);
  for (let from = start; from < end; from += TERMS) {
    let s0 = f32x4.splat(0),
      s1 = f32x4.splat(0),
      s2 = f32x4.splat(0),
      s3 = f32x4.splat(0);
    const to = min(from + TERMS, end);
    for (let p = from; p < to; p++) {
      const value = v128.load32_splat(values + ((<usize>p) << 2));
      const row = x + <usize>load<u32>(columns + ((<usize>p) << 2)) * bytes;
      s0 = f32x4.add(s0, f32x4.mul(value, v128.load(row)));
      s1 = f32x4.add(s1, f32x4.mul(value, v128.load(row, 16)));
      s2 = f32x4.add(s2, f32x4.mul(value, v128.load(row, 32)));
      s3 = f32x4.add(s3, f32x4.mul(value, v128.load(row, 48)));
    }
    t0 = f32x4.add(t0, s0);
    t1 = f32x4.add(t1, s1);
    t2 = f32x4.add(t2, s2);
    t3 = f32x4.add(t3, s3);
  }
}

function sumOne(start: u32, end: u32, columns: usize, values: usize, x: usize, bytes: usize): v128 {
  let total = f32x4.splat(0);
  for (let from = start; from < end; from += TERMS) {
    let sum = f32x4.splat(0);
    const to = min(from + TERMS, end);
    for (let p = from; p < to; p++) {
      const row = x + <usize>load<u32>(columns + ((<usize>p) << 2)) * bytes;
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(values + ((<usize>p) << 2)), v128.load(row)));
    }
    total = f32x4.add(total, sum);
  }
  return total;
}

function finish(sum: v128, at: usize, own: usize, before: usize, out: usize, scale: f32, shift: f32): void {
  let result = f32x4.mul(f32x4.splat(scale), sum);
  if (own !== 0) result = f32x4.add(result, f32x4.mul(f32x4.splat(shift), v128.load(own + at)));
  if (before !== 0) result = f32x4.sub(result, v128.load(before + at));
  v128.store(out + at, result);
}
