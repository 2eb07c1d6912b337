/** The sum of the products of two rows of doubles, in four running sums. */
export function dot(x: usize, y: usize, count: i32): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  const end = x + ((<usize>(count & ~3)) << 3);
  for (; x < end; x += 32, y += 32) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(x), v128.load(y)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
  }
  const sums = f64x2.add(s0, s1);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (let left = count & 3; left > 0; left--, x += 8, y += 8) sum += load<f64>(x) * load<f64>(y);
  return sum;
}

/** to += by x, of rows of doubles. */
export function addScaled(to: usize, x: usize, by: f64, count: i32): void {
  const scale = f64x2.splat(by);
  const end = x + ((<usize>(count & ~3)) << 3);
  for (; x < end; x += 32, to += 32) {
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(scale, v128.load(x))));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(scale, v128.load(x, 16))), 16);
  }
  for (let left = count & 3; left > 0; left--, x += 8, to += 8) store<f64>(to, load<f64>(to) + by * load<f64>(x));
}
