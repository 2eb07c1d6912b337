import { assignRows } from "./assign-rows";
import { centerSums } from "./center-sums";

/**
 * One step of Lloyd for the rows `first` .. `last`: `assignRows`, then, where a label changed or `fresh` is set,
 * `centerSums`; see there for the arguments.
 *
 * @returns rows with another label than before.
 */
export function lloydStep(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  weights: usize,
  k: i32,
  centers: usize,
  panels: usize,
  gaps: usize,
  moved: usize,
  upper: usize,
  lower: usize,
  labels: usize,
  sums: usize,
  scratch: usize,
  fresh: i32,
): i32 {
  const count = (k + 3) >> 2;
  const changed = assignRows(
    first,
    last,
    rows,
    stride,
    centers,
    panels,
    count,
    gaps,
    moved,
    upper,
    lower,
    labels,
    scratch,
  );
  if (changed > 0 || fresh !== 0) centerSums(first, last, rows, stride, weights, labels, k, sums);
  return changed;
}
