/**
 * The ranks of given rows among the neighbors of each query: 1 for its nearest, in ascending order of (distance,
 * index), distances as `nearestRows` has them, bit for bit.
 *
 * queries: `count` rows of `d` floats, `stride` floats from row to row; readable up to a multiple of 4 rows.
 * panels:  the n rows, 8 to a panel, each panel by columns: `panel[j * 8 + lane]`. 16-byte aligned, padding zero.
 * self:    query r is row self + r, which has no rank.
 * half:    0 compares distances, 1 half squares.
 * k:       rows asked about for each query.
 * targets: k a query: rows other than the query's own.
 * scratch: 4 n floats, n rounded up to a multiple of 8; 16-byte aligned, of this call alone.
 * ranks:   i32, k a query, written.
 */
export function neighborRanks(
  queries: usize,
  count: i32,
  stride: i32,
  panels: usize,
  n: i32,
  d: i32,
  self: i32,
  half: i32,
  k: i32,
  targets: usize,
  scratch: usize,
  ranks: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  const lineBytes = ((<usize>n + 7) & ~7) << 2;
  for (let r = 0; r < count; r += 4) {
    for (let first = 0; first < n; first += 8) {
      const panel = panels + <usize>first * <usize>d * 4;
      measure(queries + <usize>r * rowBytes, rowBytes, panel, d, half, scratch + ((<usize>first) << 2), lineBytes);
    }
    for (let q = r; q < min(r + 4, count); q++) {
      const line = scratch + <usize>(q - r) * lineBytes;
      store<f32>(line + ((<usize>(self + q)) << 2), Infinity);
      for (let at = (<usize>(q * k)) << 2, end = at + ((<usize>k) << 2); at < end; at += 4) {
        store<i32>(ranks + at, 1 + nearer(line, n, load<i32>(targets + at)));
      }
    }
  }
}

/** Distances of four queries to the eight rows of a panel, each query's into a line of its own. */
function measure(queries: usize, rowBytes: usize, panel: usize, d: i32, half: i32, out: usize, lineBytes: usize): void {
  let q = queries;
  let s00 = f32x4.splat(0),
    s01 = f32x4.splat(0),
    s10 = f32x4.splat(0),
    s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0),
    s21 = f32x4.splat(0),
    s30 = f32x4.splat(0),
    s31 = f32x4.splat(0);
  for (let p = panel, end = panel + ((<usize>d) << 5); p < end; p += 32, q += 4) {
    const left = v128.load(p);
    const right = v128.load(p, 16);
    let x = v128.load32_splat(q);
    s00 = addSquare(s00, x, left);
    s01 = addSquare(s01, x, right);
    x = v128.load32_splat(q + rowBytes);
    s10 = addSquare(s10, x, left);
    s11 = addSquare(s11, x, right);
    x = v128.load32_splat(q + 2 * rowBytes);
    s20 = addSquare(s20, x, left);
    s21 = addSquare(s21, x, right);
    x = v128.load32_splat(q + 3 * rowBytes);
    s30 = addSquare(s30, x, left);
    s31 = addSquare(s31, x, right);
  }
  keep(out, s00, s01, half);
  keep(out + lineBytes, s10, s11, half);
  keep(out + 2 * lineBytes, s20, s21, half);
  keep(out + 3 * lineBytes, s30, s31, half);
}

function addSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f32x4.sub(x, y);
  return f32x4.add(sum, f32x4.mul(difference, difference));
}

function keep(out: usize, left: v128, right: v128, half: i32): void {
  const factor = f32x4.splat(0.5);
  v128.store(out, half !== 0 ? f32x4.mul(left, factor) : f32x4.sqrt(left));
  v128.store(out, half !== 0 ? f32x4.mul(right, factor) : f32x4.sqrt(right), 16);
}

/**
 * How many rows come before row `target`: those at most as far with a smaller index, those nearer with a larger one.
 */
function nearer(line: usize, n: i32, target: i32): i32 {
  const distance = load<f32>(line + ((<usize>target) << 2));
  const limit = f32x4.splat(distance);
  let counts = i32x4.splat(0);
  let single = 0;
  const whole = target & ~3; // rows of whole vectors before the target's
  for (let l = line, end = line + ((<usize>whole) << 2); l < end; l += 16) {
    counts = i32x4.sub(counts, f32x4.le(v128.load(l), limit));
  }
  for (let l = whole; l < min(whole + 4, n); l++) {
    const other = load<f32>(line + ((<usize>l) << 2));
    if (other < distance || (other === distance && l < target)) single += 1;
  }
  let l = whole + 4;
  for (; l + 4 <= n; l += 4) {
    counts = i32x4.sub(counts, f32x4.lt(v128.load(line + ((<usize>l) << 2)), limit));
  }
  for (; l < n; l++) if (load<f32>(line + ((<usize>l) << 2)) < distance) single += 1;
  return (
    single +
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}
