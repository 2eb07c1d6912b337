import type { LloydState } from "../../kernels";
import type { WeightedRows } from "./weighted-rows";

/**
 * Gives each center without points the one that costs most where it is: of the clusters with several points, the point
 * with the largest weight times squared distance to its center, ties by the smaller point.
 *
 * @param sums what the centers are means of: `stride` sums for each, then for each its weight, then its number of
 * points; changed in place.
 */
export function refillEmpty(
  { points, weights }: WeightedRows,
  { k, stride, centers, labels }: Pick<LloydState, "k" | "stride" | "centers" | "labels">,
  sums: Float64Array,
): void {
  const totals = sums.subarray(k * stride, k * (stride + 1));
  const members = sums.subarray(k * (stride + 1));
  const empty = [...members.keys()].filter((c) => members[c] === 0);
  if (empty.length === 0) return;
  const costs = pointCosts({ points, weights }, { stride, centers, labels });
  for (const center of empty) {
    const point = costliest(costs, labels, members);
    const from = labels[point]!;
    const weight = weights[point]!;
    for (let j = 0; j < stride; j++) {
      const part = weight * points.data[point * stride + j]!;
      sums[from * stride + j]! -= part;
      sums[center * stride + j] = part;
    }
    totals[from]! -= weight;
    totals[center] = weight;
    members[from]! -= 1;
    members[center] = 1;
    costs[point] = Number.NEGATIVE_INFINITY;
  }
}

function pointCosts(
  { points, weights }: WeightedRows,
  { stride, centers, labels }: Pick<LloydState, "stride" | "centers" | "labels">,
): Float64Array {
  return Float64Array.from(labels, (label, point) => {
    let square = 0;
    for (let j = 0; j < stride; j++) {
      const difference = points.data[point * stride + j]! - centers[label * stride + j]!;
      square += difference * difference;
    }
    return weights[point]! * square;
  });
}

function costliest(costs: Float64Array, labels: Int32Array, members: Float64Array): number {
  let best = -1;
  for (const [point, cost] of costs.entries()) {
    if (members[labels[point]!]! < 2 || cost === Number.NEGATIVE_INFINITY) continue;
    if (best < 0 || cost > costs[best]!) best = point;
  }
  return best;
}
