import { assignRows } from "./assign-rows";
import { centerSums } from "./center-sums";

/**
 * One step of Lloyd for the rows `first` .. `last`: `assignRows`, which keeps the sums of each label up to date row by
 * row; where many labels changed, or `fresh` is set, they are summed anew by `centerSums`. See there for the arguments.
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
  shifted: usize,
  order: usize,
  moved: usize,
  bounds: usize,
  labels: usize,
  sums: usize,
  scratch: usize,
  fresh: i32,
): i32 {
  const changed = assignRows(
    first,
    last,
    rows,
    stride,
    weights,
    k,
    centers,
    shifted,
    order,
    moved,
    bounds,
    labels,
    sums,
    scratch,
  );
  if (fresh !== 0 || 4 * changed > last - first) centerSums(first, last, rows, stride, weights, labels, k, sums);
  return changed;
}
