/**
 * The k nearest of n rows to each query, by squared euclidean distance in difference form: exact to f32 rounding, the
 * same bits for (a, b) as for (b, a), summed from the first column to the last.
 *
 * queries:   `count` rows of `d` floats, `stride` floats from row to row; readable up to a multiple of 4 rows.
 * panels:    the n rows, 8 to a panel, each panel by columns: `panel[j * 8 + lane]`. 16-byte aligned, padding zero.
 * half:      0 gives the distance, 1 gives half its square (the cosine distance of unit rows).
 * bounds:    scratch, one float a query up to a multiple of 4.
 * indices, distances: k a query, ascending by (distance, index); unused places hold -1 and Infinity.
 */
export function nearestRows(
  queries: usize,
  count: i32,
  stride: i32,
  panels: usize,
  n: i32,
  d: i32,
  half: i32,
  k: i32,
  bounds: usize,
  indices: usize,
  distances: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  const listBytes = (<usize>k) << 2;
  for (let i = 0; i < count * k; i++) {
    store<i32>(indices + ((<usize>i) << 2), -1);
    store<f32>(distances + ((<usize>i) << 2), Infinity);
  }
  for (let r = 0; r < ((count + 3) & ~3); r++) store<f32>(bounds + ((<usize>r) << 2), r < count ? Infinity : 0);

  if (count === 1) {
    scanForOne(queries, panels, n, d, half, k, bounds, indices, distances);
    return;
  }
  for (let first = 0; first < n; first += 8) {
    const panel = panels + <usize>first * <usize>d * 4;
    const end = panel + ((<usize>d) << 5);
    for (let r = 0; r < count; r += 4) {
      let q = queries + <usize>r * rowBytes;
      let s00 = f32x4.splat(0),
        s01 = f32x4.splat(0),
        s10 = f32x4.splat(0),
        s11 = f32x4.splat(0);
      let s20 = f32x4.splat(0),
        s21 = f32x4.splat(0),
        s30 = f32x4.splat(0),
        s31 = f32x4.splat(0);
      for (let p = panel; p < end; p += 32, q += 4) {
        const left = v128.load(p);
        const right = v128.load(p, 16);
        let x = v128.load32_splat(q);
        let y = f32x4.sub(x, left);
        s00 = f32x4.add(s00, f32x4.mul(y, y));
        y = f32x4.sub(x, right);
        s01 = f32x4.add(s01, f32x4.mul(y, y));
        x = v128.load32_splat(q + rowBytes);
        y = f32x4.sub(x, left);
        s10 = f32x4.add(s10, f32x4.mul(y, y));
        y = f32x4.sub(x, right);
        s11 = f32x4.add(s11, f32x4.mul(y, y));
        x = v128.load32_splat(q + 2 * rowBytes);
        y = f32x4.sub(x, left);
        s20 = f32x4.add(s20, f32x4.mul(y, y));
        y = f32x4.sub(x, right);
        s21 = f32x4.add(s21, f32x4.mul(y, y));
        x = v128.load32_splat(q + 3 * rowBytes);
        y = f32x4.sub(x, left);
        s30 = f32x4.add(s30, f32x4.mul(y, y));
        y = f32x4.sub(x, right);
        s31 = f32x4.add(s31, f32x4.mul(y, y));
      }
      const bound = bounds + ((<usize>r) << 2);
      const list = <usize>r * listBytes;
      offerEight(s00, s01, first, n, half, k, bound, indices + list, distances + list);
      offerEight(s10, s11, first, n, half, k, bound + 4, indices + list + listBytes, distances + list + listBytes);
      offerEight(
        s20,
        s21,
        first,
        n,
        half,
        k,
        bound + 8,
        indices + list + 2 * listBytes,
        distances + list + 2 * listBytes,
      );
      offerEight(
        s30,
        s31,
        first,
        n,
        half,
        k,
        bound + 12,
        indices + list + 3 * listBytes,
        distances + list + 3 * listBytes,
      );
    }
  }
}

/** The same of a single query, with the same bits: two panels at a time, the second left out behind the last. */
function scanForOne(
  query: usize,
  panels: usize,
  n: i32,
  d: i32,
  half: i32,
  k: i32,
  bound: usize,
  indices: usize,
  distances: usize,
): void {
  const panelBytes = (<usize>d) << 5;
  for (let first = 0; first < n; first += 16) {
    const panel = panels + <usize>first * <usize>d * 4;
    const end = panel + panelBytes;
    const second = first + 8 < n ? panelBytes : 0;
    let q = query;
    let s0 = f32x4.splat(0),
      s1 = f32x4.splat(0),
      s2 = f32x4.splat(0),
      s3 = f32x4.splat(0);
    for (let p = panel; p < end; p += 32, q += 4) {
      const x = v128.load32_splat(q);
      let y = f32x4.sub(x, v128.load(p));
      s0 = f32x4.add(s0, f32x4.mul(y, y));
      y = f32x4.sub(x, v128.load(p, 16));
      s1 = f32x4.add(s1, f32x4.mul(y, y));
      y = f32x4.sub(x, v128.load(p + second));
      s2 = f32x4.add(s2, f32x4.mul(y, y));
      y = f32x4.sub(x, v128.load(p + second, 16));
      s3 = f32x4.add(s3, f32x4.mul(y, y));
    }
    offerEight(s0, s1, first, n, half, k, bound, indices, distances);
    if (second !== 0) offerEight(s2, s3, first + 8, n, half, k, bound, indices, distances);
  }
}

function offerEight(
  left: v128,
  right: v128,
  first: i32,
  n: i32,
  half: i32,
  k: i32,
  bound: usize,
  indices: usize,
  distances: usize,
): void {
  const limit = v128.load32_splat(bound);
  if (v128.any_true(v128.or(f32x4.lt(left, limit), f32x4.lt(right, limit)))) {
    offerLanes(left, first, n, half, k, bound, indices, distances);
    offerLanes(right, first + 4, n, half, k, bound, indices, distances);
  }
}

function offerLanes(
  squares: v128,
  first: i32,
  n: i32,
  half: i32,
  k: i32,
  bound: usize,
  indices: usize,
  distances: usize,
): void {
  offer(f32x4.extract_lane(squares, 0), first, n, half, k, bound, indices, distances);
  offer(f32x4.extract_lane(squares, 1), first + 1, n, half, k, bound, indices, distances);
  offer(f32x4.extract_lane(squares, 2), first + 2, n, half, k, bound, indices, distances);
  offer(f32x4.extract_lane(squares, 3), first + 3, n, half, k, bound, indices, distances);
}

/** Inserts one candidate; ids come in ascending order, so that among equals the smaller id stands first. */
function offer(square: f32, id: i32, n: i32, half: i32, k: i32, bound: usize, indices: usize, distances: usize): void {
  if (!(square < load<f32>(bound)) || id >= n) return;
  const distance = half !== 0 ? square * 0.5 : Mathf.sqrt(square);
  const last = (<usize>(k - 1)) << 2;
  if (distance >= load<f32>(distances + last)) return;
  let at = last;
  for (; at > 0 && load<f32>(distances + at - 4) > distance; at -= 4) {
    store<f32>(distances + at, load<f32>(distances + at - 4));
    store<i32>(indices + at, load<i32>(indices + at - 4));
  }
  store<f32>(distances + at, distance);
  store<i32>(indices + at, id);
  const worst = load<f32>(distances + last);
  // No smaller than the square of any distance < worst: rounding up only lets more candidates come to the exact test.
  store<f32>(bound, half !== 0 ? worst * 2 : worst * worst * 1.000001 + 1e-44);
}
