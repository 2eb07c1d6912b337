/*
 * Builds a k-d tree over panels of four points.
 *
 *   kdBuild    for a node: widest column of its points; select (quickselect) so that the first half of the panels holds
 *              the smaller values; the same for both halves; at a leaf fillLeaf: box, panels, rows, sphere
 *   kdBoxes    from the leaves up: a node's box holds those of its children
 *
 * No state but the table (kd-table.ts): nodes of one level can be built on several threads.
 */
import { address, field, middleOf, pointAt } from "./kd-fields";
import { fillScreen, padScreen } from "./kd-screen";
import { fillSphere } from "./kd-spheres";
import {
  BOX_ROWS,
  BOX_STRIDE,
  BOXES,
  COLS,
  COUNT,
  DEPTH,
  ORDER,
  PANELS,
  PLACE,
  POINT_ROWS,
  ROWS,
  SCREEN,
  STRIDE,
} from "./kd-table";

/** Each term of a sum of products may be off by this share of the product of the lengths. */
const ROUNDING: f32 = 1.2e-7;

/**
 * Splits the nodes below `node`, which stands at depth `from` and covers panels [first, end), down to depth `to`, each
 * at the median of its widest coordinate; at the depth of leaves it also fills their boxes, panels and rows.
 */
export function kdBuild(tree: usize, node: i32, first: i32, end: i32, from: i32, to: i32): void {
  if (from === field(tree, DEPTH)) {
    fillLeaf(tree, node, first, end);
    return;
  }
  if (from === to) return;
  const middle = middleOf(first, end);
  const last = min(end << 2, field(tree, COUNT));
  select(tree, first << 2, last, middle << 2, widest(tree, first << 2, last));
  kdBuild(tree, 2 * node + 1, first, middle, from + 1, to);
  kdBuild(tree, 2 * node + 2, middle, end, from + 1, to);
}

/** The boxes of the nodes above the leaves. */
export function kdBoxes(tree: usize): void {
  const bytes = address(tree, BOX_STRIDE) << 2;
  for (let node = (1 << field(tree, DEPTH)) - 2; node >= 0; node--) {
    const box = address(tree, BOXES) + <usize>node * bytes * 2;
    const left = address(tree, BOXES) + <usize>(2 * node + 1) * bytes * 2;
    const right = left + bytes * 2;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(box + at, f32x4.pmin(v128.load(left + at), v128.load(right + at)));
      v128.store(box + bytes + at, f32x4.pmax(v128.load(left + bytes + at), v128.load(right + bytes + at)));
    }
  }
}

function fillLeaf(tree: usize, node: i32, first: i32, end: i32): void {
  const count = field(tree, COUNT);
  let radius: f32 = 0;
  for (let position = first << 2; position < end << 2; position++) {
    if (position < count) radius = max(radius, fillPoint(tree, position));
    else padPanel(tree, position);
  }
  const slack: f32 = radius * <f32>(field(tree, COLS) + 4) * ROUNDING;
  fillBox(tree, node, first << 2, min(end << 2, count), slack);
  if (address(tree, SCREEN) === 0) return;
  fillSphere(tree, node - (1 << field(tree, DEPTH)) + 1, first << 2, min(end << 2, count));
}

/** The box of positions [first, end), `slack` wider on every side. */
function fillBox(tree: usize, node: i32, first: i32, end: i32, slack: f32): void {
  const bytes = address(tree, BOX_STRIDE) << 2;
  const box = address(tree, BOXES) + <usize>node * bytes * 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let low = f32x4.splat(Infinity);
    let high = f32x4.splat(-Infinity);
    for (let position = first; position < end; position++) {
      const values = v128.load(address(tree, BOX_ROWS) + <usize>pointAt(tree, position) * bytes + at);
      low = f32x4.pmin(low, values);
      high = f32x4.pmax(high, values);
    }
    v128.store(box + at, f32x4.sub(low, f32x4.splat(slack)));
    v128.store(box + bytes + at, f32x4.add(high, f32x4.splat(slack)));
  }
}

/** Returns what the slack of box coordinates grows with: 0 when they are the points themselves. */
function fillPoint(tree: usize, position: i32): f32 {
  const point = pointAt(tree, position);
  const bytes = address(tree, STRIDE) << 2;
  const row = address(tree, ROWS) + <usize>position * bytes;
  memory.copy(row, address(tree, POINT_ROWS) + <usize>point * bytes, bytes);
  const panel = panelAt(tree, position);
  for (let j = 0; j < field(tree, COLS); j++) {
    store<f32>(panel + ((<usize>j) << 4), load<f32>(row + ((<usize>j) << 2)));
  }
  store<i32>(address(tree, PLACE) + ((<usize>point) << 2), position);
  return address(tree, SCREEN) !== 0 ? fillScreen(tree, position, row) : 0;
}

function padPanel(tree: usize, position: i32): void {
  const panel = panelAt(tree, position);
  for (let j = 0; j < field(tree, COLS); j++) store<f32>(panel + ((<usize>j) << 4), Infinity);
  if (address(tree, SCREEN) !== 0) padScreen(tree, position);
}

function panelAt(tree: usize, position: i32): usize {
  const panel = <usize>(position >> 2) * <usize>field(tree, COLS);
  return address(tree, PANELS) + (panel << 4) + ((<usize>(position & 3)) << 2);
}

function valueAt(tree: usize, point: i32, column: i32): f32 {
  return load<f32>(address(tree, BOX_ROWS) + ((<usize>point * address(tree, BOX_STRIDE) + <usize>column) << 2));
}

/** The column in which the points at positions [start, end) spread widest, the first among equals. */
function widest(tree: usize, start: i32, end: i32): i32 {
  const bytes = address(tree, BOX_STRIDE) << 2;
  let column = 0;
  let widestSpread: f32 = -1;
  for (let at: usize = 0; at < bytes; at += 16) {
    let low = f32x4.splat(Infinity);
    let high = f32x4.splat(-Infinity);
    for (let position = start; position < end; position++) {
      const values = v128.load(address(tree, BOX_ROWS) + <usize>pointAt(tree, position) * bytes + at);
      low = f32x4.pmin(low, values);
      high = f32x4.pmax(high, values);
    }
    const spreads = f32x4.sub(high, low);
    const first = <i32>(at >> 2);
    if (widestSpread < f32x4.extract_lane(spreads, 0)) {
      widestSpread = f32x4.extract_lane(spreads, 0);
      column = first;
    }
    if (widestSpread < f32x4.extract_lane(spreads, 1)) {
      widestSpread = f32x4.extract_lane(spreads, 1);
      column = first + 1;
    }
    if (widestSpread < f32x4.extract_lane(spreads, 2)) {
      widestSpread = f32x4.extract_lane(spreads, 2);
      column = first + 2;
    }
    if (widestSpread < f32x4.extract_lane(spreads, 3)) {
      widestSpread = f32x4.extract_lane(spreads, 3);
      column = first + 3;
    }
  }
  return column;
}

/** Hoare's quickselect: orders positions [start, end) so that those before `nth` come before those from it on. */
function select(tree: usize, start: i32, end: i32, nth: i32, column: i32): void {
  const order = address(tree, ORDER);
  let low = start;
  let high = end - 1;
  while (low < high) {
    const pivot = load<i32>(order + ((<usize>((low + high) >> 1)) << 2));
    const value = valueAt(tree, pivot, column);
    let i = low;
    let j = high;
    while (i <= j) {
      while (before(tree, pointAt(tree, i), column, value, pivot)) i++;
      while (after(tree, pointAt(tree, j), column, value, pivot)) j--;
      if (i > j) break;
      const swapped = load<i32>(order + ((<usize>i) << 2));
      store<i32>(order + ((<usize>i) << 2), load<i32>(order + ((<usize>j) << 2)));
      store<i32>(order + ((<usize>j) << 2), swapped);
      i++;
      j--;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else return;
  }
}

/** Points stand in the order of (value, point), so that the tree depends on nothing else. */
function before(tree: usize, point: i32, column: i32, value: f32, pivot: i32): bool {
  const own = valueAt(tree, point, column);
  return own < value || (own === value && point < pivot);
}

function after(tree: usize, point: i32, column: i32, value: f32, pivot: i32): bool {
  const own = valueAt(tree, point, column);
  return own > value || (own === value && point > pivot);
}
