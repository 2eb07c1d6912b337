/*
 * The rounds of Boruvka's algorithm around the searches of kd-listed.ts and kd-outgoing.ts:
 *
 *   kdNodeCores     once: the smallest core distance below each node
 *   until all points are one component:
 *     kdStartRound    names the component of each position and node by union-find; the largest component rests
 *     kdListed, kdOutgoing    the best edge of each position (TARGET, LOWER, LENGTH)
 *     kdMerge         the best edge of each component, by (weight, length, ends); joins them, counts edges
 *
 * No state but the table (kd-table.ts).
 */
import { address, field, middleOf, pointAt } from "./kd-fields";
import {
  BEST,
  BOUND,
  COMPONENT,
  CORE,
  COUNT,
  DEPTH,
  EDGE_LENGTHS,
  EDGE_WEIGHTS,
  EDGES,
  FROM,
  LENGTH,
  LOWER,
  NODE_COMPONENT,
  NODE_CORE,
  PANEL_COUNT,
  PARENT,
  SKIPPED,
  TARGET,
  TO,
} from "./kd-table";

/** Fills the smallest core distances of nodes; once, when core distances are known. */
export function kdNodeCores(tree: usize): void {
  const leaves = 1 << field(tree, DEPTH);
  fillLeafCores(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
  const cores = address(tree, NODE_CORE);
  for (let node = leaves - 2; node >= 0; node--) {
    const left = cores + ((<usize>(2 * node + 1)) << 2);
    store<f32>(cores + ((<usize>node) << 2), min(load<f32>(left), load<f32>(left + 4)));
  }
}

function fillLeafCores(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height > 0) {
    const middle = middleOf(first, end);
    fillLeafCores(tree, 2 * node + 1, first, middle, height - 1);
    fillLeafCores(tree, 2 * node + 2, middle, end, height - 1);
    return;
  }
  let smallest: f32 = Infinity;
  for (let position = first << 2; position < min(end << 2, field(tree, COUNT)); position++) {
    smallest = min(smallest, load<f32>(address(tree, CORE) + ((<usize>position) << 2)));
  }
  store<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2), smallest);
}

/** Begins a round: names components, and finds the largest, which rests. */
export function kdStartRound(tree: usize): void {
  const count = field(tree, COUNT);
  const components = address(tree, COMPONENT);
  const sizes = address(tree, BEST);
  memory.fill(sizes, 0, (<usize>count) << 2);
  for (let i = 0; i < count; i++) {
    const root = find(tree, i);
    store<i32>(components + ((<usize>i) << 2), root);
    store<i32>(sizes + ((<usize>root) << 2), load<i32>(sizes + ((<usize>root) << 2)) + 1);
    store<f32>(address(tree, BOUND) + ((<usize>i) << 2), Infinity);
  }
  let largest = -1;
  let size = 1;
  for (let i = 0; i < count; i++) {
    if (load<i32>(sizes + ((<usize>i) << 2)) > size) {
      largest = i;
      size = load<i32>(sizes + ((<usize>i) << 2));
    }
  }
  store<i32>(tree + (SKIPPED << 2), largest);
  nameNodes(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
}

/** The component that all points of a node belong to, or -1. */
function nameNodes(tree: usize, node: i32, first: i32, end: i32, height: i32): i32 {
  let name: i32;
  if (height > 0) {
    const middle = middleOf(first, end);
    const left = nameNodes(tree, 2 * node + 1, first, middle, height - 1);
    const right = nameNodes(tree, 2 * node + 2, middle, end, height - 1);
    name = left === right ? left : -1;
  } else {
    const components = address(tree, COMPONENT);
    name = load<i32>(components + ((<usize>first) << 4));
    for (let i = first << 2; i < min(end << 2, field(tree, COUNT)); i++) {
      if (load<i32>(components + ((<usize>i) << 2)) !== name) name = -1;
    }
  }
  store<i32>(address(tree, NODE_COMPONENT) + ((<usize>node) << 2), name);
  return name;
}

/** Ends a round: joins every component but the resting one along its best edge. Returns the number of edges so far. */
export function kdMerge(tree: usize): i32 {
  const count = field(tree, COUNT);
  const best = address(tree, BEST);
  memory.fill(best, 0xff, (<usize>count) << 2);
  for (let i = 0; i < count; i++) {
    const component = load<i32>(address(tree, COMPONENT) + ((<usize>i) << 2));
    if (component === field(tree, SKIPPED) || load<i32>(address(tree, TARGET) + ((<usize>i) << 2)) < 0) continue;
    const at = best + ((<usize>component) << 2);
    const rival = load<i32>(at);
    if (rival < 0 || comesBefore(tree, i, rival)) store<i32>(at, i);
  }
  for (let i = 0; i < count; i++) {
    const holder = load<i32>(best + ((<usize>i) << 2));
    if (holder >= 0) join(tree, holder);
  }
  return field(tree, EDGES);
}

/** Whether the edge held by position a comes before that of b: by (weight, length, smaller end, larger end). */
function comesBefore(tree: usize, a: i32, b: i32): bool {
  const weightA = load<f32>(address(tree, LOWER) + ((<usize>a) << 2));
  const weightB = load<f32>(address(tree, LOWER) + ((<usize>b) << 2));
  if (weightA !== weightB) return weightA < weightB;
  const lengthA = load<f32>(address(tree, LENGTH) + ((<usize>a) << 2));
  const lengthB = load<f32>(address(tree, LENGTH) + ((<usize>b) << 2));
  if (lengthA !== lengthB) return lengthA < lengthB;
  const startA = pointAt(tree, a);
  const startB = pointAt(tree, b);
  const endA = pointAt(tree, load<i32>(address(tree, TARGET) + ((<usize>a) << 2)));
  const endB = pointAt(tree, load<i32>(address(tree, TARGET) + ((<usize>b) << 2)));
  const lowA = min(startA, endA);
  const lowB = min(startB, endB);
  return lowA !== lowB ? lowA < lowB : max(startA, endA) < max(startB, endB);
}

function join(tree: usize, position: i32): void {
  const target = load<i32>(address(tree, TARGET) + ((<usize>position) << 2));
  const a = find(tree, position);
  const b = find(tree, target);
  if (a === b) return; // the other end chose the same edge
  store<i32>(address(tree, PARENT) + ((<usize>max(a, b)) << 2), min(a, b));
  const edge = field(tree, EDGES);
  const at = (<usize>edge) << 2;
  store<i32>(address(tree, FROM) + at, pointAt(tree, position));
  store<i32>(address(tree, TO) + at, pointAt(tree, target));
  store<f32>(address(tree, EDGE_WEIGHTS) + at, load<f32>(address(tree, LOWER) + ((<usize>position) << 2)));
  store<f32>(address(tree, EDGE_LENGTHS) + at, load<f32>(address(tree, LENGTH) + ((<usize>position) << 2)));
  store<i32>(tree + (EDGES << 2), edge + 1);
}

function find(tree: usize, position: i32): i32 {
  const parents = address(tree, PARENT);
  let at = position;
  let parent = load<i32>(parents + ((<usize>at) << 2));
  while (parent !== at) {
    const above = load<i32>(parents + ((<usize>parent) << 2));
    store<i32>(parents + ((<usize>at) << 2), above);
    at = above;
    parent = load<i32>(parents + ((<usize>at) << 2));
  }
  return at;
}
