/**
 * Four rows of the weighted scatter matrix: out[r, j] = sum over i of w_i (x_i[first + r] - m[first + r]) (x_i[j] -
 * m[j]), for j from `first` on, in f64, summed in the order of the rows.
 *
 * rows:    `count` rows of `stride` floats, 16-byte aligned, stride a multiple of 4.
 * mean:    `stride` doubles. weights: `count` doubles.
 * first:   a multiple of 4.
 * out:     4 x `stride` doubles, 16-byte aligned, zero before. Overlaps nothing else.
 */
export function covarianceRows(
  rows: usize,
  count: i32,
  stride: i32,
  mean: usize,
  weights: usize,
  first: i32,
  out: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  const outBytes = (<usize>stride) << 3;
  const at = (<usize>first) << 2;
  const meanAt = mean + ((<usize>first) << 3);
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>i * rowBytes;
    const weight = load<f64>(weights + ((<usize>i) << 3));
    const x0 = f64x2.splat(weight * (<f64>load<f32>(row + at) - load<f64>(meanAt)));
    const x1 = f64x2.splat(weight * (<f64>load<f32>(row + at, 4) - load<f64>(meanAt, 8)));
    const x2 = f64x2.splat(weight * (<f64>load<f32>(row + at, 8) - load<f64>(meanAt, 16)));
    const x3 = f64x2.splat(weight * (<f64>load<f32>(row + at, 12) - load<f64>(meanAt, 24)));
    for (let j = at; j < rowBytes; j += 8) {
      const two = f64x2.promote_low_f32x4(v128.load64_zero(row + j));
      const y = f64x2.sub(two, v128.load(mean + 2 * j));
      const o = out + 2 * j;
      v128.store(o, f64x2.add(v128.load(o), f64x2.mul(x0, y)));
      v128.store(o + outBytes, f64x2.add(v128.load(o + outBytes), f64x2.mul(x1, y)));
      v128.store(o + 2 * outBytes, f64x2.add(v128.load(o + 2 * outBytes), f64x2.mul(x2, y)));
      v128.store(o + 3 * outBytes, f64x2.add(v128.load(o + 3 * outBytes), f64x2.mul(x3, y)));
    }
  }
}
