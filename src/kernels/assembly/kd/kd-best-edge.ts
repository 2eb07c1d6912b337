import { address, field, pointAt } from "./kd-fields";
import { BOUND, COMPONENT, CORE, COUNT, LENGTH, LOWER, ROWS, STRIDE, TARGET } from "./kd-table";

// A query: a position that may hold the best edge out of its component, and the best one found so far. 48 bytes each.
export const POSITION: usize = 0;
export const OWN_COMPONENT: usize = 4;
export const OWN_CORE: usize = 8;
/** The best edge so far. */
export const BEST_WEIGHT: usize = 12;
export const BEST_LENGTH: usize = 16;
const BEST_TARGET: usize = 20;
/** The smallest value that was seen of its component's bound: what is worse was passed over. */
export const LIMIT: usize = 24;
/** Addresses of its component's bound and of its row. */
const BOUND_AT: usize = 28;
export const ROW_AT: usize = 32;
/** What its screen reaches now. */
export const SCREENED: usize = 36;
export const QUERY_BYTES: usize = 48;

/** Starts the query of a position, where it may hold the best edge of its component; whether it may. */
export function startQuery(tree: usize, query: usize, position: i32, component: i32): bool {
  const at = (<usize>position) << 2;
  const bound = address(tree, BOUND) + ((<usize>component) << 2);
  const limit = load<f32>(bound);
  if (load<f32>(address(tree, LOWER) + at) > limit) return false;
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
  return true;
}

/**
 * Lowers the query's limit to its component's bound, which others lower too, and returns the largest weight that
 * matters to it.
 */
export function followBound(query: usize): f32 {
  const limit = min(load<f32>(query + LIMIT), load<f32>(<usize>load<u32>(query + BOUND_AT)));
  store<f32>(query + LIMIT, limit);
  return min(limit, load<f32>(query + BEST_WEIGHT));
}

/** Writes what was found: the edge where it is certain, and a bound below which there is none. */
export function keepBest(tree: usize, query: usize): void {
  const at = (<usize>load<i32>(query + POSITION)) << 2;
  const weight = load<f32>(query + BEST_WEIGHT);
  const limit = load<f32>(query + LIMIT);
  const certain = weight <= limit && load<i32>(query + BEST_TARGET) >= 0; // else there may be better beyond the limit
  store<i32>(address(tree, TARGET) + at, certain ? load<i32>(query + BEST_TARGET) : -1);
  store<f32>(address(tree, LENGTH) + at, load<f32>(query + BEST_LENGTH));
  const lower = address(tree, LOWER) + at;
  store<f32>(lower, certain ? weight : max(load<f32>(lower), limit));
}

/** Whether a panel holds a point outside the query's component. */
export function outside(tree: usize, query: usize, panel: i32): bool {
  const components = v128.load(address(tree, COMPONENT) + ((<usize>panel) << 4));
  return v128.any_true(i32x4.ne(components, v128.load32_splat(query + OWN_COMPONENT)));
}

/** Offers the four points of a panel to a query. */
export function offer(tree: usize, panel: i32, query: usize, distances: usize): void {
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
