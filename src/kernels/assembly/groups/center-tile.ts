/**
 * Squared distances of eight rows to some of k centers in single precision, as |x|^2 + (|c|^2 - 2 x·c) with both taken
 * from a point in the middle of the centers. Rows are read once for all centers; in registers are eight rows by four
 * centers. Used by other kernels; not exported from the module.
 *
 * shifted: f32, see `CenterSet`: k + 1 rows of `stride`: -2 times (center less the middle), the last zero; then |c|^2
 * of each, that of the last Infinity, filled up to a multiple of 4; then the middle; then the largest |c|.
 * order:   i32, which centers, filled up to a multiple of 4 by k.
 * scratch: 32 (stride + k + 3) + 128 bytes of one thread: the columns of the rows, the distances of the centers less
 * |x|^2, then for each row |x|^2, its least, its second least and the place of the least in `order`.
 * All arrays 16-byte aligned, none overlapping.
 */

/** Rows of a tile. */
export const TILE: i32 = 8;

// Of the row that `readRow` was last called for.
export let rowSquare: f64 = 0;
/** The least of |c|^2 - 2 x·c, its place in `order`, and the second. */
export let leastValue: f64 = 0;
export let secondValue: f64 = 0;
export let leastPlace: i32 = 0;
/** By how much a squared distance may be wrong at most; Infinity where it may overflow. */
export let rowError: f64 = 0;

// Of the tile that was last measured.
let columns: usize = 0;
let values: usize = 0;
let minima: usize = 0;
let largest: f64 = 0;
let relative: f64 = 0;

/**
 * Measures the rows whose numbers are in `list` (i32; of fewer than eight, the last is repeated) and the first
 * `listed` centers of `order`, a multiple of 4.
 */
export function measureTile(
  rows: usize,
  stride: i32,
  list: usize,
  size: i32,
  k: i32,
  shifted: usize,
  order: usize,
  listed: i32,
  scratch: usize,
): void {
  const bytes = (<usize>stride) << 2;
  const norms = shifted + <usize>(k + 1) * bytes;
  const middle = norms + ((<usize>(k + 4) >> 2) << 4);
  columns = scratch;
  values = columns + bytes * 8;
  minima = values + ((<usize>listed) << 5);
  largest = load<f32>(middle + bytes);
  relative = relativeError(stride);
  v128.store(minima, gatherFour(rows, bytes, list, size, 0, middle, columns));
  v128.store(minima, gatherFour(rows, bytes, list, size, 4, middle, columns + 16), 16);
  let least0: v128 = f32x4.splat(Infinity);
  let least1: v128 = f32x4.splat(Infinity);
  let second0: v128 = f32x4.splat(Infinity);
  let second1: v128 = f32x4.splat(Infinity);
  let place0: v128 = i32x4.splat(0);
  let place1: v128 = i32x4.splat(0);
  let value = values;
  for (let from = 0; from < listed; from += 4, order += 16) {
    fourCenters(bytes, shifted, norms, order, value);
    for (let l = 0; l < 4; l++, value += 32) {
      const place = i32x4.splat(from + l);
      const v0 = v128.load(value);
      const v1 = v128.load(value, 16);
      place0 = v128.bitselect(place, place0, f32x4.lt(v0, least0));
      place1 = v128.bitselect(place, place1, f32x4.lt(v1, least1));
      second0 = f32x4.pmin(second0, f32x4.pmax(least0, v0));
      second1 = f32x4.pmin(second1, f32x4.pmax(least1, v1));
      least0 = f32x4.pmin(least0, v0);
      least1 = f32x4.pmin(least1, v1);
    }
  }
  v128.store(minima, least0, 32);
  v128.store(minima, least1, 48);
  v128.store(minima, second0, 64);
  v128.store(minima, second1, 80);
  v128.store(minima, place0, 96);
  v128.store(minima, place1, 112);
}

/** Reads what was measured of a row of the tile. */
export function readRow(row: i32): void {
  const at = minima + ((<usize>row) << 2);
  rowSquare = load<f32>(at);
  leastValue = load<f32>(at, 32);
  secondValue = load<f32>(at, 64);
  leastPlace = load<i32>(at, 96);
  const reach = sqrt(rowSquare) + largest;
  rowError = reach < HUGE ? reach * reach * relative + LOST : Infinity;
}

/** What was measured of a row of the tile and the center at a place of `order`: |c|^2 - 2 x·c. */
export function measuredOf(row: i32, place: i32): f64 {
  return load<f32>(values + ((<usize>place) << 5) + ((<usize>row) << 2));
}

/** Twice the largest error of a sum of `stride` terms in single precision, as a share of the sum of their sizes. */
function relativeError(stride: i32): f64 {
  return <f64>(stride + 8) * 1.1920928955078125e-7; // 2^-23
}

/** More than is lost below the smallest floats in a sum of 10,000 terms and more. */
const LOST: f64 = 1e-38;
/** Its square is far from the largest float. */
const HUGE: f64 = 1e18;

/** Four rows less the middle, column by column, the next column 32 bytes on. Returns |x|^2 of each. */
function gatherFour(rows: usize, bytes: usize, list: usize, size: i32, from: i32, middle: usize, to: usize): v128 {
  const r0 = rows + <usize>load<i32>(list + ((<usize>min(from, size - 1)) << 2)) * bytes;
  const r1 = rows + <usize>load<i32>(list + ((<usize>min(from + 1, size - 1)) << 2)) * bytes;
  const r2 = rows + <usize>load<i32>(list + ((<usize>min(from + 2, size - 1)) << 2)) * bytes;
  const r3 = rows + <usize>load<i32>(list + ((<usize>min(from + 3, size - 1)) << 2)) * bytes;
  let squares: v128 = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16, to += 128) {
    const m = v128.load(middle + j);
    const a = f32x4.sub(v128.load(r0 + j), m);
    const b = f32x4.sub(v128.load(r1 + j), m);
    const c = f32x4.sub(v128.load(r2 + j), m);
    const d = f32x4.sub(v128.load(r3 + j), m);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    const x0 = v128.shuffle<f32>(ab, cd, 0, 1, 4, 5);
    const x1 = v128.shuffle<f32>(ab, cd, 2, 3, 6, 7);
    const x2 = v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5);
    const x3 = v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7);
    v128.store(to, x0);
    v128.store(to, x1, 32);
    v128.store(to, x2, 64);
    v128.store(to, x3, 96);
    squares = f32x4.add(squares, f32x4.mul(x0, x0));
    squares = f32x4.add(squares, f32x4.mul(x1, x1));
    squares = f32x4.add(squares, f32x4.mul(x2, x2));
    squares = f32x4.add(squares, f32x4.mul(x3, x3));
  }
  return squares;
}

/** |c|^2 - 2 x·c of four centers and the rows of the tile: eight floats a center. */
function fourCenters(bytes: usize, shifted: usize, norms: usize, order: usize, to: usize): void {
  const a = <usize>load<i32>(order);
  const b = <usize>load<i32>(order, 4);
  const c = <usize>load<i32>(order, 8);
  const d = <usize>load<i32>(order, 12);
  let a0: v128 = v128.load32_splat(norms + (a << 2));
  let b0: v128 = v128.load32_splat(norms + (b << 2));
  let c0: v128 = v128.load32_splat(norms + (c << 2));
  let d0: v128 = v128.load32_splat(norms + (d << 2));
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  let pa = shifted + a * bytes;
  let pb = shifted + b * bytes;
  let pc = shifted + c * bytes;
  let pd = shifted + d * bytes;
  const end = pa + bytes;
  // two columns at a time
  for (let x = columns; pa < end; x += 64, pa += 8, pb += 8, pc += 8, pd += 8) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const ya = v128.load32_splat(pa);
    a0 = f32x4.add(a0, f32x4.mul(ya, x0));
    a1 = f32x4.add(a1, f32x4.mul(ya, x1));
    const yb = v128.load32_splat(pb);
    b0 = f32x4.add(b0, f32x4.mul(yb, x0));
    b1 = f32x4.add(b1, f32x4.mul(yb, x1));
    const yc = v128.load32_splat(pc);
    c0 = f32x4.add(c0, f32x4.mul(yc, x0));
    c1 = f32x4.add(c1, f32x4.mul(yc, x1));
    const yd = v128.load32_splat(pd);
    d0 = f32x4.add(d0, f32x4.mul(yd, x0));
    d1 = f32x4.add(d1, f32x4.mul(yd, x1));
    const w0 = v128.load(x, 32);
    const w1 = v128.load(x, 48);
    const za = v128.load32_splat(pa, 4);
    a0 = f32x4.add(a0, f32x4.mul(za, w0));
    a1 = f32x4.add(a1, f32x4.mul(za, w1));
    const zb = v128.load32_splat(pb, 4);
    b0 = f32x4.add(b0, f32x4.mul(zb, w0));
    b1 = f32x4.add(b1, f32x4.mul(zb, w1));
    const zc = v128.load32_splat(pc, 4);
    c0 = f32x4.add(c0, f32x4.mul(zc, w0));
    c1 = f32x4.add(c1, f32x4.mul(zc, w1));
    const zd = v128.load32_splat(pd, 4);
    d0 = f32x4.add(d0, f32x4.mul(zd, w0));
    d1 = f32x4.add(d1, f32x4.mul(zd, w1));
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
  v128.store(to, c0, 64);
  v128.store(to, c1, 80);
  v128.store(to, d0, 96);
  v128.store(to, d1, 112);
}
