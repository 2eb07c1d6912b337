import {
  address,
  BOUND,
  COLS,
  COMPONENT,
  CORE,
  COUNT,
  DEPTH,
  field,
  firstLeaf,
  LENGTH,
  LOWER,
  leafStart,
  middleOf,
  NODE_COMPONENT,
  NODE_CORE,
  PANEL_COUNT,
  PANELS,
  pointAt,
  ROWS,
  SCREEN,
  SKIPPED,
  STRIDE,
  TARGET,
} from "./kd-fields";
import { clearReaches, PANEL_REACHES, screenTile, setReach } from "./kd-screen";
import { boxDistance, boxGap, distances4, distancesApart } from "./kd-search";
import { GROUP_LEVELS, leavesWithin } from "./kd-spheres";

// A query: a position that may hold the best edge out of its component. 48 bytes each.
const POSITION: usize = 0;
const OWN_COMPONENT: usize = 4;
const OWN_CORE: usize = 8;
/** The best edge so far. */
const BEST_WEIGHT: usize = 12;
const BEST_LENGTH: usize = 16;
const BEST_TARGET: usize = 20;
/** The smallest value that was seen of its component's bound: what is worse was passed over. */
const LIMIT: usize = 24;
/** Addresses of its component's bound and of its row. */
const BOUND_AT: usize = 28;
const ROW_AT: usize = 32;
/** What its screen reaches now. */
const SCREENED: usize = 36;
const QUERY_BYTES: usize = 48;

/** Panels of the largest leaf. */
const MOST_PANELS: usize = 8;

// The search in progress, for all queries of a leaf at once; every thread has an instance of its own.
let leaf: i32 = 0;
let start: i32 = 0;
let leafEnd: i32 = 0;
let queries: usize = 0;
/** How far the screens of the leaf's panels reach; and the query of each position of the leaf, where there is one. */
let reaches: usize = 0;
let queryOf: usize = 0;
/** For each panel of the leaf, which leaves of a group are looked at. */
let near: usize = 0;
let count: i32 = 0;
/** The component of all queries, or -1; and the largest weight that matters to any of them. */
let shared: i32 = -1;
let reach: f32 = 0;
/** Eight squared distances of four queries, and these queries. */
let out: usize = 0;
let group0: usize = 0;
let group1: usize = 0;
let group2: usize = 0;
let group3: usize = 0;
/** Panels that queries wait to be measured with, one each of `group0` .. `group3`; and how many. */
let panel0: i32 = 0;
let panel1: i32 = 0;
let panel2: i32 = 0;
let panel3: i32 = 0;
let waiting: i32 = 0;

/**
 * For the positions of leaves `first` .. `last` that may hold the best edge out of their component, finds the best edge
 * out of it: smallest in the order of (mutual reachability, distance, point). Bounds are shared between threads without
 * locks: a stale one costs time and changes nothing, since only what is strictly worse is passed over.
 *
 * scratch: 160 bytes, 48 + 16 for each panel of a leaf, and 48 for each point of a leaf; not shared with another thread.
 */
export function kdOutgoing(tree: usize, scratch: usize, first: i32, last: i32): void {
  out = scratch;
  near = scratch + 128;
  reaches = near + (MOST_PANELS << 2);
  queryOf = reaches + MOST_PANELS * PANEL_REACHES;
  queries = queryOf + ((MOST_PANELS * 4) << 2);
  for (let at = first; at < last; at++) {
    leaf = (1 << field(tree, DEPTH)) - 1 + at;
    start = leafStart(tree, at);
    leafEnd = leafStart(tree, at + 1);
    gather(tree, start << 2, min(leafEnd << 2, field(tree, COUNT)));
    if (count === 0) continue;
    measureReach(tree);
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    for (let i = 0; i < count; i++) keep(tree, queries + <usize>i * QUERY_BYTES);
  }
}

function gather(tree: usize, first: i32, end: i32): void {
  const skipped = field(tree, SKIPPED);
  count = 0;
  shared = -1;
  for (let panel: usize = 0; panel < MOST_PANELS; panel++) clearReaches(reaches + panel * PANEL_REACHES);
  for (let position = first; position < end; position++) {
    const at = (<usize>position) << 2;
    const component = load<i32>(address(tree, COMPONENT) + at);
    if (component === skipped || load<i32>(address(tree, TARGET) + at) >= 0) continue;
    const bound = address(tree, BOUND) + ((<usize>component) << 2);
    const limit = load<f32>(bound);
    if (load<f32>(address(tree, LOWER) + at) > limit) continue;
    const query = queries + <usize>count * QUERY_BYTES;
    store<i32>(query + POSITION, position);
    store<i32>(query + OWN_COMPONENT, component);
    store<f32>(query + OWN_CORE, load<f32>(address(tree, CORE) + at));
    store<f32>(query + BEST_WEIGHT, Infinity);
    store<f32>(query + BEST_LENGTH, Infinity);
    store<i32>(query + BEST_TARGET, -1);
    store<f32>(query + LIMIT, limit);
    store<u32>(query + BOUND_AT, <u32>bound);
    store<u32>(query + ROW_AT, <u32>(address(tree, ROWS) + at * address(tree, STRIDE)));
    store<f32>(query + SCREENED, -1);
    store<u32>(queryOf + ((<usize>(position - first)) << 2), <u32>query);
    shared = count === 0 || shared === component ? component : -1;
    count += 1;
  }
}

function keep(tree: usize, query: usize): void {
  const at = (<usize>load<i32>(query + POSITION)) << 2;
  const weight = load<f32>(query + BEST_WEIGHT);
  const limit = load<f32>(query + LIMIT);
  const certain = weight <= limit && load<i32>(query + BEST_TARGET) >= 0; // else there may be better beyond the limit
  store<i32>(address(tree, TARGET) + at, certain ? load<i32>(query + BEST_TARGET) : -1);
  store<f32>(address(tree, LENGTH) + at, load<f32>(query + BEST_LENGTH));
  const lower = address(tree, LOWER) + at;
  store<f32>(lower, certain ? weight : max(load<f32>(lower), limit));
}

/** Follows the bounds, which others lower too. */
function measureReach(tree: usize): void {
  reach = 0;
  for (let i = 0; i < count; i++) {
    const query = queries + <usize>i * QUERY_BYTES;
    const limit = min(load<f32>(query + LIMIT), load<f32>(<usize>load<u32>(query + BOUND_AT)));
    store<f32>(query + LIMIT, limit);
    const worst = min(limit, load<f32>(query + BEST_WEIGHT));
    reach = max(reach, worst);
    if (address(tree, SCREEN) === 0 || worst === load<f32>(query + SCREENED)) continue;
    store<f32>(query + SCREENED, worst);
    const position = load<i32>(query + POSITION);
    setReach(tree, reachesOf(position >> 2), position, worst);
  }
}

function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (address(tree, SCREEN) !== 0 && height <= GROUP_LEVELS) {
    scanGroup(tree, firstLeaf(tree, node, height), height);
    return;
  }
  if (height === 0) {
    scan(tree, node, first, end);
    return;
  }
  const left = boxGap(tree, leaf, 2 * node + 1);
  const right = boxGap(tree, leaf, 2 * node + 2);
  const middle = middleOf(first, end);
  if (left < right || (left === right && start < middle)) {
    if (mayHold(tree, 2 * node + 1, left)) search(tree, 2 * node + 1, first, middle, height - 1);
    if (mayHold(tree, 2 * node + 2, right)) search(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (mayHold(tree, 2 * node + 2, right)) search(tree, 2 * node + 2, middle, end, height - 1);
    if (mayHold(tree, 2 * node + 1, left)) search(tree, 2 * node + 1, first, middle, height - 1);
  }
}

/** Whether a node at this distance may hold a better edge for any query. */
function mayHold(tree: usize, node: i32, distance: f32): bool {
  const component = load<i32>(address(tree, NODE_COMPONENT) + ((<usize>node) << 2));
  if (component >= 0 && component === shared) return false;
  return max(distance, load<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2))) <= reach;
}

/** Offers a leaf's points to every query that may find a better edge there, four queries at a time. */
function scan(tree: usize, node: i32, first: i32, end: i32): void {
  const component = load<i32>(address(tree, NODE_COMPONENT) + ((<usize>node) << 2));
  const core = load<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2));
  let size = 0;
  for (let i = 0; i < count; i++) {
    const query = queries + <usize>i * QUERY_BYTES;
    if (component === load<i32>(query + OWN_COMPONENT)) continue;
    const distance = boxDistance(tree, <usize>load<u32>(query + ROW_AT), node);
    const least = max(max(load<f32>(query + OWN_CORE), distance), core);
    const weight = load<f32>(query + BEST_WEIGHT);
    const tied = least === weight && distance <= load<f32>(query + BEST_LENGTH);
    if (least > load<f32>(query + LIMIT) || !(least < weight || tied)) continue;
    if (size === 0) group0 = group1 = group2 = group3 = query;
    else if (size === 1) group1 = query;
    else if (size === 2) group2 = query;
    else group3 = query;
    if (++size < 4) continue;
    offerAll(tree, first, end, 4);
    size = 0;
  }
  if (size > 0) offerAll(tree, first, end, size);
  measureReach(tree);
}

function offerAll(tree: usize, first: i32, end: i32, size: i32): void {
  const q0 = <usize>load<u32>(group0 + ROW_AT);
  const q1 = <usize>load<u32>(group1 + ROW_AT);
  const q2 = <usize>load<u32>(group2 + ROW_AT);
  const q3 = <usize>load<u32>(group3 + ROW_AT);
  for (let panel = first; panel < end; panel += 2) {
    distances4(q0, q1, q2, q3, panelAt(tree, panel), field(tree, COLS), out);
    for (let half = 0; half < 2; half++) {
      const found = out + ((<usize>half) << 6);
      offer(tree, panel + half, group0, found);
      if (size > 1) offer(tree, panel + half, group1, found + 16);
      if (size > 2) offer(tree, panel + half, group2, found + 32);
      if (size > 3) offer(tree, panel + half, group3, found + 48);
    }
  }
}

function panelAt(tree: usize, panel: i32): usize {
  return address(tree, PANELS) + ((<usize>panel * <usize>field(tree, COLS)) << 4);
}

/**
 * The same by screening, for the leaves below a node `height` levels above them. The queries' own leaf comes first, then
 * those beside it.
 */
function scanGroup(tree: usize, leaves: i32, height: i32): void {
  let any = 0;
  for (let own = start; own < leafEnd; own++) {
    const hits = leavesWithin(tree, own, reachesOf(own), leaves);
    store<i32>(near + ((<usize>(own - start)) << 2), hits);
    any |= hits;
  }
  const top = (1 << field(tree, DEPTH)) - 1;
  const own = (leaf - top) & ((1 << height) - 1);
  for (let turn = 0; turn < 1 << height; turn++) {
    const place = turn ^ own;
    if (((any >> place) & 1) === 0 || !mayHold(tree, top + leaves + place, 0)) continue;
    scanScreened(tree, leaves + place, 1 << place);
    measureReach(tree);
  }
}

/** Looks through a leaf for those panels of queries that have its bit in `near`. */
function scanScreened(tree: usize, other: i32, bit: i32): void {
  const first = leafStart(tree, other);
  const end = leafStart(tree, other + 1);
  for (let own = start; own < leafEnd; own++) {
    if ((load<i32>(near + ((<usize>(own - start)) << 2)) & bit) === 0) continue;
    for (let panel = first; panel < end; panel += 2) {
      let hits = screenTile(tree, own, reachesOf(own), panel);
      while (hits !== 0) {
        const hit = ctz(hits);
        hits &= hits - 1;
        const query = queryAt(own, hit >> 1);
        if (outside(tree, query, panel + (hit & 1))) wait(tree, query, panel + (hit & 1));
      }
    }
  }
  offerWaiting(tree);
}

/** Whether a panel holds a point outside the query's component. */
function outside(tree: usize, query: usize, panel: i32): bool {
  const components = v128.load(address(tree, COMPONENT) + ((<usize>panel) << 4));
  return v128.any_true(i32x4.ne(components, v128.load32_splat(query + OWN_COMPONENT)));
}

/** Lets a query wait for a panel until there are four of them. */
function wait(tree: usize, query: usize, panel: i32): void {
  if (waiting === 0) {
    group0 = group1 = group2 = group3 = query;
    panel0 = panel1 = panel2 = panel3 = panel;
  } else if (waiting === 1) {
    group1 = query;
    panel1 = panel;
  } else if (waiting === 2) {
    group2 = query;
    panel2 = panel;
  } else {
    group3 = query;
    panel3 = panel;
  }
  waiting += 1;
  if (waiting === 4) offerWaiting(tree);
}

/** Offers the panels that queries wait for. */
function offerWaiting(tree: usize): void {
  if (waiting === 0) return;
  const q0 = <usize>load<u32>(group0 + ROW_AT);
  const q1 = <usize>load<u32>(group1 + ROW_AT);
  const q2 = <usize>load<u32>(group2 + ROW_AT);
  const q3 = <usize>load<u32>(group3 + ROW_AT);
  const p0 = panelAt(tree, panel0);
  const p1 = panelAt(tree, panel1);
  const p2 = panelAt(tree, panel2);
  const p3 = panelAt(tree, panel3);
  distancesApart(q0, q1, q2, q3, p0, p1, p2, p3, field(tree, COLS), out);
  offer(tree, panel0, group0, out);
  if (waiting > 1) offer(tree, panel1, group1, out + 16);
  if (waiting > 2) offer(tree, panel2, group2, out + 32);
  if (waiting > 3) offer(tree, panel3, group3, out + 48);
  waiting = 0;
}

function reachesOf(panel: i32): usize {
  return reaches + <usize>(panel - start) * PANEL_REACHES;
}

function queryAt(panel: i32, lane: i32): usize {
  return <usize>load<u32>(queryOf + ((<usize>(((panel - start) << 2) + lane)) << 2));
}

/** Offers the four points of a panel to a query. */
function offer(tree: usize, panel: i32, query: usize, distances: usize): void {
  const own = i32x4.splat(load<i32>(query + OWN_COMPONENT));
  const others = i32x4.ne(v128.load(address(tree, COMPONENT) + ((<usize>panel) << 4)), own);
  const cores = v128.load(address(tree, CORE) + ((<usize>panel) << 4));
  const weights = f32x4.pmax(f32x4.pmax(f32x4.splat(load<f32>(query + OWN_CORE)), cores), v128.load(distances));
  const worst = f32x4.splat(min(load<f32>(query + BEST_WEIGHT), load<f32>(query + LIMIT)));
  let lanes = i32x4.bitmask(v128.and(others, f32x4.le(weights, worst)));
  while (lanes !== 0) {
    const at = ctz(lanes);
    lanes &= lanes - 1;
    const position = (panel << 2) + at;
    if (position < field(tree, COUNT)) take(tree, query, position, load<f32>(distances + ((<usize>at) << 2)));
  }
}

/** Makes this the query's best edge if it comes before the best so far. */
function take(tree: usize, query: usize, position: i32, length: f32): void {
  const core = load<f32>(address(tree, CORE) + ((<usize>position) << 2));
  const weight = max(max(load<f32>(query + OWN_CORE), core), length);
  const best = load<f32>(query + BEST_WEIGHT);
  if (weight > best) return;
  if (weight === best) {
    if (length > load<f32>(query + BEST_LENGTH)) return;
    const rival = load<i32>(query + BEST_TARGET);
    const tied = length === load<f32>(query + BEST_LENGTH);
    if (tied && pointAt(tree, position) > pointAt(tree, rival)) return;
  }
  store<f32>(query + BEST_WEIGHT, weight);
  store<f32>(query + BEST_LENGTH, length);
  store<i32>(query + BEST_TARGET, position);
  const bound = <usize>load<u32>(query + BOUND_AT);
  if (weight < load<f32>(bound)) store<f32>(bound, weight);
  store<f32>(query + LIMIT, min(load<f32>(query + LIMIT), weight));
}
