/**
 * x := x change, rows `first .. last`, summed in f64 in the order of the columns.
 *
 * x:       rows of `width` floats, 16-byte aligned, width a multiple of 4.
 * change:  width x width doubles, 16-byte aligned.
 * scratch: `width` floats, 16-byte aligned.
 */
export function mixColumns(first: i32, last: i32, width: i32, x: usize, change: usize, scratch: usize): void {
  const rowBytes = (<usize>width) << 2;
  const end = x + <usize>last * rowBytes;
  for (let row = x + <usize>first * rowBytes; row < end; row += rowBytes) {
    for (let c: usize = 0; c < rowBytes; c += 16) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let from = change + (c << 1);
      for (let a = row; a < row + rowBytes; a += 8, from += rowBytes << 2) {
        const x0 = f64x2.splat(load<f32>(a));
        s0 = f64x2.add(s0, f64x2.mul(x0, v128.load(from)));
        s1 = f64x2.add(s1, f64x2.mul(x0, v128.load(from, 16)));
        const x1 = f64x2.splat(load<f32>(a, 4));
        const next = from + (rowBytes << 1);
        s2 = f64x2.add(s2, f64x2.mul(x1, v128.load(next)));
        s3 = f64x2.add(s3, f64x2.mul(x1, v128.load(next, 16)));
      }
      const low = f32x4.demote_f64x2_zero(f64x2.add(s0, s2));
      const high = f32x4.demote_f64x2_zero(f64x2.add(s1, s3));
      v128.store(scratch + c, v128.shuffle<i32>(low, high, 0, 1, 4, 5));
    }
    memory.copy(row, scratch, rowBytes);
  }
}
