/** Terms of a sum worked on at a time, so that the part of B in use stays in the first-level cache. */
const DEPTH_BLOCK = 128;

/**
 * out = A · B, four rows by eight columns of `out` in registers at a time. Each sum runs over the depth in ascending
 * order, so that its bits do not depend on how rows and columns are split into calls.
 *
 * a:    A(i, t) stands at float `i * aRow + t * aStep`: row-major or transposed, as the strides say.
 * b:    B(t, j) stands at float `t * bRow + j`; 16-byte aligned, `bRow` a multiple of 4.
 * out:  out(i, j) stands at float `i * outRow + j`; aligned like b. Must not overlap a and b.
 * rows must be a multiple of 4, cols of 8; depth is free.
 */
export function matmul(
  a: usize,
  aRow: i32,
  aStep: i32,
  b: usize,
  bRow: i32,
  out: usize,
  outRow: i32,
  rows: i32,
  cols: i32,
  depth: i32,
): void {
  const aRowBytes = (<usize>aRow) << 2;
  const aStepBytes = (<usize>aStep) << 2;
  const bRowBytes = (<usize>bRow) << 2;
  const outRowBytes = (<usize>outRow) << 2;
  for (let from = 0; from < depth; from += DEPTH_BLOCK) {
    const terms = min(DEPTH_BLOCK, depth - from);
    const aFrom = a + <usize>from * aStepBytes;
    const bFrom = b + <usize>from * bRowBytes;
    for (let j = 0; j < cols; j += 8) {
      const column = (<usize>j) << 2;
      for (let i = 0; i < rows; i += 4) {
        const corner = out + <usize>i * outRowBytes + column;
        if (from === 0) clearTile(corner, outRowBytes);
        addTile(
          aFrom + <usize>i * aRowBytes,
          aRowBytes,
          aStepBytes,
          bFrom + column,
          bRowBytes,
          corner,
          outRowBytes,
          terms,
        );
      }
    }
  }
}

function clearTile(out: usize, outRow: usize): void {
  for (let i = 0; i < 4; i++, out += outRow) {
    v128.store(out, f32x4.splat(0));
    v128.store(out, f32x4.splat(0), 16);
  }
}

function addTile(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  out: usize,
  outRow: usize,
  terms: i32,
): void {
  const a1 = aRow;
  const a2 = aRow * 2;
  const a3 = aRow * 3;
  let s00 = v128.load(out);
  let s01 = v128.load(out, 16);
  let s10 = v128.load(out + outRow);
  let s11 = v128.load(out + outRow, 16);
  let s20 = v128.load(out + outRow * 2);
  let s21 = v128.load(out + outRow * 2, 16);
  let s30 = v128.load(out + outRow * 3);
  let s31 = v128.load(out + outRow * 3, 16);
  for (let t = 0; t < terms; t++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(x0, b0));
    s01 = f32x4.add(s01, f32x4.mul(x0, b1));
    const x1 = v128.load32_splat(a + a1);
    s10 = f32x4.add(s10, f32x4.mul(x1, b0));
    s11 = f32x4.add(s11, f32x4.mul(x1, b1));
    const x2 = v128.load32_splat(a + a2);
    s20 = f32x4.add(s20, f32x4.mul(x2, b0));
    s21 = f32x4.add(s21, f32x4.mul(x2, b1));
    const x3 = v128.load32_splat(a + a3);
    s30 = f32x4.add(s30, f32x4.mul(x3, b0));
    s31 = f32x4.add(s31, f32x4.mul(x3, b1));
    a += aStep;
    b += bRow;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out + outRow, s10);
  v128.store(out + outRow, s11, 16);
  v128.store(out + outRow * 2, s20);
  v128.store(out + outRow * 2, s21, 16);
  v128.store(out + outRow * 3, s30);
  v128.store(out + outRow * 3, s31, 16);
}
