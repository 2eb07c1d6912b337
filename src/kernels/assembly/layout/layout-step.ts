/*
 * One epoch of one point of a UMAP layout:
 *
 *   for each group of four edges that is due:           locate, gathered: where the other ends stand
 *     rate   := pullRates(squared distance, weight);    sum of rates, sum of rate times difference
 *   for each push:                                      drawn: four random points that follow each other
 *     push   := pushRates(squared distance), bounded
 *   new := own + (pulls + step * pushes) / (1 + sum of rates)
 *
 * In a plane the sums stay in registers (stepInPlane); else they are in `scratch` (stepAnywhere).
 *
 * Module variables, one set a thread: useForces writes `a, b, gamma, key0, key1, scratch`; lookAt writes `base, plane,
 * dims, population, moved, block`; both hold for many steps. locate writes `p0..p3`, which gathered reads; drawn writes
 * `first, last` at every eighth push.
 */
import { second, threefry } from "../shared/threefry";
import { bounded, pullRates, pushRates, total } from "./layout-forces";

/** Points stand in two copies of the layout; those of this many interleaved blocks move in turn. A power of two. */
export const BLOCKS = 4;

let base: usize = 0;
let plane: usize = 0;
let dims: i32 = 0;
let population: i32 = 0;
let moved: i32 = 0;
let block: i32 = 0;
let a: f32 = 0;
let b: f32 = 0;
let gamma: f32 = 0;
let key0: i32 = 0;
let key1: i32 = 0;
let scratch: usize = 0;

/** Bytes of scratch memory for each coordinate. */
export const SCRATCH: usize = 48;

/** The forces and the key of random draws of the steps that follow, and memory of this thread alone. */
export function useForces(newA: f32, newB: f32, newGamma: f32, newKey0: i32, newKey1: i32, newScratch: usize): void {
  scratch = newScratch;
  a = newA;
  b = newB;
  gamma = newGamma;
  key0 = newKey0;
  key1 = newKey1;
}

/**
 * Where the points of the layout stand: coordinate c of point v at `newBase + c * planeBytes + 4 v`, and `newMoved`
 * bytes further if its block is below `newBlock`; block 0 for points that never move. Behind the last point of each
 * plane stand the first three once more.
 */
export function lookAt(
  newBase: usize,
  planeBytes: usize,
  newDims: i32,
  newPopulation: i32,
  newMoved: i32,
  newBlock: i32,
): void {
  base = newBase;
  plane = planeBytes;
  dims = newDims;
  population = newPopulation;
  moved = newMoved;
  block = newBlock;
}

/**
 * One epoch of one point, all forces from where it stands: its edges, four at a time, pull; groups of four points that
 * follow each other push, from where the layout's first copy has them. The step is implicit in the pulls: it goes to
 * (x + pushes + sum of rate p) / (1 + sum of rates) and never jumps over the others.
 *
 * own, out:         coordinate 0 of the point and of its new place; coordinate c is c times `stride` bytes further.
 * Apart. columns, weights: the point's edges, `groups` times four of them, padded with weight 0.
 * masks:            a group is due in the epochs of which (epoch + item + its number) has none of these bits.
 * item, epoch:      what the random draws depend on, besides the key.
 */
export function stepPoint(
  own: usize,
  out: usize,
  stride: usize,
  columns: usize,
  weights: usize,
  masks: usize,
  groups: i32,
  pushes: i32,
  step: f32,
  item: i32,
  epoch: i32,
): void {
  if (dims === 2) stepInPlane(own, out, stride, columns, weights, masks, groups, pushes, step, item, epoch);
  else stepAnywhere(own, out, stride, columns, weights, masks, groups, pushes, step, item, epoch);
}

function stepInPlane(
  own: usize,
  out: usize,
  stride: usize,
  columns: usize,
  weights: usize,
  masks: usize,
  groups: i32,
  pushes: i32,
  step: f32,
  item: i32,
  epoch: i32,
): void {
  const x = v128.load32_splat(own);
  const y = v128.load32_splat(own + stride);
  let rates = f32x4.splat(0),
    pullX = f32x4.splat(0),
    pullY = f32x4.splat(0),
    pushX = f32x4.splat(0),
    pushY = f32x4.splat(0);
  for (let g = 0; g < groups; g++) {
    if (((epoch + item + g) & load<i32>(masks + ((<usize>g) << 2))) !== 0) continue;
    locate(columns + ((<usize>g) << 4));
    const dx = f32x4.sub(gathered(0), x);
    const dy = f32x4.sub(gathered(plane), y);
    const square = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
    const rate = pullRates(square, f32x4.mul(f32x4.splat(step), v128.load(weights + ((<usize>g) << 4))), a, b);
    rates = f32x4.add(rates, rate);
    pullX = f32x4.add(pullX, f32x4.mul(rate, dx));
    pullY = f32x4.add(pullY, f32x4.mul(rate, dy));
  }
  for (let p = 0; p < pushes; p++) {
    const from = base + ((<usize>drawn(p, item, epoch)) << 2);
    const dx = f32x4.sub(x, v128.load(from));
    const dy = f32x4.sub(y, v128.load(from + plane));
    const rate = pushRates(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), a, b, gamma);
    pushX = f32x4.add(pushX, bounded(f32x4.mul(rate, dx)));
    pushY = f32x4.add(pushY, bounded(f32x4.mul(rate, dy)));
  }
  const share = <f32>1 / (<f32>1 + total(rates));
  store<f32>(out, load<f32>(own) + (total(pullX) + step * total(pushX)) * share);
  store<f32>(out + stride, load<f32>(own + stride) + (total(pullY) + step * total(pushY)) * share);
}

/**
 * In the scratch memory, of each coordinate: where the point stands, how far four others are, and the sum of the
 * forces.
 */
const APART: usize = 16;
const FORCE: usize = 32;

function stepAnywhere(
  own: usize,
  out: usize,
  stride: usize,
  columns: usize,
  weights: usize,
  masks: usize,
  groups: i32,
  pushes: i32,
  step: f32,
  item: i32,
  epoch: i32,
): void {
  let rates = f32x4.splat(0);
  const end = scratch + <usize>dims * SCRATCH;
  for (let at = own, to = scratch; to < end; at += stride, to += SCRATCH) {
    v128.store(to, v128.load32_splat(at));
    v128.store(to, f32x4.splat(0), FORCE);
  }
  for (let g = 0; g < groups; g++) {
    if (((epoch + item + g) & load<i32>(masks + ((<usize>g) << 2))) !== 0) continue;
    locate(columns + ((<usize>g) << 4));
    let square = f32x4.splat(0);
    for (let c: usize = 0, to = scratch; to < end; c += plane, to += SCRATCH) {
      const d = f32x4.sub(gathered(c), v128.load(to));
      v128.store(to, d, APART);
      square = f32x4.add(square, f32x4.mul(d, d));
    }
    const rate = pullRates(square, f32x4.mul(f32x4.splat(step), v128.load(weights + ((<usize>g) << 4))), a, b);
    rates = f32x4.add(rates, rate);
    for (let to = scratch; to < end; to += SCRATCH) {
      v128.store(to, f32x4.add(v128.load(to, FORCE), f32x4.mul(rate, v128.load(to, APART))), FORCE);
    }
  }
  for (let p = 0; p < pushes; p++) {
    let from = base + ((<usize>drawn(p, item, epoch)) << 2);
    let square = f32x4.splat(0);
    for (let to = scratch; to < end; from += plane, to += SCRATCH) {
      const d = f32x4.sub(v128.load(to), v128.load(from));
      v128.store(to, d, APART);
      square = f32x4.add(square, f32x4.mul(d, d));
    }
    const rate = pushRates(square, a, b, gamma);
    for (let to = scratch; to < end; to += SCRATCH) {
      const push = f32x4.mul(f32x4.splat(step), bounded(f32x4.mul(rate, v128.load(to, APART))));
      v128.store(to, f32x4.add(v128.load(to, FORCE), push), FORCE);
    }
  }
  const share = <f32>1 / (<f32>1 + total(rates));
  for (let at = own, to = scratch; to < end; at += stride, out += stride, to += SCRATCH) {
    store<f32>(out, load<f32>(at) + total(v128.load(to, FORCE)) * share);
  }
}

// Where coordinate 0 of four points stands.
let p0: usize = 0;
let p1: usize = 0;
let p2: usize = 0;
let p3: usize = 0;

function locate(columns: usize): void {
  const points = v128.load(columns);
  const ahead = i32x4.lt_s(v128.and(points, i32x4.splat(BLOCKS - 1)), i32x4.splat(block));
  const at = i32x4.add(i32x4.add(i32x4.splat(<i32>base), i32x4.shl(points, 2)), v128.and(ahead, i32x4.splat(moved)));
  p0 = <usize>(<u32>i32x4.extract_lane(at, 0));
  p1 = <usize>(<u32>i32x4.extract_lane(at, 1));
  p2 = <usize>(<u32>i32x4.extract_lane(at, 2));
  p3 = <usize>(<u32>i32x4.extract_lane(at, 3));
}

/** The coordinate `offset` bytes further of four points. */
function gathered(offset: usize): v128 {
  let values = v128.load32_zero(p0 + offset);
  values = v128.load32_lane(p1 + offset, values, 1);
  values = v128.load32_lane(p2 + offset, values, 2);
  return v128.load32_lane(p3 + offset, values, 3);
}

let first: v128 = i32x4.splat(0);
let last: v128 = i32x4.splat(0);

/** The first of the four points of push `p`: eight draws at a time. */
function drawn(p: i32, item: i32, epoch: i32): i32 {
  const lane = p & 3;
  if ((p & 7) === 0) {
    const counter = i32x4.add(i32x4.splat((epoch << 12) + (p >> 1)), i32x4(0, 1, 2, 3));
    first = threefry(key0, key1, i32x4.splat(item), counter);
    last = second;
  }
  const draws = (p & 4) === 0 ? first : last;
  const bits =
    lane === 0
      ? i32x4.extract_lane(draws, 0)
      : lane === 1
        ? i32x4.extract_lane(draws, 1)
        : lane === 2
          ? i32x4.extract_lane(draws, 2)
          : i32x4.extract_lane(draws, 3);
  return <i32>((<u64>(<u32>bits) * <u64>population) >> 32);
}

/**
 * Of `mean` groups an epoch, those that are due in this one: evenly spread over the epochs, from a phase of the point's
 * own.
 */
export function due(mean: f32, item: i32, epoch: i32): i32 {
  const phase = <f64>(<u32>(item * 0x9e3779b1)) / 4294967296.0;
  return <i32>(Math.floor(<f64>mean * <f64>(epoch + 1) + phase) - Math.floor(<f64>mean * <f64>epoch + phase));
}
