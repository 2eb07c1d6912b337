/**
 * Rows `first .. last` of `out = scale * (A x) + shift * x - before`, for a sparse matrix A and tall dense matrices: one step of
 * Chebyshev's recurrence.
 *
 * offsets, columns, values: A in compressed rows.
 * quads:                    vectors of four floats a row of x, before and out; 16-byte aligned.
 * before:                   0 for none. May be `out`; x may not.
 */
export function sparseBlock(
  first: i32,
  last: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  quads: i32,
  x: usize,
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
    for (let q: usize = 0; q < bytes; q += 16) {
      let sum = f32x4.splat(0);
      for (let p = start; p < end; p++) {
        const column = load<u32>(columns + ((<usize>p) << 2));
        sum = f32x4.add(
          sum,
          f32x4.mul(v128.load32_splat(values + ((<usize>p) << 2)), v128.load(x + <usize>column * bytes + q)),
        );
      }
      let result = f32x4.add(f32x4.mul(f32x4.splat(scale), sum), f32x4.mul(f32x4.splat(shift), v128.load(x + at + q)));
      if (before !== 0) result = f32x4.sub(result, v128.load(before + at + q));
      v128.store(out + at + q, result);
    }
  }
}
