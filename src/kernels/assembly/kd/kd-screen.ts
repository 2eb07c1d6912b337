/*
 *   fillScreen    integers of a point: coarse (box coordinates) and fine (all columns), once, when the tree is built
 *   setReach      how far a query reaches, in integers, whenever its bound falls; clearReaches: it reaches nothing
 *   screenTile    4 queries x 8 points: coarse, and where something passes, fine; bits of the pairs that may be near
 *
 * Module variables, one set a thread, written by screenTile alone: `passing` and `skipped` say how often the coarse
 * form passes nothing over, and leave it out then. They decide what screening costs, never what is found.
 */
import { fourIntegers, integerFactor, rowRadius } from "../linear/integer-row";
import { address, pointAt } from "./kd-fields";
import { BOX_ROWS, BOX_STRIDE, SCREEN, STRIDE } from "./kd-table";
import { COARSE, FINE, MARGIN, MEAN, NORMS, REACH_UNIT, STEPS, UNIT, ZEROS } from "./screen-table";

/**
 * Screening: points as 16-bit integers, so that a tile of 4 queries and 8 points costs a third of its exact distances.
 *
 * There is a coarse form, the box coordinates, and a fine one, all coordinates about the mean; both times `UNIT`,
 * rounded, and drawn in to a ball (integer-row.ts). Drawing in moves no two points apart, and rounding moves each by
 * half a `MARGIN` at most: a pair whose integer distance exceeds the reach of a query, plus the margin, is farther than
 * its reach. Integer products have no rounding, and |a - b|² = |a|² + |b|² - 2ab is exact in 32 bits.
 *
 * Panels of four points: columns 2s and 2s + 1 of point l are the pair of i16 at (p * steps + s) * 16 + l * 4.
 */
/** Larger than any squared integer distance. */
const EVERYTHING: i32 = 1200000000;
const NEVER: i32 = 0x7fffffff;

/**
 * How far four queries reach: squared integer distances less their own norms, four coarse and four fine, and integer
 * distances in f32.
 */
export const PANEL_REACHES: usize = 48;
export const REACH_RADII: usize = 32;

/** Fills the integers of a position from its row; returns how far the row is from the mean. */
export function fillScreen(tree: usize, position: i32, row: usize): f32 {
  const screen = address(tree, SCREEN);
  const unit = <f32>load<f64>(screen, UNIT);
  const sketchBytes = address(tree, BOX_STRIDE) << 2;
  const sketch = address(tree, BOX_ROWS) + <usize>pointAt(tree, position) * sketchBytes;
  fillForm(screen + COARSE, position, sketch, <usize>load<u32>(screen, ZEROS), sketchBytes, unit);
  const mean = <usize>load<u32>(screen, MEAN);
  const bytes = address(tree, STRIDE) << 2;
  if (load<i32>(screen, FINE + STEPS) > 0) fillForm(screen + FINE, position, row, mean, bytes, unit);
  return rowRadius(row, mean, bytes);
}

/** Fills the integers of a position that holds no point: nothing passes there. */
export function padScreen(tree: usize, position: i32): void {
  const screen = address(tree, SCREEN);
  const at = (<usize>position) << 2;
  store<i32>(<usize>load<u32>(screen, COARSE + NORMS) + at, NEVER);
  if (load<i32>(screen, FINE + STEPS) > 0) store<i32>(<usize>load<u32>(screen, FINE + NORMS) + at, NEVER);
}

function fillForm(form: usize, position: i32, row: usize, mean: usize, bytes: usize, unit: f32): void {
  const factor = integerFactor(row, mean, bytes, unit);
  let out = columnAt(form, position);
  let norm = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16, out += 32) {
    const values = fourIntegers(row + at, mean + at, factor);
    const pairs = i16x8.narrow_i32x4_s(values, values);
    v128.store32_lane(out, pairs, 0);
    v128.store32_lane(out, pairs, 1, 16);
    norm = i32x4.add(norm, i32x4.mul(values, values));
  }
  const sums = i32x4.add(norm, v128.shuffle<i32>(norm, norm, 2, 3, 0, 1));
  const square = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  store<i32>(<usize>load<u32>(form, NORMS) + ((<usize>position) << 2), square);
}

/** Where the first pair of columns of a position stands, 16 bytes before the next. */
export function columnAt(form: usize, position: i32): usize {
  const panel = <usize>(position >> 2) * <usize>load<u32>(form, STEPS);
  return <usize>load<u32>(form) + (panel << 4) + ((<usize>(position & 3)) << 2);
}

/** Queries of a panel reach nowhere, until set otherwise. */
export function clearReaches(reaches: usize): void {
  v128.store(reaches, i32x4.splat(-NEVER));
  v128.store(reaches, i32x4.splat(-NEVER), 16);
  v128.store(reaches, f32x4.splat(NaN), REACH_RADII);
}

/** From here on the query at a position looks no farther than a squared distance of `reach`. */
export function setReach(tree: usize, reaches: usize, position: i32, reach: f32): void {
  const screen = address(tree, SCREEN);
  const radius = Math.sqrt(<f64>reach) * load<f64>(screen, REACH_UNIT) + load<f64>(screen, MARGIN);
  const square = radius * radius < <f64>EVERYTHING ? <i32>(radius * radius) + 1 : EVERYTHING;
  const at = (<usize>position) << 2;
  const lane = reaches + ((<usize>(position & 3)) << 2);
  store<f32>(lane, <f32>min(radius, 1e9), REACH_RADII);
  store<i32>(lane, square - load<i32>(<usize>load<u32>(screen, COARSE + NORMS) + at));
  if (load<i32>(screen, FINE + STEPS) === 0) return;
  store<i32>(lane, square - load<i32>(<usize>load<u32>(screen, FINE + NORMS) + at), 16);
}

/** How often, lately, the coarse form let a tile pass: 0 .. 64. Every thread has its own; it costs time, no result. */
let passing: i32 = 0;
let skipped: i32 = 0;

/**
 * Which points of panels `panel` and `panel + 1` may be within reach of the queries of a panel: bit 2i + h is set when
 * some point of panel `panel + h` may be within reach of query i.
 */
export function screenTile(tree: usize, queries: i32, reaches: usize, panel: i32): i32 {
  const screen = address(tree, SCREEN);
  const fine = load<i32>(screen, FINE + STEPS) !== 0;
  if (!fine || passing < 48 || (++skipped & 15) === 0) {
    const hits = screenForm(screen + COARSE, queries, reaches, panel);
    passing = hits === 0 ? max(passing - 4, 0) : min(passing + 1, 64);
    if (hits === 0 || !fine) return hits;
  }
  return screenForm(screen + FINE, queries, reaches + 16, panel);
}

function screenForm(form: usize, queries: i32, reaches: usize, panel: i32): i32 {
  const steps = (<usize>load<u32>(form, STEPS)) << 4;
  let query = <usize>load<u32>(form) + <usize>queries * steps;
  let left = <usize>load<u32>(form) + <usize>panel * steps;
  const end = left + steps;
  let s0 = i32x4.splat(0);
  let s1 = i32x4.splat(0);
  let s2 = i32x4.splat(0);
  let s3 = i32x4.splat(0);
  let t0 = i32x4.splat(0);
  let t1 = i32x4.splat(0);
  let t2 = i32x4.splat(0);
  let t3 = i32x4.splat(0);
  for (; left < end; left += 16, query += 16) {
    const x = v128.load(left);
    const y = v128.load(left + steps);
    const p0 = v128.load32_splat(query);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(p0, x));
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(p0, y));
    const p1 = v128.load32_splat(query, 4);
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(p1, x));
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(p1, y));
    const p2 = v128.load32_splat(query, 8);
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(p2, x));
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(p2, y));
    const p3 = v128.load32_splat(query, 12);
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(p3, x));
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(p3, y));
  }
  const norms = <usize>load<u32>(form, NORMS) + ((<usize>panel) << 4);
  const x = v128.load(norms);
  const y = v128.load(norms, 16);
  // |b|² - 2ab against the reach less |a|².
  const r0 = v128.load32_splat(reaches);
  s0 = i32x4.le_s(i32x4.sub(x, i32x4.shl(s0, 1)), r0);
  t0 = i32x4.le_s(i32x4.sub(y, i32x4.shl(t0, 1)), r0);
  const r1 = v128.load32_splat(reaches, 4);
  s1 = i32x4.le_s(i32x4.sub(x, i32x4.shl(s1, 1)), r1);
  t1 = i32x4.le_s(i32x4.sub(y, i32x4.shl(t1, 1)), r1);
  const r2 = v128.load32_splat(reaches, 8);
  s2 = i32x4.le_s(i32x4.sub(x, i32x4.shl(s2, 1)), r2);
  t2 = i32x4.le_s(i32x4.sub(y, i32x4.shl(t2, 1)), r2);
  const r3 = v128.load32_splat(reaches, 12);
  s3 = i32x4.le_s(i32x4.sub(x, i32x4.shl(s3, 1)), r3);
  t3 = i32x4.le_s(i32x4.sub(y, i32x4.shl(t3, 1)), r3);
  const low = v128.or(v128.or(s0, t0), v128.or(s1, t1));
  const high = v128.or(v128.or(s2, t2), v128.or(s3, t3));
  if (!v128.any_true(v128.or(low, high))) return 0;
  const first = any(s0) | (any(t0) << 1) | (any(s1) << 2) | (any(t1) << 3);
  return first | (any(s2) << 4) | (any(t2) << 5) | (any(s3) << 6) | (any(t3) << 7);
}

function any(mask: v128): i32 {
  return i32(v128.any_true(mask));
}
