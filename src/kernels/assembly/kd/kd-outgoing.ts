/*
 * Boruvka's search for the lightest edge out of each component, all points of a leaf at once: a dual-tree search.
 *
 *   for each leaf of queries:
 *     gather          its points that still look for an edge become queries
 *     measureReach    reach := the largest weight that still matters to any of them
 *     search          from the root, the nearer child first, while mayHold(node): distance and core distances <= reach
 *       scan            at a leaf without a screen: its points are offered to every query that is near enough to it
 *       scanGroup       with a screen, eight leaves at a time: pass over leaves by their spheres, over tiles of 4 x 8
 *                       points by 16-bit integers; offer what is left
 *       measureReach    after each leaf: what was found lowers the reach
 *     keepBest        each query's best edge is kept where it is certain
 *
 * Module variables, one set a thread: kdOutgoing writes the addresses `out, near, reaches, queryOf, queries` once a
 * call, and `leaf, start, leafEnd` for each leaf; gather writes `count, shared`; measureReach writes `reach`; the
 * others only read. Queries between wait() and dismiss() are in kd-waiting.ts, which is empty whenever scan and
 * scanScreened return.
 */
import {
  BEST_LENGTH,
  BEST_WEIGHT,
  followBound,
  keepBest,
  LIMIT,
  OWN_COMPONENT,
  OWN_CORE,
  offer,
  outside,
  POSITION,
  QUERY_BYTES,
  ROW_AT,
  SCREENED,
  startQuery,
} from "./kd-best-edge";
import { address, field, firstLeaf, leafStart, middleOf } from "./kd-fields";
import { clearReaches, PANEL_REACHES, screenTile, setReach } from "./kd-screen";
import { boxDistance, boxGap } from "./kd-search";
import { GROUP_LEVELS, leavesWithin } from "./kd-spheres";
import { COMPONENT, COUNT, DEPTH, NODE_COMPONENT, NODE_CORE, PANEL_COUNT, SCREEN, SKIPPED, TARGET } from "./kd-table";
import {
  dismiss,
  MOST_PANELS,
  measureApart,
  measureTogether,
  panel0,
  panel1,
  panel2,
  panel3,
  query0,
  query1,
  query2,
  query3,
  wait,
  waiting,
} from "./kd-waiting";

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
/** Eight squared distances of four queries. */
let out: usize = 0;

/**
 * For the positions of leaves `first` .. `last` that may hold the best edge out of their component, finds the best edge
 * out of it: smallest in the order of (mutual reachability, distance, point). Bounds are shared between threads without
 * locks: a stale one costs time and changes nothing, since only what is strictly worse is passed over.
 *
 * scratch: 160 bytes, 48 + 16 for each panel of a leaf, and 48 for each point of a leaf; not shared with another
 * thread.
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
    for (let i = 0; i < count; i++) keepBest(tree, queries + <usize>i * QUERY_BYTES);
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
    const query = queries + <usize>count * QUERY_BYTES;
    if (!startQuery(tree, query, position, component)) continue;
    store<u32>(queryOf + ((<usize>(position - first)) << 2), <u32>query);
    shared = count === 0 || shared === component ? component : -1;
    count += 1;
  }
}

function measureReach(tree: usize): void {
  reach = 0;
  for (let i = 0; i < count; i++) {
    const query = queries + <usize>i * QUERY_BYTES;
    const worst = followBound(query);
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
  for (let i = 0; i < count; i++) {
    const query = queries + <usize>i * QUERY_BYTES;
    if (component === load<i32>(query + OWN_COMPONENT)) continue;
    const row = <usize>load<u32>(query + ROW_AT);
    const distance = boxDistance(tree, row, node);
    const least = max(max(load<f32>(query + OWN_CORE), distance), core);
    const weight = load<f32>(query + BEST_WEIGHT);
    const tied = least === weight && distance <= load<f32>(query + BEST_LENGTH);
    if (least > load<f32>(query + LIMIT) || !(least < weight || tied)) continue;
    if (wait(query, row, first)) offerAll(tree, first, end);
  }
  offerAll(tree, first, end);
  measureReach(tree);
}

/** Offers the points of panels [first, end) to the queries that wait. */
function offerAll(tree: usize, first: i32, end: i32): void {
  if (waiting === 0) return;
  for (let panel = first; panel < end; panel += 2) {
    measureTogether(tree, panel, out);
    for (let half = 0; half < 2; half++) {
      const found = out + ((<usize>half) << 6);
      offer(tree, panel + half, query0, found);
      if (waiting > 1) offer(tree, panel + half, query1, found + 16);
      if (waiting > 2) offer(tree, panel + half, query2, found + 32);
      if (waiting > 3) offer(tree, panel + half, query3, found + 48);
    }
  }
  dismiss();
}

/**
 * The same by screening, for the leaves below a node `height` levels above them. The queries' own leaf comes first,
 * then those beside it.
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
        const at = panel + (hit & 1);
        if (outside(tree, query, at) && wait(query, <usize>load<u32>(query + ROW_AT), at)) offerWaiting(tree);
      }
    }
  }
  offerWaiting(tree);
}

/** Offers the panels that queries wait for. */
function offerWaiting(tree: usize): void {
  if (waiting === 0) return;
  measureApart(tree, out);
  offer(tree, panel0, query0, out);
  if (waiting > 1) offer(tree, panel1, query1, out + 16);
  if (waiting > 2) offer(tree, panel2, query2, out + 32);
  if (waiting > 3) offer(tree, panel3, query3, out + 48);
  dismiss();
}

function reachesOf(panel: i32): usize {
  return reaches + <usize>(panel - start) * PANEL_REACHES;
}

function queryAt(panel: i32, lane: i32): usize {
  return <usize>load<u32>(queryOf + ((<usize>(((panel - start) << 2) + lane)) << 2));
}
