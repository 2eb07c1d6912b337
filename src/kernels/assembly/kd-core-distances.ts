import { address, COLS, CORE, COUNT, DEPTH, field, PANEL_COUNT, PANELS, ROWS, STRIDE, WEIGHTS } from "./kd-fields";
import { boxDistance, lane, panelDistances } from "./kd-search";
import { heapBound, heapPush, heapRadius, startHeap } from "./weighted-heap";

// The search in progress; every thread has an instance of its own.
let own: i32 = 0;
let query: usize = 0;

/**
 * Squared core distances of positions `first` .. `last`: the smallest squared radius within which the weights, the
 * point's own included, reach `need`; the farthest point's where all together do not.
 *
 * scratch: 8 bytes for each neighbour that may have to be held, and one more; not shared with another thread.
 */
export function kdCoreDistances(tree: usize, need: f64, slack: f64, scratch: usize, first: i32, last: i32): void {
  const weights = address(tree, WEIGHTS);
  for (own = first; own < last; own++) {
    const core = address(tree, CORE) + ((<usize>own) << 2);
    const missing = need - load<f64>(weights + ((<usize>own) << 3));
    if (missing <= 0) {
      store<f32>(core, 0);
      continue;
    }
    startHeap(scratch, missing, slack);
    query = address(tree, ROWS) + <usize>own * (address(tree, STRIDE) << 2);
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    store<f32>(core, heapRadius(missing, weights));
  }
}

/** Looks through a node of panels [first, end), `height` levels above the leaves. */
function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height === 0) {
    scan(tree, first, end);
    return;
  }
  const left = boxDistance(tree, query, 2 * node + 1);
  const right = boxDistance(tree, query, 2 * node + 2);
  const middle = (first + end) >> 1;
  if (left <= right) {
    if (left < heapBound()) search(tree, 2 * node + 1, first, middle, height - 1);
    if (right < heapBound()) search(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (right < heapBound()) search(tree, 2 * node + 2, middle, end, height - 1);
    if (left < heapBound()) search(tree, 2 * node + 1, first, middle, height - 1);
  }
}

function scan(tree: usize, first: i32, end: i32): void {
  const cols = field(tree, COLS);
  const count = field(tree, COUNT);
  for (let p = first; p < end; p++) {
    const distances = panelDistances(query, address(tree, PANELS) + ((<usize>p * cols) << 4), cols);
    let lanes = i32x4.bitmask(f32x4.lt(distances, f32x4.splat(heapBound())));
    while (lanes !== 0) {
      const at = ctz(lanes);
      lanes &= lanes - 1;
      const position = (p << 2) + at;
      const distance = lane(distances, at);
      if (position !== own && position < count && distance < heapBound()) {
        heapPush(distance, position, address(tree, WEIGHTS));
      }
    }
  }
}
