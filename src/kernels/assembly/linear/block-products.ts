/**
 * Inner products of the columns of tall blocks, over rows `first .. last`: upper triangles of x'x and x'y, in f64, each
 * sum in the order of the rows.
 *
 * x, y:         rows of `width` floats, 16-byte aligned, width a multiple of 4.
 * gram, energy: width x width doubles each. Below the diagonal stands whatever its tile of 4 x 4 holds.
 */
export function blockProducts(first: i32, last: i32, width: i32, x: usize, y: usize, gram: usize, energy: usize): void {
  const rowBytes = (<usize>width) << 2;
  const from = <usize>first * rowBytes;
  const count = last - first;
  for (let a = 0; a < width; a += 4) {
    const left = x + from + ((<usize>a) << 2);
    for (let b = a; b < width; b += 4) {
      const column = from + ((<usize>b) << 2);
      const at = (<usize>(a * width + b)) << 3;
      sumTile(left, x + column, rowBytes, count, gram + at);
      sumTile(left, y + column, rowBytes, count, energy + at);
    }
  }
}

function sumTile(left: usize, right: usize, rowBytes: usize, count: i32, out: usize): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  for (let i = 0; i < count; i++, left += rowBytes, right += rowBytes) {
    const r = v128.load(right);
    const r0 = f64x2.promote_low_f32x4(r);
    const r1 = f64x2.promote_low_f32x4(v128.shuffle<i32>(r, r, 2, 3, 2, 3));
    const x0 = f64x2.splat(load<f32>(left));
    s00 = f64x2.add(s00, f64x2.mul(x0, r0));
    s01 = f64x2.add(s01, f64x2.mul(x0, r1));
    const x1 = f64x2.splat(load<f32>(left, 4));
    s10 = f64x2.add(s10, f64x2.mul(x1, r0));
    s11 = f64x2.add(s11, f64x2.mul(x1, r1));
    const x2 = f64x2.splat(load<f32>(left, 8));
    s20 = f64x2.add(s20, f64x2.mul(x2, r0));
    s21 = f64x2.add(s21, f64x2.mul(x2, r1));
    const x3 = f64x2.splat(load<f32>(left, 12));
    s30 = f64x2.add(s30, f64x2.mul(x3, r0));
    s31 = f64x2.add(s31, f64x2.mul(x3, r1));
  }
  const outBytes = rowBytes << 1;
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out + outBytes, s10);
  v128.store(out + outBytes, s11, 16);
  v128.store(out + outBytes * 2, s20);
  v128.store(out + outBytes * 2, s21, 16);
  v128.store(out + outBytes * 3, s30);
  v128.store(out + outBytes * 3, s31, 16);
}
