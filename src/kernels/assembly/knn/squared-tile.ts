/**
 * Squared distances between 4 points and 4 others, in difference form, summed in the order of columns. Used by other
 * kernels; not exported from the module.
 *
 * a, b: panels of 4 points: coordinate j of point l is float j * 4 + l. 16-byte aligned; may be the same.
 * tile: 16 floats, 16-byte aligned; float i * 4 + j becomes the squared distance of point i of a and point j of b.
 */
export function squaredTile(a: usize, b: usize, cols: i32, tile: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const end = b + ((<usize>cols) << 4);
  for (; b < end; a += 16, b += 16) {
    const others = v128.load(b);
    const d0 = f32x4.sub(v128.load32_splat(a), others);
    const d1 = f32x4.sub(v128.load32_splat(a, 4), others);
    const d2 = f32x4.sub(v128.load32_splat(a, 8), others);
    const d3 = f32x4.sub(v128.load32_splat(a, 12), others);
    s0 = f32x4.add(s0, f32x4.mul(d0, d0));
    s1 = f32x4.add(s1, f32x4.mul(d1, d1));
    s2 = f32x4.add(s2, f32x4.mul(d2, d2));
    s3 = f32x4.add(s3, f32x4.mul(d3, d3));
  }
  v128.store(tile, s0);
  v128.store(tile, s1, 16);
  v128.store(tile, s2, 32);
  v128.store(tile, s3, 48);
}
