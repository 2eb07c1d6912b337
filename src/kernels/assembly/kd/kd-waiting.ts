/*
 * Four queries at a time.
 *
 *   if (wait(query, row, panel)) the caller measures and offers: there are four
 *   at the end the caller measures and offers the rest
 *     measureApart or measureTogether, then offer(...) for each of the first `waiting` queries, then dismiss()
 *
 * wait() writes all variables but none of them is cleared: what is beyond `waiting` repeats the first query, so that
 * four can always be measured. dismiss() sets `waiting` to 0. kd-outgoing.ts and kd-core-distances.ts read `query0..3`,
 * `panel0..3` and `waiting`.
 */
import { address, field } from "./kd-fields";
import { distances4, distancesApart } from "./kd-search";
import { COLS, PANELS } from "./kd-table";
import { MOST_LEAF_PANELS } from "./screen-table";

/** Panels of the largest leaf. */
export const MOST_PANELS: usize = MOST_LEAF_PANELS;

// Four distances at once cost little more than one, so queries wait until there are four of them. Those that wait,
// where their rows are, and the panels they wait for; every thread has an instance of its own.
export let query0: usize = 0;
export let query1: usize = 0;
export let query2: usize = 0;
export let query3: usize = 0;
export let panel0: i32 = 0;
export let panel1: i32 = 0;
export let panel2: i32 = 0;
export let panel3: i32 = 0;
/** How many there are: what is beyond repeats the first. */
export let waiting: i32 = 0;
let row0: usize = 0;
let row1: usize = 0;
let row2: usize = 0;
let row3: usize = 0;

/** Lets a query, whose row is at `row`, wait for a panel; whether there are four of them now. */
export function wait(query: usize, row: usize, panel: i32): bool {
  if (waiting === 0) {
    query0 = query1 = query2 = query3 = query;
    row0 = row1 = row2 = row3 = row;
    panel0 = panel1 = panel2 = panel3 = panel;
  } else if (waiting === 1) {
    query1 = query;
    row1 = row;
    panel1 = panel;
  } else if (waiting === 2) {
    query2 = query;
    row2 = row;
    panel2 = panel;
  } else {
    query3 = query;
    row3 = row;
    panel3 = panel;
  }
  waiting += 1;
  return waiting === 4;
}

/** Squared distances from each query to the points of its own panel: 4 floats for each query at `out`. */
export function measureApart(tree: usize, out: usize): void {
  const p0 = panelAt(tree, panel0);
  const p1 = panelAt(tree, panel1);
  const p2 = panelAt(tree, panel2);
  const p3 = panelAt(tree, panel3);
  distancesApart(row0, row1, row2, row3, p0, p1, p2, p3, field(tree, COLS), out);
}

/** The same to the points of one panel, and 64 bytes further to those of the next. */
export function measureTogether(tree: usize, panel: i32, out: usize): void {
  distances4(row0, row1, row2, row3, panelAt(tree, panel), field(tree, COLS), out);
}

/** No query waits any longer. */
export function dismiss(): void {
  waiting = 0;
}

function panelAt(tree: usize, panel: i32): usize {
  return address(tree, PANELS) + ((<usize>panel * <usize>field(tree, COLS)) << 4);
}
